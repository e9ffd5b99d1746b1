/** Reads the state of a git work tree with git itself, without git's side effects. */
import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { GitFact } from "../core/facts/facts.ts";
import { hiddenChanges } from "./hidden-changes.ts";
import { git } from "./run-git.ts";

const MAX_PATHS = 1000;

/**
 * Returns the work tree that holds `path` (a file or a folder), or null when there is none or git fails or is slow. A
 * repository's configuration could name programs for git to run (fsmonitor, pagers), so these are disabled.
 */
export async function gitState(path: string): Promise<GitFact | null> {
  const cwd = existingFolder(path);
  const repository = cwd && repositoryAbove(cwd);
  if (!cwd || !repository) return null;
  const counts = await countsStashes();
  const ask = ["status", "--porcelain=v2", "--branch", "--untracked-files=all", "--ignored=matching", "-z"];
  const [status, root, hidden, stashes] = await Promise.all([
    git(cwd, counts ? [...ask, "--show-stash"] : ask),
    rootOf(repository, cwd),
    hiddenChanges(repository, args => git(repository, args)),
    counts ? undefined : git(cwd, ["rev-list", "--walk-reflogs", "--count", "refs/stash", "--"]).catch(() => "0"),
  ]);
  const seen = readStatus(status);
  const state = { ...seen, modified: [...seen.modified, ...hidden.files], cut: seen.cut || hidden.cut };
  return { root, ...state, ...(stashes !== undefined && { stashes: Number.parseInt(stashes, 10) || 0 }) };
}

/** Since Git 2.35 `status --porcelain=v2 --show-stash` prints a line for stashes, which saves a process. */
function countsStashes(): Promise<boolean> {
  gitCounts ??= git("/", ["--version"]).then(
    text => {
      const [, major = 0, minor = 0] = (/(?<!\d)(\d+)\.(\d+)/.exec(text) ?? []).map(Number);
      return major > 2 || (major === 2 && minor >= 35);
    },
    () => false,
  );
  return gitCounts;
}

let gitCounts: Promise<boolean> | undefined;

/** Caches roots of work trees by the folder of their `.git`. They are valid until that or its settings change. */
const roots = new Map<string, { readonly as: string; readonly root: string }>();
const MAX_ROOTS = 200;

async function rootOf(repository: string, cwd: string): Promise<string> {
  const own = statSync(`${repository}/.git`);
  const settings = own.isDirectory() ? statSync(`${repository}/.git/config`, { throwIfNoEntry: false }) : own;
  const as = [own.dev, own.ino, settings?.ino, settings?.mtimeMs].join(" ");
  const known = roots.get(repository);
  if (known?.as === as) return known.root;
  const root = (await git(cwd, ["rev-parse", "--show-toplevel"])).trim();
  if (roots.size >= MAX_ROOTS) roots.clear();
  roots.set(repository, { as, root });
  return root;
}

/** Returns the folder whose `.git` decides what `gitState` returns for `path`; undefined where there is none. */
export function repositoryOf(path: string): string | undefined {
  const folder = existingFolder(path);
  return folder && repositoryAbove(folder);
}

/** Parses `git status --porcelain=v2 --branch -z` into the parts that the core asks for. */
export function readStatus(text: string): Omit<GitFact, "root"> {
  const modified: string[] = [];
  const staged: string[] = [];
  const untracked: string[] = [];
  const ignored: string[] = [];
  const header: { branch?: string; head?: string; upstream?: string; ahead?: number } = {};
  let stashes = 0;
  const records = text.split("\0");
  for (let i = 0; i < records.length; i++) {
    const record = records[i] ?? "";
    if (record.startsWith("# branch.head ")) header.branch = record.slice(14);
    else if (record.startsWith("# branch.oid ")) header.head = record.slice(13);
    else if (record.startsWith("# branch.upstream ")) header.upstream = record.slice(18);
    else if (record.startsWith("# branch.ab ")) header.ahead = Number.parseInt(record.slice(12), 10) || 0;
    else if (record.startsWith("# stash ")) stashes = Number.parseInt(record.slice(8), 10) || 0;
    else if (record.startsWith("? ")) untracked.push(record.slice(2));
    else if (record.startsWith("! ")) ignored.push(record.slice(2));
    else if (/^[12u] /.test(record)) {
      // `1 XY sub mH mI mW hH hI path`; a rename (`2`) has one more field and its old path in the next record.
      const fields = record.split(" ");
      const path = fields.slice(record[0] === "1" ? 8 : record[0] === "2" ? 9 : 10).join(" ");
      const [x, y] = record[0] === "u" ? ["U", "U"] : [record[2], record[3]];
      if (x !== ".") staged.push(path);
      if (y !== ".") modified.push(path);
      if (record[0] === "2") i++;
    }
  }
  const cut = [modified, staged, untracked].some(list => list.length > MAX_PATHS);
  return {
    ...header,
    modified: modified.slice(0, MAX_PATHS),
    staged: staged.slice(0, MAX_PATHS),
    untracked: untracked.slice(0, MAX_PATHS),
    // A truncated list would make the other files look safe in git. Leaving it out says that nobody looked.
    ...(ignored.length <= MAX_PATHS && { ignored }),
    stashes,
    cut,
  };
}

function existingFolder(path: string): string | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    const stat = statSync(folder, { throwIfNoEntry: false });
    if (stat?.isDirectory()) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** Searches upward for `.git`, so that no process is started outside of a repository. */
function repositoryAbove(start: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(`${folder}/.git`)) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
