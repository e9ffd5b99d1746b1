/**
 * Gathers the facts that the core asks for from the real machine, read-only. A failure becomes `null`: could not tell.
 * Small lookups are synchronous, because an act has to wait for each of them.
 */
import { lstatSync, readdirSync, realpathSync, type Stats } from "node:fs";
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
/** A folder whose own entry is larger holds thousands of names, which are listed without blocking other acts. */
const SMALL_FOLDER = 64 * 1024;

/** Answers every given want. The keys of the map are `wantKey`s. */
export async function gatherFacts(wants: readonly Want[]): Promise<ReadonlyMap<string, Fact>> {
  const seen: Seen = { repositories: new Map(), folders: new Map() };
  const found = await Promise.all(wants.map(async want => [wantKey(want), await lookUp(want, seen)] as const));
  return new Map(found);
}

/**
 * Returns a lookup for one act of facts that take a system call or two: texts of files, what is at a path. It returns
 * undefined for all others, which `gatherFacts` answers.
 */
export function smallFacts(): (want: Want) => Fact | undefined {
  const folders: Seen["folders"] = new Map();
  return want => {
    try {
      return smallFact(want, folders);
    } catch {
      return null;
    }
  };
}

/** Caches what several wants of one round share. */
interface Seen {
  /** By folder. Git's answer is the most expensive, and the same for every path in a repository. */
  readonly repositories: Map<string, Promise<GitFact | null>>;
  /** Real paths of folders, missing ones included. */
  readonly folders: Map<string, string>;
}

async function lookUp(want: Want, { repositories, folders }: Seen): Promise<Fact> {
  try {
    const small = smallFact(want, folders);
    if (small !== undefined) return small;
    switch (want.kind) {
      case "stat":
        return await folderOf(want.path);
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
      default:
        return null;
    }
  } catch {
    return null;
  }
}

function smallFact(want: Want, folders: Seen["folders"]): Fact | undefined {
  if (want.kind === "text") return textOf(want.path);
  return want.kind === "stat" ? statOf(want.path, folders) : undefined;
}

function textOf(path: string): FactOf["text"] {
  return readRegularIfThere(path, MAX_FILE_TEXT)?.toString("utf8") ?? null;
}

/** Undefined for a folder with thousands of names. */
function statOf(path: string, folders: Seen["folders"]): StatFact | null | undefined {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (!stat) return missing(path, folders);
    if (stat.isDirectory()) return stat.size > SMALL_FOLDER ? undefined : folderWith(readdirSync(path), path, stat);
    const type = stat.isSymbolicLink() ? "link" : stat.isFile() ? "file" : "other";
    const base = { type, size: stat.size, mtimeMs: stat.mtimeMs, realpath: realOf(path) ?? path } as const;
    return type === "file" && stat.nlink > 1 ? { ...base, shared: true } : base;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === "ENOENT" || code === "ENOTDIR" ? missing(path, folders) : null;
  }
}

/** Lists the names without blocking other acts. */
async function folderOf(path: string): Promise<StatFact> {
  const stat = lstatSync(path);
  return folderWith(await readdir(path), path, stat);
}

function folderWith(names: readonly string[], path: string, { size, mtimeMs, dev }: Stats): StatFact {
  const realpath = realOf(path) ?? path;
  const entries = [...names].sort().slice(0, MAX_ENTRIES);
  const isMount = lstatSync(dirname(realpath)).dev !== dev;
  return { type: "directory", size, mtimeMs, realpath, entries, ...(isMount && { mount: true as const }) };
}

function missing(path: string, folders: Seen["folders"]): StatFact {
  return { type: "missing", size: 0, mtimeMs: 0, realpath: realOfMissing(path, folders) };
}

/** Returns the real path that a missing file would have, since its folder may be behind a link. */
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
    // The check comes first, since an error costs more.
    return lstatSync(path, { throwIfNoEntry: false }) && realpathSync.native(path);
  } catch {
    return undefined;
  }
}
