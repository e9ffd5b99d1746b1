/**
 * Counts the files on this disk that an act takes, by what git holds of them. The headline and the card share this data
 * and its wording.
 */

/** The files of one target by what git can restore. The five numbers add up to all files. */
export interface GitCounts {
  /** Unchanged since the last commit: git can restore them. */
  readonly committed: number;
  /** Tracked and changed since the last commit: git can restore the committed version. */
  readonly changed: number;
  /** Never added to git. */
  readonly untracked: number;
  /** Ignored by git. */
  readonly ignored: number;
  /** In a repository or work tree of its own below the target. */
  readonly elsewhere: number;
}

/**
 * `no-repository`: the files lie in none. `repository`: the repository goes with them, so that git can restore nothing.
 * `unknown`: git could not tell, or not in time. `mixed`: a total of files whose standings differ.
 */
export type Standing = GitCounts | "no-repository" | "repository" | "unknown" | "mixed";

/** The files that one effect of an act takes. */
export interface FileCounts {
  /** The effect that it was counted for, by its clause (`Effect.says`). */
  readonly says: string;
  /** The target's name on the card. */
  readonly target: string;
  readonly kind: "file" | "folder" | "files";
  /** Absolute path of the target, or of the folder that holds all of it. */
  readonly path: string;
  /** `discard`: only what was changed since the last commit is lost. */
  readonly verb: "delete" | "overwrite" | "discard";
  readonly files: number;
  /** Total size; absent if not all files were measured. */
  readonly bytes?: number;
  /** Counting stopped early: there are more files than `files`. */
  readonly isLowerBound: boolean;
  readonly git: Standing;
  /** Repositories below the target that go with all their history. */
  readonly repositories: number;
}

/** `62 files`, `1 file`, `more than 20,000 files`. */
export function filesOf({ files, isLowerBound }: Pick<FileCounts, "files" | "isLowerBound">): string {
  if (!isLowerBound) return plural(files, "file");
  return files < 2 ? "files that could not be counted" : `more than ${plural(roundedDown(files), "file")}`;
}

/** Says in a clause without a subject how much of the files is in git; empty if there is nothing to say. */
export function standing({ files, git, verb, isLowerBound, repositories }: FileCounts): string {
  if (verb === "discard" || (files === 0 && !isLowerBound)) return "";
  const own = repositories === 0 || git === "repository" ? [] : [`with ${repositoriesOf(repositories)}`];
  return [...clauses(git, { files, isLowerBound }), ...own].join(", ");
}

function clauses(git: Standing, counts: Pick<FileCounts, "files" | "isLowerBound">): string[] {
  const one = counts.files === 1 && !counts.isLowerBound;
  if (git === "mixed") return [];
  if (git === "unknown") return [`git could not say whether it holds ${one ? "it" : "them"}`];
  if (git === "repository") return [one ? "part of the git repository itself" : "with the git history that held them"];
  if (git === "no-repository") return [one ? "not in git" : "none of them in git"];
  const { committed, changed, untracked, ignored, elsewhere } = git;
  const loose = untracked + ignored;
  const held = committed + changed + elsewhere;
  const some = (count: number) => `${number(count)} of them`;
  // Nothing is known of the files that were not counted.
  if (counts.isLowerBound && held === 0 && loose > 0) return ["none of those counted in git"];
  if (counts.isLowerBound) {
    const atLeast = (count: number) => `at least ${some(count < ROUNDED ? count : roundedDown(count))}`;
    return parts(git, atLeast);
  }
  if (held === 0 && untracked === 0) return [`ignored by git: nothing can give ${one ? "it" : "them"} back`];
  if (held === 0) return [one ? "not in git" : "none of them in git"];
  if (changed + loose + elsewhere === 0) return [one ? "in git as last committed" : "all in git as last committed"];
  if (committed + loose + elsewhere === 0)
    return [one ? "changed since the last commit" : "all changed since the last commit"];
  return parts(git, some);
}

/** Counts of a lower bound from this number on are rounded down. */
const ROUNDED = 1000;

function parts(git: GitCounts, some: (count: number) => string): string[] {
  const { changed, untracked, ignored, elsewhere } = git;
  const loose = untracked + ignored;
  return [
    ...(loose > 0 ? [`${some(loose)} not in git`] : []),
    ...(changed > 0 ? [`${some(changed)} changed since the last commit`] : []),
    ...(elsewhere > 0 ? [`${some(elsewhere)} in a git work tree of their own`] : []),
  ];
}

/** One line of the card: `notes: 62 files, 1.2 MB, none of them in git.` */
export function lineOf(counts: FileCounts): string {
  const { target, kind, files, bytes, verb, isLowerBound } = counts;
  if (verb === "discard")
    return `Uncommitted changes to ${kind === "file" ? target : `${filesOf(counts)} (${target})`}.`;
  if (files === 0 && !isLowerBound) return `${target}: no files.`;
  const size = bytes === undefined ? "" : sizeOf(bytes);
  const name = `${target}${kind === "file" ? "" : `: ${filesOf(counts)}`}`;
  return `${[name, size, standing(counts)].filter(Boolean).join(", ")}.`;
}

/**
 * Adds up the counts of several targets of one verb. `counts` has at least one, and no file is in two of them. If git's
 * answers do not add up, `git` is `mixed`.
 */
export function totalOf(counts: readonly [FileCounts, ...FileCounts[]]): FileCounts {
  const [first] = counts;
  if (counts.length === 1) return first;
  const sum = (of: "files" | "repositories") => counts.reduce((total, one) => total + one[of], 0);
  const { bytes: _, ...base } = first;
  const sizes = counts.flatMap(({ bytes }) => bytes ?? []);
  return {
    ...base,
    target: counts.map(({ target }) => target).join(", "),
    kind: "files",
    files: sum("files"),
    ...(sizes.length === counts.length && { bytes: sizes.reduce((total, size) => total + size, 0) }),
    isLowerBound: counts.some(one => one.isLowerBound),
    git: counts.map(inCounts).reduce(joined),
    repositories: sum("repositories"),
  };
}

/** Counts files outside of any repository as untracked. */
function inCounts({ git, files }: FileCounts): Standing {
  return git === "no-repository" ? { ...NONE, untracked: files } : git;
}

const NONE: GitCounts = { committed: 0, changed: 0, untracked: 0, ignored: 0, elsewhere: 0 };

function joined(a: Standing, b: Standing): Standing {
  if (typeof a === "string" || typeof b === "string") return a === b ? a : "mixed";
  return {
    committed: a.committed + b.committed,
    changed: a.changed + b.changed,
    untracked: a.untracked + b.untracked,
    ignored: a.ignored + b.ignored,
    elsewhere: a.elsewhere + b.elsewhere,
  };
}

function repositoriesOf(count: number): string {
  return count === 1 ? "a git repository and its history" : `${number(count)} git repositories and their history`;
}

/** Rounds a lower bound (at least 2) down to a round number, because it is not exact. */
function roundedDown(count: number): number {
  const power = 10 ** Math.floor(Math.log10(count - 1));
  return Math.floor((count - 1) / power) * power;
}

/** `1.2 MB`. */
export function sizeOf(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return power === 0 ? plural(bytes, "byte") : `${(bytes / 1000 ** power).toFixed(1)} ${units[power]}`;
}

/** `1 line`, `50,000 lines`. */
export function plural(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function number(count: number): string {
  return count.toLocaleString("en");
}
