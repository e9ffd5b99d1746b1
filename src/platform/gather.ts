/**
 * Looks up on the real machine what the core wants to know. Read-only; whatever fails is `null`: could not tell. Small
 * things are looked at without a turn of the event loop each: an act has to wait for every one of them.
 */
import { lstatSync, readdirSync, realpathSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Fact, FactOf, GitFact, StatFact, Want } from "../core/facts/facts.ts";
import { MAX_FILE_TEXT, wantKey } from "../core/facts/facts.ts";
import { membersOf } from "./archive-members.ts";
import { readDotenvFiles } from "./dotenv-files.ts";
import { gitState, repositoryOf } from "./git-state.ts";
import { readPostgresGrammar } from "./pg-grammar.ts";
import { readRegularIfThere } from "./regular-file.ts";

const MAX_ENTRIES = 100;
/** A folder whose own entry is larger holds thousands of names: those are listed while others are served. */
const SMALL_FOLDER = 64 * 1024;

/** Answers every want it is given; the map's keys are `wantKey`s. */
export async function gatherFacts(wants: readonly Want[]): Promise<ReadonlyMap<string, Fact>> {
  const seen: Seen = { repositories: new Map(), folders: new Map() };
  const found = await Promise.all(wants.map(async want => [wantKey(want), await lookUp(want, seen)] as const));
  return new Map(found);
}

/** What several wants of one round have in common. */
interface Seen {
  /** By folder: git's answer is the dearest of all, and the same for every path in one repository. */
  readonly repositories: Map<string, Promise<GitFact | null>>;
  /** Where folders really are; missing ones as well. */
  readonly folders: Map<string, string>;
}

async function lookUp(want: Want, { repositories, folders }: Seen): Promise<Fact> {
  try {
    switch (want.kind) {
      case "text":
        return textOf(want.path);
      case "stat":
        return await statOf(want.path, folders);
      case "git": {
        const repository = repositoryOf(want.path);
        if (repository === undefined) return null;
        const state = repositories.get(repository) ?? gitState(want.path);
        repositories.set(repository, state);
        return await state;
      }
      case "dotenv":
        return readDotenvFiles(want.root);
      case "members":
        return await membersOf(want.path);
      case "postgres":
        return await readPostgresGrammar(want.text);
    }
  } catch {
    return null;
  }
}

function textOf(path: string): FactOf["text"] {
  return readRegularIfThere(path, MAX_FILE_TEXT)?.toString("utf8") ?? null;
}

async function statOf(path: string, folders: Seen["folders"]): Promise<StatFact | null> {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (!stat) return missing(path, folders);
    const type = stat.isSymbolicLink() ? "link" : stat.isDirectory() ? "directory" : stat.isFile() ? "file" : "other";
    const real = realOf(path) ?? path;
    const base = { type, size: stat.size, mtimeMs: stat.mtimeMs, realpath: real } as const;
    if (type !== "directory") return type === "file" && stat.nlink > 1 ? { ...base, shared: true } : base;
    const entries = (stat.size > SMALL_FOLDER ? await readdir(path) : readdirSync(path)).sort().slice(0, MAX_ENTRIES);
    const above = lstatSync(dirname(real));
    return { ...base, entries, ...(above.dev !== stat.dev && { mount: true as const }) };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === "ENOENT" || code === "ENOTDIR" ? missing(path, folders) : null;
  }
}

function missing(path: string, folders: Seen["folders"]): StatFact {
  return { type: "missing", size: 0, mtimeMs: 0, realpath: realOfMissing(path, folders) };
}

/** Where it would come to be: what is not there may stand in a folder behind a link. */
function realOfMissing(path: string, folders: Seen["folders"]): string {
  const above: string[] = [];
  let folder = dirname(path);
  let real = folders.get(folder);
  for (let next = dirname(folder); real === undefined && next !== folder; next = dirname(folder)) {
    real = realOf(folder);
    if (real !== undefined) break;
    above.push(folder);
    folder = next;
    real = folders.get(folder);
  }
  real ??= folder;
  folders.set(folder, real);
  for (const one of above.reverse()) {
    real = join(real, basename(one));
    folders.set(one, real);
  }
  return join(real, basename(path));
}

function realOf(path: string): string | undefined {
  try {
    // Looked at first, since an error costs more than the look.
    return lstatSync(path, { throwIfNoEntry: false }) && realpathSync.native(path);
  } catch {
    return undefined;
  }
}
