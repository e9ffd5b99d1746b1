/** Acts of real git on real repositories, taken back: references, HEAD, reflogs, stashes, index, and what is under way. */
import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { RecordLog } from "../../../src/platform/undo/record-log.ts";
import { keepObjects, restoreGit, saveGit } from "../../../src/platform/undo/saved-git.ts";
import { UndoStore } from "../../../src/platform/undo/undo-store.ts";

let root: string;
let work: string;
let log: RecordLog;

const ENV = {
  PATH: process.env.PATH,
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "A",
  GIT_AUTHOR_EMAIL: "a@shop.example",
  GIT_COMMITTER_NAME: "A",
  GIT_COMMITTER_EMAIL: "a@shop.example",
  GIT_EDITOR: "true",
  FILTER_BRANCH_SQUELCH_WARNING: "1",
};

const sh = (text: string) => execFileSync("sh", ["-ec", text], { cwd: work, env: ENV, stdio: "pipe" }).toString();

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "ag-undo-git-")));
  work = join(root, "work");
  mkdirSync(work);
  sh(`git init -q -b main .
    for i in 1 2 3; do echo $i > file-$i; git add .; git commit -qm "commit $i"; done
    git checkout -q -b feature; echo feature > feature; git add .; git commit -qm feature
    git checkout -q -b conflict main~1; echo other > file-3; git add .; git commit -qm conflict
    git checkout -q main; git tag v1; git tag -a v2 -m annotated
    echo first > file-1; git stash -q; echo second > file-2; git stash -q
    echo staged > staged; git add staged; echo changed > file-1; echo untracked > notes`);
  log = new RecordLog(join(root, "records"));
});
afterEach(() => {
  log.close();
  rmSync(root, { recursive: true, force: true });
});

/** Everything of a repository that git tells, and the files of its work tree. */
function state() {
  const told = (text: string) => sh(`${text} 2>&1 || true`);
  const files = readdirSync(work, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !`${entry.parentPath}/`.startsWith(join(work, ".git/")))
    .map(entry => join(entry.parentPath, entry.name));
  return {
    head: readFileSync(join(work, ".git/HEAD"), "utf8"),
    refs: told("git for-each-ref"),
    reflogs: told(
      "git for-each-ref --format='%(refname)' | xargs -n1 git reflog show --format='%H %gD %gs'; git reflog HEAD",
    ),
    stashes: told("git stash list --format='%H %gs'"),
    index: told("git ls-files --stage"),
    status: told("git status --porcelain=v2 --branch"),
    files: Object.fromEntries(files.sort().map(file => [file, readFileSync(file, "utf8")])),
    whole: told("git fsck --connectivity-only --no-dangling"),
  };
}

interface Case {
  readonly act: string;
  /** What has been done before, where the common repository is not enough. */
  readonly before?: string;
  /** The act throws objects away itself, after it has taken these references away. */
  readonly prunes?: readonly string[];
}

const CASES: readonly Case[] = [
  { act: "git reset -q --hard HEAD~1" },
  { act: "git reset -q HEAD~2" },
  { act: "git reset -q" },
  { act: "git checkout -q -f feature" },
  { act: "git checkout -q -- file-1" },
  { act: "git restore file-1 && git restore --staged staged" },
  { act: "git clean -fdq" },
  { act: "git rm -rqf ." },
  { act: "git branch -D feature conflict" },
  { act: "git tag -d v1 v2" },
  { act: "git stash drop -q" },
  { act: "git stash clear" },
  { act: "git stash -q -u" },
  { act: "git stash pop -q stash@{1}", before: "git reset -q --hard && rm -f notes" },
  { act: "git commit -qam all && git commit -q --amend -m again" },
  { act: "git rebase -q conflict || git rebase --skip", before: "git reset -q --hard" },
  { act: "git rebase --abort", before: "git reset -q --hard; git rebase -q conflict || true" },
  { act: "git merge --abort", before: "git reset -q --hard; git merge -q conflict || true; echo resolved > file-3" },
  { act: "git merge -q feature", before: "git reset -q --hard" },
  { act: "git cherry-pick feature", before: "git reset -q --hard" },
  { act: "git update-ref -d refs/heads/feature" },
  { act: "git checkout -q --detach && git commit -q --allow-empty -m lost && git checkout -q main" },
  { act: "git reflog expire --expire=now --all && git gc -q --prune=now", prunes: [] },
  {
    act: "git branch -D feature && git reflog expire --expire=now --all && git gc -q --prune=now",
    prunes: ["refs/heads/feature"],
  },
  { act: "git filter-branch -f --msg-filter 'sed s/commit/change/' main", before: "git reset -q --hard" },
  { act: "git branch -m feature renamed" },
  { act: "rm .git/refs/heads/feature" },
];

function check({ act, before, prunes }: Case): void {
  it(`takes back: ${act}`, async () => {
    if (before) sh(before);
    const was = state();
    const store = new UndoStore(join(root, "state"));
    const saved = await saveGit(work, log);
    if (!saved) throw new Error("no repository was found");
    const packs = join(root, "packs");
    const files = readdirSync(work).filter(name => name !== ".git");
    const made = ["staged", "feature", "notes"].filter(name => !files.includes(name));
    const id = "act";
    const targets = [...files, ...made].map(name => ({ path: join(work, name), by: "write" as const }));
    store.save({ id, at: new Date().toISOString(), agent: "codex", text: act }, targets);
    expect(state(), "keeping changes nothing").toEqual(was);
    if (prunes) await keepObjects(saved, packs, prunes);
    sh(act);
    const now = state();
    expect(now).not.toEqual(was);
    const after = await saveGit(work, log);
    if (!prunes) await keepObjects(saved, packs);
    // What nothing leads to may be pruned at any time.
    sh("git reflog expire --expire-unreachable=now --all; git gc -q --prune=now");
    store.undo(id, { id: "undo", at: new Date().toISOString(), agent: "person", text: "" });
    expect(await restoreGit(saved, after, packs, log)).toEqual({ left: [] });
    sh("git update-index -q --refresh || true");
    expect(state()).toEqual(was);
    store.close();
  });
}
for (const one of CASES) check(one);

it("leaves what a person has moved since, and says so", async () => {
  const saved = await saveGit(work, log);
  if (!saved) throw new Error("no repository was found");
  sh("git branch -D feature && git branch -f conflict main");
  const after = await saveGit(work, log);
  sh("git branch feature v1");
  const packs = join(root, "packs");
  await keepObjects(saved, packs);
  expect(await restoreGit(saved, after, packs, log)).toEqual({ left: ["refs/heads/feature"] });
  expect(sh("git rev-parse feature conflict").split("\n").slice(0, 2)).toEqual([
    sh("git rev-parse v1").trim(),
    saved.refs["refs/heads/conflict"],
  ]);
});

it("waits for a git that is at work", async () => {
  const saved = await saveGit(work, log);
  if (!saved) throw new Error("no repository was found");
  writeFileSync(join(work, ".git/index.lock"), "");
  await expect(restoreGit(saved, undefined, join(root, "packs"), log)).rejects.toThrow(/git is at work: .*index\.lock/);
});

it("finds no repository where there is none", async () => {
  expect(existsSync(join(root, ".git"))).toBe(false);
  expect(await saveGit(root, log)).toBeUndefined();
});
