/** Counts how the files that an act takes stand in git, from git's own lists as they arrive. */
import type { GitCounts } from "../core/approval/file-counts.ts";
import type { Coverage } from "../core/files/coverage.ts";
import { gitRecords } from "./run-git.ts";
import type { WalkedFile } from "./walked-files.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface Counted extends Mutable<GitCounts> {
  /** Files that git lists and the walk has not found, because it ended before. */
  unseen: number;
  /** The total size of untracked and ignored files. */
  looseBytes: number;
  /** Absolute paths of the first untracked or ignored files. */
  readonly loose: string[];
}

/** A part of one work tree, with the effects that are counted there. */
export interface Part {
  /** The folder that holds `.git`. */
  readonly repository: string;
  /** The folder or file that holds everything to count. */
  readonly base: string;
  readonly coverage: Coverage;
  /** The effects of the coverage to count. */
  readonly effects: ReadonlySet<number>;
}

/** The most changed paths that are remembered, so that none is counted twice. */
const MAX_CHANGED = 100_000;

/**
 * Returns the counts by effect. `walked` is called once git has started; it returns the files on the disk and tells for
 * which effects some are missing. Files that git names are removed from the map, and the rest counts as `ignored`.
 * Throws when git fails or `over` fires first.
 */
export async function gitCounts(
  { repository, base, coverage, effects }: Part,
  walked: () => Promise<{ readonly files: Map<string, WalkedFile>; isCut(effect: number): boolean }>,
  over: AbortSignal,
): Promise<ReadonlyMap<number, Counted>> {
  const status = statusOf(repository, base, "all", over);
  const index = gitRecords(repository, ["--literal-pathspecs", "ls-files", "-v", "-s", "-z", "--", base], over);
  const { files, isCut } = await walked();
  const counts = new Map<number, Counted>([...effects].map(effect => [effect, none()]));
  const changed = new Set<string>();

  const note = (name: string, as: "changed" | "untracked" | "committed", isThere: boolean): void => {
    const path = `${repository}/${name}`;
    const file = files.get(path);
    const effect = file?.effect ?? coverage.whose(path);
    const count = effect === undefined ? undefined : counts.get(effect);
    if (effect === undefined || !count) return;
    if (as === "changed" && changed.size < MAX_CHANGED) changed.add(path);
    if (file) files.delete(path);
    else if (isThere && isCut(effect)) count.unseen++;
    else return;
    count[as]++;
    if (as === "untracked") loosen(count, path, file?.size ?? 0);
  };

  for await (const batch of status)
    for (const record of batch) {
      const { name, isUntracked, isThere } = entryOf(record) ?? {};
      if (name !== undefined) note(name, isUntracked ? "untracked" : "changed", isThere === true);
    }
  for await (const batch of index)
    for (const record of batch) {
      // `H 100644 <hash> 0\tpath`. A small letter or `S`: git was told to ignore changes of the file.
      const [, tag = "", mode, name = ""] = /^(.) (\d+) \S+ \d\t(.*)$/s.exec(record) ?? [];
      if (mode === "160000" || changed.has(`${repository}/${name}`)) continue;
      note(name, /[a-zS]/.test(tag) ? "changed" : "committed", tag !== "S");
    }
  for (const [path, { effect, isElsewhere, size }] of files) {
    const count = counts.get(effect);
    if (!count || isElsewhere) continue;
    count.ignored++;
    loosen(count, path, size);
  }
  return counts;
}

const MAX_NAMES = 20;

function loosen(count: Counted, path: string, size: number): void {
  count.looseBytes += size;
  if (count.loose.length < MAX_NAMES) count.loose.push(path);
}

/** Counts tracked files that differ from the last commit, by effect, with the first names relative to `repository`. */
export async function changedFiles(
  { repository, base, coverage, effects }: Part,
  over: AbortSignal,
): Promise<ReadonlyMap<number, { readonly count: number; readonly names: readonly string[] }>> {
  const found = new Map([...effects].map(effect => [effect, { count: 0, names: [] as string[] }]));
  for await (const batch of statusOf(repository, base, "no", over))
    for (const record of batch) {
      const { name } = entryOf(record) ?? {};
      const effect = name === undefined ? undefined : coverage.whose(`${repository}/${name}`);
      const one = effect === undefined ? undefined : found.get(effect);
      if (name === undefined || !one) continue;
      one.count++;
      if (one.names.length < MAX_NAMES) one.names.push(name);
    }
  return found;
}

function statusOf(repository: string, base: string, untracked: "all" | "no", over: AbortSignal) {
  const args = ["status", "--porcelain=v2", "-z", `--untracked-files=${untracked}`, "--no-renames", "--", base];
  return gitRecords(repository, ["--literal-pathspecs", ...args], over);
}

/** Parses `1 XY sub mH mI mW hH hI path`; `u` has two more fields. A folder in `?` is a repository, not an entry. */
function entryOf(record: string): { name: string; isUntracked: boolean; isThere: boolean } | undefined {
  if (record.startsWith("? "))
    return record.endsWith("/") ? undefined : { name: record.slice(2), isUntracked: true, isThere: true };
  if (!/^[1u] /.test(record)) return undefined;
  const name = record
    .split(" ")
    .slice(record.startsWith("u") ? 10 : 8)
    .join(" ");
  return { name, isUntracked: false, isThere: !record.slice(2, 4).includes("D") };
}

function none(): Counted {
  return { committed: 0, changed: 0, untracked: 0, ignored: 0, elsewhere: 0, unseen: 0, looseBytes: 0, loose: [] };
}
