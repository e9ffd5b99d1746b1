/** Keeps the kill switch on disk, where it outlives the service and reaches the fallback hook. */
import { lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { CountedAct } from "../core/approval/halt-evidence.ts";
import { makePrivateFolder, privateFileMode } from "./places.ts";

export interface Halt {
  /** The reason, in the words of a person or of the guard. */
  readonly because: string;
  /** Epoch ms. */
  readonly at: number;
  /** What the guard counted, where it has stopped agents by itself: the oldest first. */
  readonly acts?: readonly CountedAct[];
}

/** Null only when there is no file: one that cannot be read still halts, since nobody resumed. */
export function readHalt(path: string): Halt | null {
  // It is asked for before every act, and nearly always not there: an error would cost more than the question.
  if (!isThere(path)) return null;
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    return { because: `the kill switch file ${path} cannot be read (${(error as Error).message})`, at: 0 };
  }
  try {
    const { because, at, acts: told } = JSON.parse(text) as Record<keyof Halt, unknown>;
    const acts = Array.isArray(told) ? told.filter(isCountedAct) : [];
    return {
      because: typeof because === "string" && because !== "" ? because : "no reason was given",
      at: typeof at === "number" ? at : 0,
      ...(acts.length > 0 && { acts }),
    };
  } catch {
    return { because: `the kill switch file ${path} holds no reason that can be read`, at: 0 };
  }
}

/** What cannot be read of the evidence is left out: it takes nothing from the halt. */
function isCountedAct(told: unknown): told is CountedAct {
  const { at, agent, session, text, why } = (told ?? {}) as Record<keyof CountedAct, unknown>;
  return typeof at === "number" && [agent, session ?? "", text, why].every(one => typeof one === "string");
}

function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // Whether it is there cannot be told: reading says why.
    return true;
  }
}

/** Throws when the file cannot be written: a halt that would not last must not look like one. */
export function engageHalt(path: string, halt: Halt): void {
  makePrivateFolder(dirname(path));
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(halt)}\n`, { mode: privateFileMode() });
  renameSync(draft, path);
}

export function releaseHalt(path: string): void {
  rmSync(path, { force: true });
}
