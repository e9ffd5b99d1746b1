/** How git stands to the files that an act takes, counted from its own lists as they come. */
import type { GitCounts } from "../core/approval/file-counts.ts";
import type { Coverage } from "../core/files/coverage.ts";
import { gitRecords } from "./run-git.ts";
import type { WalkedFile } from "./walked-files.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export interface Counted extends Mutable<GitCounts> {
  /** Files that git lists and nobody had found: counting on the disk ended before it came to them. */
  unseen: number;
  /** Sizes of what git does not hold, added up. */
  looseBytes: number;
  /** Absolute paths of the first files that git does not hold. */
  readonly loose: string[];
}

/** A part of one work tree, and what of it is asked for. */
export interface Part {
  /** The folder of its `.git`. */
  readonly repository: string;
  /** The folder or file that holds all that is asked for. */
  readonly base: string;
  readonly coverage: Coverage;
  /** Effects of the coverage that are asked for. */
  readonly effects: ReadonlySet<number>;
}

/** Changed paths that are remembered, so that none is counted twice. */
const MAX_CHANGED = 100_000;

/**
 * The counts by effect. `walked`: started once git is, gives the files that were found on the disk (what git tells of
 * is taken out; what is left is `ignored`) and of which effects not all were found. Throws where git cannot tell or
 * `over` comes first.
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
      // `H 100644 <hash> 0\tpath`; a small letter or `S`: git was told not to look whether it is changed.
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

/** Tracked files that are not as last committed, by effect: how many, and the first of them relative to `repository`. */
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

/** `1 XY sub mH mI mW hH hI path`; `u` has two fields more. A folder in `?` is a repository of its own, and no entry. */
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
