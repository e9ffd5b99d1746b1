/**
 * Which processes work in a folder or have one of its paths among their words, from `/proc`; nothing where there is none.
 * The newest are looked at first: what takes files away ends soon. Works in slices, because hooks are answered by the
 * same thread.
 */
import { readFileSync, readlinkSync } from "node:fs";
import { processIds } from "./lineage.ts";

export interface ProcessState {
  readonly pid: number;
  readonly parent: number;
  /** When it began, in the system's own unit: with the pid it is one process and no other. */
  readonly since: string;
  /** It has a terminal. */
  readonly tty: boolean;
  /** How it was started, the program first. */
  readonly words: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** Nanoseconds that it has computed. */
  readonly computed: number;
}

/** What is known of a process that is not in the folder: it need not be read again with every look. */
interface Known {
  readonly since: string;
  readonly words: readonly string[];
}

/** Looked for so long, then others are let through; for the newest alone first. */
const SLICE_MS = 4;
const FIRST_MS = 1;
const MAX_FOUND = 200;

export class ProcessReader {
  /** By pid, of all processes of the last look. */
  #known = new Map<number, Known>();

  /** Yields after each slice; `found` is told of each process when it is read. */
  *in(folder: string, found: (process: ProcessState) => void): Generator<undefined, void> {
    const known = new Map<number, Known>();
    let until = performance.now() + FIRST_MS;
    let count = 0;
    for (const pid of processIds().sort((a, b) => b - a)) {
      if (performance.now() > until) {
        yield;
        until = performance.now() + SLICE_MS;
      }
      const state = this.#read(pid, folder, known);
      if (!state) continue;
      found(state);
      if (++count === MAX_FOUND) break;
    }
    this.#known = known;
  }

  #read(pid: number, folder: string, known: Map<number, Known>): ProcessState | undefined {
    if (pid === process.pid) return undefined;
    try {
      // Throws for other users' processes.
      const cwd = readlinkSync(`/proc/${pid}/cwd`).replace(/ \(deleted\)$/, "");
      const inside = isIn(cwd, folder);
      const before = this.#known.get(pid);
      if (before && !inside && !names(before.words, folder)) {
        known.set(pid, before);
        return undefined;
      }
      const words = wordsOf(pid);
      if (words.length === 0) return undefined;
      const { parent, since, tty, ticks } = statOf(pid);
      known.set(pid, { since, words });
      if (!inside && !names(words, folder)) return undefined;
      return { pid, parent, since, tty, words, cwd, computed: computedBy(pid) ?? ticks * 10_000_000 };
    } catch {
      // Ended, or another user's.
      return undefined;
    }
  }
}

/** One process by its id, and how it was started; undefined when it has ended. */
export function processState(pid: number): Omit<ProcessState, "cwd" | "computed"> | undefined {
  try {
    const { parent, since, tty } = statOf(pid);
    return { pid, parent, since, tty, words: wordsOf(pid) };
  } catch {
    return undefined;
  }
}

/** Some programs write another title there, which is one text. */
function wordsOf(pid: number): readonly string[] {
  return readFileSync(`/proc/${pid}/cmdline`, "utf8")
    .replace(/\0+$/, "")
    .split("\0")
    .filter((word, i) => i > 0 || word !== "");
}

function statOf(pid: number) {
  // The name before it stands in brackets and may hold anything.
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return {
    parent: Number(fields[1]),
    tty: Number(fields[4]) !== 0,
    ticks: Number(fields[11]) + Number(fields[12]),
    since: fields[19] ?? "",
  };
}

function computedBy(pid: number): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]);
  } catch {
    return undefined;
  }
}

function names(words: readonly string[], folder: string): boolean {
  return words.some((word, i) => i > 0 && isIn(word, folder));
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}
