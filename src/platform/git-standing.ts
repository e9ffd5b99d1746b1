/** Asks git once how changed or missing files stand in it, without changing anything. */
import { join } from "node:path";
import type { GitKnowledge, Standing } from "../core/watching/change.ts";
import { repositoryOf } from "./git-state.ts";
import { git } from "./run-git.ts";

/** Files beyond this number are looked up in the index only. */
const MAX_LOOKED_UP = 5000;
/** The most commits and stashes that are searched for a file. */
const MAX_COMMITS = 12;

/**
 * `files`: absolute paths, each with whether it exists now. Null when there is no repository or git fails or is slow.
 * `whole`: also checks whether the last commit can still be read, which takes longer.
 */
export async function gitStanding(
  root: string,
  files: ReadonlyMap<string, boolean>,
  whole: boolean,
): Promise<GitKnowledge | null> {
  const repository = repositoryOf(root);
  if (repository === undefined) return null;
  const broken = whole ? await whatIsBroken(repository) : undefined;
  try {
    return { standing: await standings(repository, files), ...(broken !== undefined && { broken }) };
  } catch {
    return broken === undefined ? null : { standing: new Map(), broken };
  }
}

async function standings(repository: string, files: ReadonlyMap<string, boolean>): Promise<Map<string, Standing>> {
  const status = await git(repository, ["status", "--porcelain", "-z", "--untracked-files=no", "--no-renames"]);
  const changed = new Map(
    status.split("\0").flatMap(line => (line.length > 3 ? [[join(repository, line.slice(3)), line.slice(0, 2)]] : [])),
  );
  const standing = new Map<string, Standing>();
  const open: string[] = [];
  for (const [path, there] of files) {
    const state = changed.get(path);
    if (state?.[1] === "D") standing.set(path, "missing");
    else if (state && there) standing.set(path, "changed");
    else if (open.length < MAX_LOOKED_UP) open.push(path);
  }
  // A file that status does not list is unchanged, missing from the index, or not tracked.
  const commits = await recentCommits(repository);
  let rest = open;
  for (const commit of commits) {
    if (rest.length === 0) break;
    const left: string[] = [];
    const held = await holds(repository, commit, rest);
    for (const path of rest) {
      const there = files.get(path) === true;
      if (!held.has(path)) left.push(path);
      else if (!there) standing.set(path, "taken-by-git");
      else if (commit === commits[0]) standing.set(path, "as-committed");
    }
    rest = left;
  }
  for (const path of await ignored(repository, rest)) standing.set(path, "ignored");
  return standing;
}

/** Returns the present commit first, then earlier ones, then stashes with their untracked files. */
async function recentCommits(repository: string): Promise<string[]> {
  const list = (args: readonly string[]) =>
    git(repository, args).then(
      text => text.split("\n").filter(line => line !== ""),
      () => [],
    );
  const [head, moves, stash, untracked] = await Promise.all([
    list(["rev-parse", "--verify", "--quiet", "HEAD"]),
    list(["rev-list", "-g", "-n", String(MAX_COMMITS), "HEAD", "--"]),
    list(["rev-parse", "--verify", "--quiet", "refs/stash"]),
    list(["rev-parse", "--verify", "--quiet", "refs/stash^3"]),
  ]);
  return [...new Set([...head, ...moves, ...stash, ...untracked])];
}

async function holds(repository: string, commit: string, paths: readonly string[]): Promise<ReadonlySet<string>> {
  const names = paths.map(path => path.slice(repository.length + 1));
  const fit = paths.filter((_, i) => !names[i]?.includes("\n"));
  const input = names.filter(name => !name.includes("\n")).map(name => `${commit}:${name}\n`);
  const told = await git(repository, ["cat-file", "--batch-check=%(objecttype)"], input.join(""));
  const lines = told.split("\n");
  return new Set(fit.filter((_, i) => lines[i] === "blob"));
}

async function ignored(repository: string, paths: readonly string[]): Promise<readonly string[]> {
  if (paths.length === 0) return [];
  const names = paths.map(path => path.slice(repository.length + 1));
  // Exit code 1 means that none of them is ignored.
  const told = await git(repository, ["check-ignore", "-z", "--stdin"], names.join("\0")).catch(() => "");
  return told
    .split("\0")
    .filter(name => name !== "")
    .map(name => join(repository, name));
}

/** Returns a clause; undefined when all objects of the last commit can be read, or when there is no commit yet. */
async function whatIsBroken(repository: string): Promise<string | undefined> {
  try {
    await git(repository, ["rev-parse", "--git-dir"]);
  } catch {
    return "git does not take it for a repository any more";
  }
  const head = await git(repository, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]).catch(() => undefined);
  if (head === undefined) {
    const before = await git(repository, ["reflog", "exists", "HEAD"]).catch(() => undefined);
    return before === undefined ? undefined : "its last commit cannot be found";
  }
  try {
    await git(repository, ["rev-list", "--objects", "--quiet", "-n", "1", head.trim()]);
    return undefined;
  } catch (error) {
    // Git was killed for taking too long, so nothing is known to be missing.
    return (error as { killed?: boolean }).killed ? undefined : "objects of its last commit are missing";
  }
}
