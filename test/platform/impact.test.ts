/** What would be lost, measured on real files and a real repository, changing nothing. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Action } from "../../src/core/action/action.ts";
import type { Judgement } from "../../src/core/decision/judgement.ts";
import type { Effect } from "../../src/core/effects/effect.ts";
import { measureImpact } from "../../src/platform/impact.ts";

const root = realpathSync(mkdtempSync(join(tmpdir(), "agentguard-impact-")));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, text: string): string => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  return join(root, path);
};
const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], { cwd: root, stdio: "pipe" });

git("init", "-q");
write("src/a.ts", "one\ntwo\n");
git("add", "-A");
git("commit", "-qm", "one");
write("src/a.ts", "one\nTWO\nthree\n");
write("design/new.fig", "only copy");

const command: Action = { kind: "command", text: "x", shell: "bash", cwd: root, origin: { agent: "test" } };
const base = { reach: "several", recovery: "none", certainty: "certain", source: "test", says: "x" } as const;

async function check(
  action: Action,
  effects: readonly Effect[],
  lost: readonly (string | RegExp)[],
  documents: readonly (readonly [string, string, string | null])[],
): Promise<void> {
  const judgement = { effects } as unknown as Judgement;
  const impact = await measureImpact(action, judgement);
  expect(impact.lost).toEqual(lost.map(line => (typeof line === "string" ? line : expect.stringMatching(line))));
  expect(impact.documents.map(({ title, before, after }) => [title, before, after])).toEqual(documents);
}

it("shows what a discard throws away", () =>
  check(
    command,
    [{ ...base, verb: "discard", resource: "working-tree", target: "src/a.ts", covers: [join(root, "src/a.ts")] }],
    ["Uncommitted changes to src/a.ts: 2 lines added, 1 line removed."],
    [["src/a.ts", "one\nTWO\nthree\n", "one\ntwo\n"]],
  ));

it("shows what a clean deletes", () =>
  check(
    command,
    [{ ...base, verb: "delete", resource: "untracked-files", target: "untracked files", covers: [`${root}/**`] }],
    ["untracked files: 1 file, 9 bytes, not in git."],
    [["design/new.fig", "only copy", null]],
  ));

it("counts a folder's files and what git does not hold", () =>
  check(
    command,
    [{ ...base, verb: "delete", resource: "directory", target: "design", path: join(root, "design") }],
    ["design: 1 file, 9 bytes, not in git."],
    [["design/new.fig", "only copy", null]],
  ));

it("counts pipes, devices and links to them, and reads none of them", async () => {
  mkdirSync(join(root, "odd"));
  execFileSync("mkfifo", [join(root, "odd/pipe")]);
  symlinkSync("/dev/zero", join(root, "odd/zero"));
  symlinkSync("/proc/kmsg", join(root, "odd/endless"));
  await check(
    command,
    [{ ...base, verb: "delete", resource: "directory", target: "odd", path: join(root, "odd") }],
    // Git does not list a pipe: for git it is not there.
    ["odd: 3 files, 0 bytes, none of them in git."],
    [
      ["odd/endless", "", null],
      ["odd/pipe", "", null],
      ["odd/zero", "", null],
    ],
  );
});

it("stays on the folder's own file system, and ends in time", async () => {
  const judgement = { effects: [{ ...base, verb: "delete", resource: "directory", target: "/", path: "/" }] };
  const { lost, documents } = await measureImpact(command, judgement as unknown as Judgement);
  expect(lost.join()).toMatch(/more than [\d,]+ files|in time/);
  expect(documents.every(({ path }) => path === undefined || !/^\/(?:dev|proc|sys)\//.test(path))).toBe(true);
});

it("does not show what comes back by itself", () =>
  check(
    command,
    [
      {
        ...base,
        verb: "delete",
        resource: "directory",
        target: "design",
        path: join(root, "design"),
        recovery: "free",
      },
    ],
    ["Could not tell what would be lost."],
    [],
  ));

it.each([
  ["publish", "package"],
  ["deploy", "stack"],
  ["exfiltrate", "file"],
] as const)("says nothing of a loss where nothing is lost: %s", (verb, resource) =>
  check(command, [{ ...base, verb, resource, target: "api" }], [], []),
);

it("shows an edit as before and after, with the replacement taken literally", () =>
  check(
    {
      kind: "edit",
      path: "src/a.ts",
      cwd: root,
      origin: { agent: "test" },
      replace: [{ from: "TWO", to: "$& $1", all: false }],
    },
    [],
    ["src/a.ts goes from 3 lines to 3 lines."],
    [["src/a.ts", "one\nTWO\nthree\n", "one\n$& $1\nthree\n"]],
  ));

it("says so for what cannot be measured from here", () =>
  check(
    command,
    [{ ...base, verb: "delete", resource: "volume", target: "the volume 3d2c" }],
    ["Everything in the volume 3d2c. How much that is could not be measured."],
    [],
  ));

it("says once what cannot be measured, the backups with what they are of", () =>
  check(
    command,
    [
      { ...base, verb: "delete", resource: "backup", target: "backups of volume 3d2c" },
      { ...base, verb: "delete", resource: "volume", target: "volume 3d2c" },
      { ...base, verb: "drop", resource: "table", target: "users" },
    ],
    ["Everything in the volume 3d2c with its backups, the table users. How much that is could not be measured."],
    [],
  ));

it("does not spill a binary file into a diff", () =>
  check(
    { ...command },
    [{ ...base, verb: "delete", resource: "file", target: "b", path: write("b", "a\0b") }],
    ["b, 3 bytes, not in git."],
    [["b", "(binary, 3 bytes)\n", null]],
  ));

it("changed nothing", () => expect(readFileSync(join(root, "src/a.ts"), "utf8")).toBe("one\nTWO\nthree\n"));
