/** Counts the files that each effect of an act takes on this disk, with their state in git. */
import { lstatSync, type Stats } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { FileCounts, GitCounts, Standing } from "../core/approval/file-counts.ts";
import { nameOfPath, type Places, withNames } from "../core/approval/place-names.ts";
import { isOffDisk } from "../core/approval/unmeasured.ts";
import type { Effect } from "../core/effects/effect.ts";
import { Coverage } from "../core/files/coverage.ts";
import { below, escaped, unescaped } from "../core/files/globs.ts";
import { type Counted, changedFiles, gitCounts, type Part } from "./git-counts.ts";
import { repositoryOf } from "./git-state.ts";
import { realOf } from "./real-path.ts";
import { noFiles, type Walk, type WalkedFiles, walkedFiles } from "./walked-files.ts";

export interface Counting {
  readonly counts: FileCounts;
  /** Absolute paths of the first files. */
  readonly first: readonly string[];
  /** The folder of the `.git` that they belong to. */
  readonly repository?: string;
}

export interface CountedAct {
  readonly countings: readonly Counting[];
  /** Lines that say what could not be counted. */
  readonly notes: readonly string[];
}

/** Time limits, which run from the start of counting. The time after walking is left for git. */
export interface Limits {
  readonly walking: AbortSignal;
  readonly git: AbortSignal;
}

/** Effects that one clause describes. They are counted as one. */
interface Target {
  readonly effect: Effect;
  readonly says: string;
  readonly name: string;
  /** Paths as on the disk, with links resolved except in the last name. */
  readonly covers: string[];
  /** The single path that is taken, if it is one. */
  readonly plain?: string;
}

const MAX_REPOSITORIES = 8;

/** Counts each effect that deletes, overwrites or discards something that exists, in their order. */
export async function countedFiles(effects: readonly Effect[], places: Places, limits: Limits): Promise<CountedAct> {
  const { targets, notes } = targetsOf(effects, places);
  const coverage = new Coverage(targets);
  const changes = targets.flatMap((target, i) => (target.effect.verb === "discard" ? [i] : []));
  const files = targets.flatMap((target, i) => (target.effect.verb === "discard" || coverage.unread.has(i) ? [] : [i]));
  const [discards, counted] = await Promise.all([
    countChanges(targets, changes, limits),
    countFiles(targets, files, limits),
  ]);
  const countings = targets.flatMap((_, i) => {
    const one = discards.get(i) ?? counted.get(i);
    return one ? [one] : [];
  });
  const unread = [...coverage.unread].map(
    i => `What fits ${targets[i]?.name}: how many files that are could not be told.`,
  );
  return { countings: countings.map(one => named(one, places)), notes: [...notes, ...unread] };
}

function targetsOf(effects: readonly Effect[], places: Places): { targets: readonly Target[]; notes: string[] } {
  const targets = new Map<string, Target>();
  const notes: string[] = [];
  for (const effect of effects) {
    if (effect.recovery === "free" || !isCounted(effect)) continue;
    const { says, target: name } = withNames(effect, places);
    if (effect.marks?.includes("unresolved-target")) {
      notes.push(`${name} is only known when it runs: how much would go could not be told.`);
      continue;
    }
    const covers = coversOf(effect);
    const known = targets.get(says);
    if (known) known.covers.push(...covers);
    else {
      const [plain = ""] = covers;
      const isPlain = effect.covers === undefined;
      targets.set(says, {
        effect,
        says,
        name,
        covers,
        ...(isPlain && { plain: unescaped(plain.slice(0, -3)) || "/" }),
      });
    }
  }
  return { targets: [...targets.values()], notes };
}

function isCounted({ verb, resource, path, covers }: Effect): boolean {
  if (path === undefined && covers === undefined) return false;
  return verb === "discard" || ((verb === "delete" || verb === "overwrite") && !isOffDisk(resource));
}

/** Overwriting changes the target of a link, and deleting removes the link itself. */
function coversOf({ path, covers, verb }: Effect): string[] {
  if (covers === undefined)
    return path === undefined ? [] : [below(verb === "overwrite" ? realOf(path) : onDisk(path), [], true)];
  if (path === undefined) return [...covers];
  const [written, real] = [escaped(path), escaped(realOf(path))];
  return covers.map(cover => (cover.startsWith(written) ? real + cover.slice(written.length) : cover));
}

function onDisk(path: string): string {
  return join(realOf(dirname(path)), basename(path));
}

/** Counts uncommitted changes: of exactly the named files, or of all that git reports below a folder. */
async function countChanges(
  targets: readonly Target[],
  which: readonly number[],
  { git }: Limits,
): Promise<ReadonlyMap<number, Counting>> {
  const countings = new Map<number, Counting>();
  for (const i of which) {
    const target = targets[i];
    if (!target) continue;
    const coverage = new Coverage([target]);
    const base = commonFolder([...coverage.starts.keys()]);
    const repository = repositoryOf(base);
    if (repository === undefined) continue;
    const part: Part = { repository, base, coverage, effects: new Set([0]) };
    const found = await changedFiles(part, git).catch(() => undefined);
    const { count = 0, names = [] } = found?.get(0) ?? {};
    // Git does not report files that it was told to ignore changes of; the reader of the act has named them.
    const files = Math.max(count, target.covers.some(cover => cover.endsWith("/**")) ? 0 : target.covers.length);
    const first = names.map(name => `${repository}/${name}`);
    const counts: FileCounts = {
      says: target.says,
      target: target.name,
      kind: files === 1 && first.length === 1 ? "file" : "files",
      path: base,
      verb: "discard",
      files,
      isLowerBound: found === undefined,
      git: { committed: 0, changed: files, untracked: 0, ignored: 0, elsewhere: 0 },
      repositories: 0,
    };
    countings.set(i, { counts, first, repository });
  }
  return countings;
}

async function countFiles(
  targets: readonly Target[],
  which: readonly number[],
  { walking, git }: Limits,
): Promise<ReadonlyMap<number, Counting>> {
  if (which.length === 0) return new Map();
  // The coverage holds only what is counted here, so that its indices are those of `which`.
  const coverage = new Coverage(which.map(i => targets[i] ?? {}));
  let walk: Promise<Walk> | undefined;
  const walked = async () => {
    walk ??= walkedFiles(coverage, walking);
    const { files, found } = await walk;
    return { files, isCut: (effect: number) => found.get(effect)?.isCut === true };
  };
  const parts = partsOf(coverage, which.length);
  const answers = await Promise.all(
    parts.map(async part => [part, await gitCounts(part, walked, git).catch(() => undefined)] as const),
  );
  await walked();
  const found = (await walk)?.found ?? new Map<number, WalkedFiles>();
  const countings = new Map<number, Counting>();
  for (const [at, i] of which.entries()) {
    const [part, answer] = answers.find(([{ effects }]) => effects.has(at)) ?? [];
    const target = targets[i];
    const start = target?.plain ?? startOf(coverage, at);
    if (!target || start === undefined) continue;
    const counted = counting(target, found.get(at) ?? noFiles(), start, part?.repository, answer?.get(at));
    if (counted) countings.set(i, counted);
  }
  return countings;
}

/** Returns the work trees that the effects reach into, up to a limit. */
function partsOf(coverage: Coverage, count: number): readonly Part[] {
  const parts = new Map<string, { starts: string[]; effects: Set<number> }>();
  for (let effect = 0; effect < count; effect++) {
    const start = startOf(coverage, effect);
    const repository = start === undefined || isInStore(start) ? undefined : repositoryOf(start);
    if (start === undefined || repository === undefined) continue;
    const part = parts.get(repository) ?? { starts: [], effects: new Set() };
    part.starts.push(start);
    part.effects.add(effect);
    parts.set(repository, part);
  }
  return [...parts]
    .slice(0, MAX_REPOSITORIES)
    .map(([repository, { starts, effects }]) => ({ repository, base: commonFolder(starts), coverage, effects }));
}

/** Returns the folder or file that holds all that one effect takes. */
function startOf(coverage: Coverage, effect: number): string | undefined {
  const starts = [...coverage.starts].flatMap(([path, effects]) => (effects.has(effect) ? [path] : []));
  return starts.length === 0 ? undefined : commonFolder(starts);
}

function counting(
  { effect, says, name, plain }: Target,
  found: WalkedFiles,
  start: string,
  repository: string | undefined,
  git: Counted | undefined,
): Counting | undefined {
  const stat = statOf(start);
  if (!stat || (plain === undefined && found.files === 0 && !found.isCut)) return undefined;
  // `git clean` spares the repository itself.
  const isClean = effect.resource === "untracked-files";
  const standing = standingOf(isClean ? { ...found, roots: [] } : found, start, repository, git);
  const base = { says, target: name, path: start, isLowerBound: found.isCut } as const;
  if (isClean && git && typeof standing === "object") {
    const left = cleaned(standing, effect);
    const files = left.untracked + left.ignored;
    const counts = {
      ...base,
      kind: "files",
      verb: "delete",
      files,
      ...(found.bytes !== undefined && { bytes: git.looseBytes }),
      git: left,
      repositories: 0,
    } as const;
    return files === 0 ? undefined : { counts, first: git.loose, ...(repository !== undefined && { repository }) };
  }
  const isOne = found.files === 1 && !found.isCut;
  const counts: FileCounts = {
    ...base,
    kind: plain === undefined ? (isOne ? "file" : "files") : stat.isDirectory() ? "folder" : "file",
    verb: effect.verb === "overwrite" ? "overwrite" : "delete",
    files: found.files + (git?.unseen ?? 0),
    ...(found.bytes !== undefined && { bytes: found.bytes }),
    git: standing,
    repositories: found.repositories,
  };
  return { counts, first: found.first, ...(repository !== undefined && { repository }) };
}

function standingOf(
  { files, elsewhere, roots }: WalkedFiles,
  start: string,
  repository: string | undefined,
  git: Counted | undefined,
): Standing {
  if (isInStore(start)) return "repository";
  if (repository === undefined)
    return elsewhere === 0
      ? "no-repository"
      : { committed: 0, changed: 0, untracked: files - elsewhere, ignored: 0, elsewhere };
  if (roots.includes(repository)) return "repository";
  if (!git) return "unknown";
  const { committed, changed, untracked, ignored } = git;
  return { committed, changed, untracked, ignored, elsewhere };
}

/** Counts what `git clean` takes: files that git does not track, outside of other repositories. */
function cleaned(counts: GitCounts, { target }: Effect): GitCounts {
  // These are the pack's words where it could not name the files.
  const some = { ...counts, committed: 0, changed: 0, elsewhere: 0 };
  if (target === "untracked files") return { ...some, ignored: 0 };
  return target === "ignored files" ? { ...some, untracked: 0 } : some;
}

/** Names a list of files by its first few. */
function named(counting: Counting, places: Places): Counting {
  const { counts, first } = counting;
  const isList = counts.kind !== "folder" && (counts.verb === "discard" || counts.target.includes(", "));
  if (!isList || first.length === 0) return counting;
  const shown = first.slice(0, counts.files > 4 ? 3 : 4).map(path => nameOfPath(path, places));
  const more = counts.files - shown.length;
  const target =
    more > 0
      ? `${shown.join(", ")} and ${counts.isLowerBound ? "" : `${more.toLocaleString("en")} `}more`
      : shown.join(", ");
  return { ...counting, counts: { ...counts, target } };
}

/** Tells whether a path is inside a `.git` folder. */
function isInStore(path: string): boolean {
  return path.split("/").includes(".git");
}

/** Returns the nearest common folder of the paths; of a single path, the path itself. */
function commonFolder(paths: readonly string[]): string {
  const [first = "/", ...rest] = paths;
  let parts = first.split("/");
  for (const path of rest) {
    const other = path.split("/");
    const differs = parts.findIndex((part, i) => part !== other[i]);
    if (differs >= 0) parts = parts.slice(0, differs);
  }
  return parts.join("/") || "/";
}

function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
