/** State of a git work tree, read with git itself and without its side effects. */
import { execFile } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { GitFact } from "../core/facts.ts";

const MAX_PATHS = 1000;
const TIME_LIMIT_MS = 3000;

/**
 * The work tree that holds `path` (a file or a folder), or null when there is none or git cannot tell in time.
 * A repository's own configuration could name programs for git to run (fsmonitor, pagers): they are switched off.
 */
export async function gitState(path: string): Promise<GitFact | null> {
  const cwd = existingFolder(path);
  if (!cwd || !hasRepository(cwd)) return null;
  const [status, stashes] = await Promise.all([
    git(cwd, ["status", "--porcelain=v2", "--branch", "--untracked-files=all", "--ignored=matching", "-z"]),
    git(cwd, ["rev-list", "--walk-reflogs", "--count", "refs/stash", "--"]).catch(() => "0"),
  ]);
  const root = (await git(cwd, ["rev-parse", "--show-toplevel"])).trim();
  return { root, ...readStatus(status), stashes: Number.parseInt(stashes, 10) || 0 };
}

/** `git status --porcelain=v2 --branch -z` → the parts the core asks for. */
export function readStatus(text: string): Omit<GitFact, "root" | "stashes"> {
  const modified: string[] = [];
  const staged: string[] = [];
  const untracked: string[] = [];
  const ignored: string[] = [];
  const header: { branch?: string; head?: string; upstream?: string; ahead?: number } = {};
  const records = text.split("\0");
  for (let i = 0; i < records.length; i++) {
    const record = records[i] ?? "";
    if (record.startsWith("# branch.head ")) header.branch = record.slice(14);
    else if (record.startsWith("# branch.oid ")) header.head = record.slice(13);
    else if (record.startsWith("# branch.upstream ")) header.upstream = record.slice(18);
    else if (record.startsWith("# branch.ab ")) header.ahead = Number.parseInt(record.slice(12), 10) || 0;
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
    // A list that is cut would make the rest look safe in git: none says that nobody looked.
    ...(ignored.length <= MAX_PATHS && { ignored }),
    cut,
  };
}

/** Runs git read-only: no optional locks, no prompts, no hooks or helpers from the repository. */
export function git(cwd: string, args: readonly string[]): Promise<string> {
  const safe = [
    "--no-optional-locks",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "core.pager=cat",
    "-c",
    "core.quotepath=false",
  ];
  return new Promise((resolve, reject) => {
    execFile(
      "git",
      [...safe, ...args],
      {
        cwd,
        timeout: TIME_LIMIT_MS,
        maxBuffer: 16 * 1024 * 1024,
        env: { ...process.env, GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" },
      },
      (error, stdout) => (error ? reject(error) : resolve(stdout)),
    );
  });
}

function existingFolder(path: string): string | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    const stat = statSync(folder, { throwIfNoEntry: false });
    if (stat?.isDirectory()) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** Looks upward for `.git`, so that outside a repository no process is started. */
function hasRepository(start: string): boolean {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(`${folder}/.git`)) return true;
    if (dirname(folder) === folder) return false;
  }
}
