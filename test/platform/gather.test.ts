/** Facts from the real disk and real git. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Fact, MAX_FILE_TEXT, type Want, wantKey } from "../../src/core/facts/facts.ts";
import { gatherFacts } from "../../src/platform/gather.ts";
import { readStatus } from "../../src/platform/git-state.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "agentguard-gather-")));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): string {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function git(...args: string[]): void {
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "init.defaultBranch=main", ...args], {
    cwd: join(root, "repo"),
    stdio: "pipe",
  });
}

async function check<K extends Want["kind"]>(want: Extract<Want, { kind: K }>, expected: unknown): Promise<void> {
  const facts = await gatherFacts([want as Want]);
  expect(facts.get(wantKey(want as Want))).toEqual(expected as Fact);
}

describe("text and stat", () => {
  it("reads a file", async () => check({ kind: "text", path: write("a.txt", "hello") }, "hello"));
  it("could not tell: a missing file", async () => check({ kind: "text", path: join(root, "none") }, null));
  it("could not tell: too large", async () =>
    check({ kind: "text", path: write("big", "x".repeat(MAX_FILE_TEXT + 1)) }, null));
  it("never blocks on a pipe", async () => {
    execFileSync("mkfifo", [join(root, "pipe")]);
    await check({ kind: "text", path: join(root, "pipe") }, null);
  });
  it("tells a missing path from one it cannot read", async () => {
    await check(
      { kind: "stat", path: join(root, "none") },
      { type: "missing", size: 0, mtimeMs: 0, realpath: join(root, "none") },
    );
    await check({ kind: "stat", path: join(root, "a.txt", "below") }, expect.objectContaining({ type: "missing" }));
  });
  it("lists a folder and sees through a link", async () => {
    write("dir/b", "");
    write("dir/a", "");
    symlinkSync(join(root, "dir"), join(root, "link"));
    await check(
      { kind: "stat", path: join(root, "dir") },
      expect.objectContaining({ type: "directory", entries: ["a", "b"] }),
    );
    await check(
      { kind: "stat", path: join(root, "link") },
      expect.objectContaining({ type: "link", realpath: join(root, "dir") }),
    );
  });
  it("tells where another file system begins", async () => {
    const mounted = process.platform === "linux" ? "/proc" : "/dev";
    await check({ kind: "stat", path: mounted }, expect.objectContaining({ type: "directory", mount: true }));
    write("plain/a", "");
    await check({ kind: "stat", path: join(root, "plain") }, expect.not.objectContaining({ mount: true }));
  });
  it("tells where a missing file would come to be", async () => {
    mkdirSync(join(root, "real"));
    symlinkSync(join(root, "real"), join(root, "way"));
    await check(
      { kind: "stat", path: join(root, "way", "new", "file") },
      { type: "missing", size: 0, mtimeMs: 0, realpath: join(root, "real", "new", "file") },
    );
  });
});

describe("git", () => {
  it("could not tell: no repository", async () => check({ kind: "git", path: join(root, "dir") }, null));
  it("reads the real state", async () => {
    write("repo/src/kept.ts", "1\n");
    write("repo/src/old name.ts", "2\n");
    git("init", "-q");
    git("add", "-A");
    git("commit", "-qm", "one");
    write("repo/src/kept.ts", "stash me\n");
    git("stash", "-q");
    write("repo/src/kept.ts", "changed\n");
    git("mv", "src/old name.ts", "src/new name.ts");
    write("repo/deep/only copy.txt", "x");
    write("repo/.git/info/exclude", "/cache/\n*.local\n");
    write("repo/cache/of/things", "x");
    write("repo/deep/.env.local", "x");
    const expected = {
      root: join(root, "repo"),
      branch: "main",
      modified: ["src/kept.ts"],
      staged: ["src/new name.ts"],
      untracked: ["deep/only copy.txt"],
      ignored: ["cache/", "deep/.env.local"],
      stashes: 1,
      cut: false,
    };
    await check({ kind: "git", path: join(root, "repo/src") }, expect.objectContaining(expected));
    await check(
      { kind: "git", path: join(root, "repo/src/not/there/yet") },
      expect.objectContaining({ root: join(root, "repo") }),
    );
  });
  it("finds the root of a linked work tree, and none where there is none any more", async () => {
    git("worktree", "add", "-q", join(root, "linked"));
    const path = join(root, "linked", "src");
    const expected = expect.objectContaining({ root: join(root, "linked"), branch: "linked", stashes: 1 });
    for (const _ of ["asked", "known"]) await check({ kind: "git", path }, expected);
    git("worktree", "remove", "--force", join(root, "linked"));
    await check({ kind: "git", path }, null);
  });
  it("answers for every path of one repository", async () => {
    const paths = ["repo", "repo/src", "repo/deep"].map(path => join(root, path));
    const facts = await gatherFacts(paths.map(path => ({ kind: "git", path })));
    for (const path of paths) expect(facts.get(`git:${path}`)).toMatchObject({ root: join(root, "repo") });
  });
  it("starts nothing that the repository names", async () => {
    const marker = join(root, "ran");
    git("config", "core.fsmonitor", `touch ${marker}; false`);
    await check({ kind: "git", path: join(root, "repo") }, expect.objectContaining({ branch: "main" }));
    await check({ kind: "stat", path: marker }, expect.objectContaining({ type: "missing" }));
  });
  it("reads a conflict as both staged and modified", () => {
    const record = "u UU N... 100644 100644 100644 100644 h1 h2 h3 a b.txt";
    expect(readStatus(`# branch.head x\0${record}\0? new\0`)).toMatchObject({
      branch: "x",
      staged: ["a b.txt"],
      modified: ["a b.txt"],
      untracked: ["new"],
    });
  });
});

describe("dotenv", () => {
  it("finds nearest files first, no samples, not below node_modules", async () => {
    write("ws/scripts/domains/.env", "TOKEN=deep");
    write("ws/.env.staging", "X=1");
    write("ws/.env.example", "X=sample");
    write("ws/node_modules/p/.env", "X=no");
    const files = ((await gatherFacts([{ kind: "dotenv", root: join(root, "ws") }])).get(
      `dotenv:${join(root, "ws")}`,
    ) ?? []) as readonly { file: string }[];
    expect(files.map(({ file }) => file.slice(root.length))).toEqual(["/ws/.env.staging", "/ws/scripts/domains/.env"]);
  });
});
