/**
 * How many files an act takes on this disk, and how they stand with git: the counts as data, and the one wording of
 * them that headline and card share.
 */

/** The files of one target by what git could give back; together they are all of its files. */
export interface GitCounts {
  /** As last committed: git gives them back. */
  readonly committed: number;
  /** Held by git, and changed since the last commit: git gives back what they were. */
  readonly changed: number;
  /** Never added to git. */
  readonly untracked: number;
  /** Git was told to leave them out. */
  readonly ignored: number;
  /** In a repository or work tree of their own below the target. */
  readonly elsewhere: number;
}

/**
 * `no-repository`: they lie in none. `repository`: they are the repository, or it goes with them, so that git can give
 * nothing back. `unknown`: git could not tell, or not in time. `mixed`: of a total, some are so and some otherwise.
 */
export type Standing = GitCounts | "no-repository" | "repository" | "unknown" | "mixed";

/** What one effect of an act comes to. */
export interface FileCounts {
  /** The effect that it was counted for, by its clause (`Effect.says`). */
  readonly says: string;
  /** As it is called on the card. */
  readonly target: string;
  readonly kind: "file" | "folder" | "files";
  /** Absolute path of it, or of the folder that holds all of it. */
  readonly path: string;
  /** `discard`: only what was changed since the last commit is lost. */
  readonly verb: "delete" | "overwrite" | "discard";
  readonly files: number;
  /** Their sizes added up; absent where not all of them were measured. */
  readonly bytes?: number;
  /** Counting ended before the files did: there are more than this. */
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

/** How the files stand with git, as a clause without a subject; empty where nothing is to be said of it. */
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
  // Of files that nobody has counted, nothing can be said.
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

/** Smaller numbers are said as they were counted. */
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
 * What several targets of one verb come to together. `counts`: at least one; no file is counted in two of them.
 * Where git's answers do not add up, `git` is `mixed`.
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

/** What lies in no repository is as little in git as what was never added. */
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

/** The round number below `count` (at least 2): whoever counted no further knows no more than that. */
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
