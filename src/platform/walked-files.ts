/**
 * Finds the files that an act takes by walking the folders that it reaches into. It works in slices of a few
 * milliseconds, because hooks are answered by the same thread, and stops at a limit of time or amount and says so.
 */
import { type Dirent, lstatSync, readdirSync, type Stats } from "node:fs";
import { setImmediate as others } from "node:timers/promises";
import type { Coverage } from "../core/files/coverage.ts";

/** The files found for one effect. */
export interface WalkedFiles {
  files: number;
  /** The total size; undefined when some files could not be measured in time. */
  bytes: number | undefined;
  /** Files in a repository or work tree below the start of the walk. */
  elsewhere: number;
  /** `.git` folders that are taken with their content, which does not count as files. */
  repositories: number;
  /** The folders that hold the `.git` of these repositories. */
  readonly roots: string[];
  isCut: boolean;
  /** The first few paths, for display. */
  readonly first: string[];
}

export interface Walk {
  /** By the effect's index in the coverage. */
  readonly found: ReadonlyMap<number, WalkedFiles>;
  /** All files. Git may know those that are in no repository below the start. */
  readonly files: Map<string, WalkedFile>;
}

export interface WalkedFile {
  readonly effect: number;
  readonly isElsewhere: boolean;
  size: number;
}

/** The most paths kept until git has reported on them: 100,000 take about 25 MB. */
const MAX_FILES = 100_000;
const SLICE_MS = 4;
const FIRST = 20;

/**
 * Lists all files first, then their sizes, as the latter takes four times as long as reading the folders. Never
 * rejects. Unreadable folders and other file systems make the result incomplete.
 */
export async function walkedFiles(coverage: Coverage, over: AbortSignal): Promise<Walk> {
  const found = new Map<number, WalkedFiles>();
  const files = new Map<string, WalkedFile>();
  const of = (effect: number): WalkedFiles => {
    const one = found.get(effect) ?? noFiles();
    found.set(effect, one);
    return one;
  };
  const turn = turns();
  for (const [start, effects] of coverage.starts) {
    for (const step of filesBelow(start, coverage, of)) {
      const isOver = over.aborted || files.size >= MAX_FILES;
      if (isOver || step === "cut") for (const effect of effects) of(effect).isCut = true;
      else if (step !== undefined) take(step, of(step.effect), files);
      if (isOver) break;
      const pause = turn();
      if (pause) await pause;
    }
  }
  for (const [path, file] of files) {
    const own = of(file.effect);
    file.size = over.aborted ? 0 : sizeOf(statOf(path));
    own.bytes = over.aborted || own.isCut || own.bytes === undefined ? undefined : own.bytes + file.size;
    const pause = turn();
    if (pause) await pause;
  }
  return { found, files };
}

/** Returns a promise after each slice of work, so that others get their turn. */
function turns(): () => Promise<void> | undefined {
  let until = performance.now() + SLICE_MS;
  return () => {
    if (performance.now() < until) return undefined;
    return others().then(() => {
      until = performance.now() + SLICE_MS;
    });
  };
}

export function noFiles(): WalkedFiles {
  return { files: 0, bytes: 0, elsewhere: 0, repositories: 0, roots: [], isCut: false, first: [] };
}

interface File {
  readonly path: string;
  readonly effect: number;
  readonly isElsewhere: boolean;
}

function take({ path, effect, isElsewhere }: File, found: WalkedFiles, files: Map<string, WalkedFile>): void {
  found.files++;
  if (found.first.length < FIRST) found.first.push(path);
  if (isElsewhere) found.elsewhere++;
  files.set(path, { effect, isElsewhere, size: 0 });
}

/** Yields files one by one; undefined for an entry that is not taken. */
function* filesBelow(
  start: string,
  coverage: Coverage,
  of: (effect: number) => WalkedFiles,
): Generator<File | "cut" | undefined, void> {
  const top = statOf(start);
  if (!top) return;
  if (!top.isDirectory()) {
    const effect = coverage.whose(start);
    if (effect !== undefined) yield { path: start, effect, isElsewhere: false };
    return;
  }
  const folders = [{ path: start, isElsewhere: false }];
  for (let folder = folders.pop(); folder; folder = folders.pop()) {
    const entries = entriesOf(folder.path);
    if (!entries) yield "cut";
    const own = entries?.some(({ name }) => name === ".git") === true;
    const isElsewhere = folder.isElsewhere || (own && folder.path !== start);
    const below: typeof folders = [];
    const all = coverage.takesAll(folder.path);
    for (const entry of entries ?? []) {
      const path = `${folder.path === "/" ? "" : folder.path}/${entry.name}`;
      const effect = all ?? coverage.whose(path);
      if (entry.isDirectory()) {
        const isStore = entry.name === ".git" && effect !== undefined;
        if (isStore) {
          const found = of(effect);
          found.repositories++;
          found.roots.push(folder.path);
        } else if (all !== undefined || coverage.mayReachInto(path)) {
          if (statOf(path)?.dev === top.dev) below.push({ path, isElsewhere });
          else yield "cut";
        }
        yield undefined;
      } else if (effect === undefined || entry.name === ".git") yield undefined;
      else yield { path, effect, isElsewhere };
    }
    folders.push(...below.reverse());
  }
}

function entriesOf(folder: string): Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return undefined;
  }
}

function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Returns the size; other kinds of files have none. */
function sizeOf(stat: Stats | undefined): number {
  return stat?.isFile() ? stat.size : 0;
}
