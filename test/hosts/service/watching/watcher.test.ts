/** The watcher on real folders with real git: what it tells, what it leaves alone, what it gives back. */
import { execFileSync, spawn } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BUILT_IN, type Policy } from "../../../../src/core/policy/policy.ts";
import { CircuitBreaker } from "../../../../src/hosts/service/breaker.ts";
import { realClock } from "../../../../src/hosts/service/clock.ts";
import { WorkspaceWatch } from "../../../../src/hosts/service/watching/watcher.ts";

let root: string;
let watch: WorkspaceWatch;
let policy: Policy;
let notices: string[];
let halted: string[];

const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], { cwd: root, stdio: "pipe" }).toString();

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

beforeEach(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "ag-watch-")));
  git("init", "-q", "-b", "main");
  write(".gitignore", "node_modules/\n*.env\n");
  for (let i = 0; i < 60; i++)
    write(`src/part-${i % 3}/file-${i}.ts`, `export const a${i} = ${"1 + ".repeat(200)}1;\n`);
  for (let i = 0; i < 80; i++) write(`node_modules/left/file-${i}.js`, "x\n");
  git("add", ".");
  git("commit", "-qm", "first");
  for (let i = 0; i < 30; i++) write(`drafts/${i}.md`, "only here\n");
  policy = BUILT_IN;
  notices = [];
  halted = [];
  const breaker = new CircuitBreaker(realClock);
  watch = new WorkspaceWatch({
    clock: realClock,
    ledger: { notice: async (what, by, because) => void notices.push(`${what} by ${by}: ${because}`) },
    policyOf: () => policy,
    own: "/nowhere",
    changed: () => {},
    gone: (count, under, isNew) => breaker.noteGone(count, under, isNew),
    halt: async (because, acts) =>
      void halted.push([because, ...acts.map(({ agent, text, why }) => `${agent}: ${text}: ${why}`)].join("\n")),
  });
  watch.editorsHave([root]);
  await watch.ready();
});
afterEach(() => {
  watch.close();
  rmSync(root, { recursive: true, force: true });
});

/** An act of an agent that is let through. */
function act(text: string, effects: readonly object[]): void {
  const judged = { judgement: { effects }, root } as unknown as Parameters<WorkspaceWatch["act"]>[1];
  const origin = { agent: "codex", session: "s1" };
  watch.act({ kind: "command", text, shell: "bash", cwd: root, origin }, judged, { kind: "allowed", by: "person" });
}

/** Each finding as `kind weight count restorable`, once there are as many. */
async function told(expected: readonly string[]): Promise<void> {
  const now = () =>
    watch.found.map(({ kind, weight, count, restorable }) => `${kind} ${weight} ${count} ${restorable}`);
  await expect.poll(now, { timeout: 10_000, interval: 50 }).toEqual(expected);
}

/** Nothing is told of what happened until now, nor of a file that is watched for afterwards. */
async function silent(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 1500));
  expect(watch.found).toEqual([]);
  rmSync(join(root, ".git", "HEAD"));
  await expect.poll(() => watch.found.map(({ kind }) => kind), { timeout: 10_000 }).toEqual(["git-damage"]);
}

describe("tracked files that some process deletes", () => {
  it("are told, written down and given back", async () => {
    rmSync(join(root, "src", "part-0"), { recursive: true });
    rmSync(join(root, "src", "part-1"), { recursive: true });
    await told(["mass-deletion warning 40 40"]);
    expect(notices.join("\n")).toMatch(
      /^seen-mass-deletion by somebody: 40 files are gone from .*file-0\.ts \d+ → gone/,
    );
    expect(halted).toEqual([]);
    // Made again by somebody before the click.
    write("src/part-0/file-0.ts", "mine\n");
    const { id } = watch.found[0] ?? { id: "" };
    expect(watch.filesOf(id).items.length).toBe(40);
    const back = await watch.giveBack(id, "vscode");
    expect(back).toMatchObject({
      restored: 39,
      left: [{ path: join(root, "src/part-0/file-0.ts"), because: "it is there again" }],
    });
    expect(readFileSync(join(root, "src/part-0/file-0.ts"), "utf8")).toBe("mine\n");
    expect(readdirSync(join(root, "src/part-1")).length).toBe(20);
    expect(watch.found).toMatchObject([{ restored: 39, restorable: 1 }]);
    expect(notices.at(-1)).toMatch(/^restored-from-git by vscode: 39 files/);
  });

  it("are told again when they go again", async () => {
    rmSync(join(root, "src"), { recursive: true });
    await told(["mass-deletion warning 60 60"]);
    await watch.giveBack(watch.found[0]?.id ?? "", "vscode");
    // What is back has to be known again before it goes.
    await new Promise(resolve => setTimeout(resolve, 2500));
    watch.editor({ leaving: [join(root, "src")] });
    rmSync(join(root, "src"), { recursive: true });
    await told(["mass-deletion note 60 60", "mass-deletion warning 60 0"]);
  });
});

/** A shell script that no process of this test is above, as the ones of people and of agents are not above the service. */
async function script(text: string, env: NodeJS.ProcessEnv = {}, terminal = false): Promise<void> {
  const file = join(mkdtempSync(join(tmpdir(), "ag-script-")), "tidy.sh");
  const done = `${file}.done`;
  writeFileSync(file, `cd '${root}'\n${text}\ntouch '${done}'\n`);
  const start = terminal ? `script -qc "bash '${file}'" /dev/null` : `sh '${file}'`;
  spawn("sh", ["-c", `setsid ${start} >/dev/null 2>&1 </dev/null &`], {
    cwd: root,
    env: { PATH: process.env.PATH, ...env },
  });
  await expect.poll(() => existsSync(done), { timeout: 20_000 }).toBe(true);
}

const MARKED = { CLAUDE_CODE_CHILD_SESSION: "1" };
/** Slow enough to be seen, whatever else the machine does. */
const oneByOne = (folder: string) => `find ${folder} -type f -exec sh -c 'sleep 0.05; rm "$1"' _ {} ';'`;
const ONE_BY_ONE = oneByOne("src");
const SLOWLY = `node -e 'const fs = require("fs"), { join } = require("path");
  for (const part of fs.readdirSync("src")) for (const file of fs.readdirSync(join("src", part))) {
    const until = Date.now() + 50; while (Date.now() < until); fs.unlinkSync(join("src", part, file)); }'`;

describe("an agent's process that deletes", () => {
  it.each([
    ["by a script", ONE_BY_ONE],
    ["by a program of its own", SLOWLY],
  ])("%s is named, is one event, and trips the breaker where the policy has a limit", async (_, text) => {
    policy = { ...BUILT_IN, limits: { deletedPerMinute: 30, then: "halt" } };
    await script(text, MARKED);
    await expect.poll(() => watch.found[0]?.count, { timeout: 10_000 }).toBe(60);
    await expect.poll(() => halted.length, { timeout: 10_000 }).toBe(1);
    await new Promise(resolve => setTimeout(resolve, 1000));
    expect(watch.found).toMatchObject([
      { kind: "mass-deletion", weight: "alarm", who: { kind: "agent", agent: "claude-code" } },
    ]);
    expect(watch.found[0]?.evidence[0]).toMatch(
      /^seen at it: (find|node) \(process \d+\), CLAUDE_CODE_CHILD_SESSION is set for it/,
    );
    expect(notices.filter(one => one.startsWith("seen-")).length).toBeLessThanOrEqual(2);
    expect(notices[0]).toMatch(/^seen-mass-deletion by claude-code: \d+ files are gone from /);
    expect(halted[0]).toMatch(
      /files are gone from .*, by claude-code, without an act that was judged; \d+ things were deleted in one minute, and 30 is the limit\nclaude-code: src\/part-0\/file-0\.ts, .* and \d+ more: seen at it: /,
    );
  });
  it("trips nothing where the guard only observes", async () => {
    policy = { ...BUILT_IN, mode: "observe", limits: { deletedPerMinute: 10, then: "halt" } };
    await script(ONE_BY_ONE, MARKED);
    await told(["mass-deletion alarm 60 60"]);
    expect(halted).toEqual([]);
  });
});

describe("a person's own terminal and git", () => {
  it("are nobody's surprise where git gives it back", async () => {
    await script(ONE_BY_ONE, {}, true);
    await new Promise(resolve => setTimeout(resolve, 2500));
    expect([watch.found, notices]).toEqual([[], []]);
  });
  it("are noted where git does not", async () => {
    await script(oneByOne("drafts"), {}, true);
    await told(["mass-deletion note 30 0"]);
    expect(watch.found[0]?.who).toEqual({ kind: "terminal", program: "find" });
    expect(notices).toEqual([expect.stringMatching(/^seen-mass-deletion by a terminal that no agent started: /)]);
  });
});

describe("a person who deletes by hand where an agent has worked", () => {
  it("is not taken for the agent, is one event, and stops nobody", async () => {
    policy = { ...BUILT_IN, limits: { deletedPerMinute: 10, then: "halt" } };
    act("ls", []);
    // For as long as it takes the watcher to look several times.
    await script("for part in src/part-*; do rm -rf $part; sleep 0.7; done");
    await expect.poll(() => watch.found[0]?.count, { timeout: 10_000 }).toBe(60);
    await new Promise(resolve => setTimeout(resolve, 1500));
    expect(watch.found.map(({ kind, count }) => `${kind} ${count}`)).toEqual(["mass-deletion 60"]);
    expect(JSON.stringify(watch.found)).not.toContain("codex");
    expect(notices.filter(one => one.includes("codex"))).toEqual([]);
    expect(notices.filter(one => one.startsWith("seen-mass-deletion")).length).toBe(1);
    expect(halted).toEqual([]);
  });
});

describe("what git has not", () => {
  it("cannot be given back, and is said so", async () => {
    rmSync(join(root, "drafts"), { recursive: true });
    await told(["mass-deletion warning 30 0"]);
    const back = await watch.giveBack(watch.found[0]?.id ?? "", "vscode");
    expect(back).toEqual({ restored: 0, left: [], because: "Git has none of these files as they were." });
  });
});

describe("files that lose their text", () => {
  it("are told and given back as they were added", async () => {
    for (let i = 0; i < 6; i++) truncateSync(join(root, `src/part-${i % 3}/file-${i}.ts`));
    await told(["truncation warning 6 6"]);
    appendFileSync(join(root, "src/part-0/file-0.ts"), "written since\n");
    const back = await watch.giveBack(watch.found[0]?.id ?? "", "vscode");
    expect(back.left).toEqual([{ path: join(root, "src/part-0/file-0.ts"), because: "it has changed since" }]);
    expect(back.restored).toBe(5);
    expect(readFileSync(join(root, "src/part-1/file-1.ts"), "utf8")).toMatch(/^export const a1/);
    expect(readFileSync(join(root, "src/part-0/file-0.ts"), "utf8")).toBe("written since\n");
  });
});

describe("silent are", () => {
  it("what a package manager does", async () => {
    rmSync(join(root, "node_modules"), { recursive: true });
    for (let i = 0; i < 80; i++) write(`node_modules/right/file-${i}.js`, "x\n");
    rmSync(join(root, "node_modules"), { recursive: true });
    await silent();
  });
  it("a checkout of another branch and back", async () => {
    git("checkout", "-qb", "empty");
    git("rm", "-qr", "src");
    git("commit", "-qm", "less");
    git("checkout", "-q", "main");
    git("checkout", "-q", "empty");
    await silent();
  });
  it("a stash with what is not tracked", async () => {
    git("stash", "-qu");
    await silent();
  });
  it("rebase, gc and branches that come and go", async () => {
    git("checkout", "-qb", "topic");
    for (let i = 0; i < 3; i++) {
      write(`more/${i}.txt`, "x\n");
      git("add", ".");
      git("commit", "-qm", `topic ${i}`);
    }
    git("checkout", "-q", "main");
    write("main.txt", "x\n");
    git("add", ".");
    git("commit", "-qm", "main");
    git("checkout", "-q", "topic");
    git("rebase", "-q", "main");
    git("gc", "-q", "--prune=now");
    git("checkout", "-q", "main");
    git("branch", "-qD", "topic");
    git("pack-refs", "--all");
    await silent();
  });
  it("a folder with another name", async () => {
    renameSync(join(root, "src"), join(root, "lib"));
    await silent();
  });
  it("what a person deletes in the editor, but for a note", async () => {
    watch.editor({ leaving: [join(root, "src")] });
    rmSync(join(root, "src"), { recursive: true });
    await told(["mass-deletion note 60 60"]);
    expect(watch.found[0]?.who).toEqual({ kind: "editor" });
  });
  it("what an act does that was let through", async () => {
    act("rm -rf src", [{ verb: "delete", path: join(root, "src"), certainty: "certain" }]);
    rmSync(join(root, "src"), { recursive: true });
    await silent();
  });
});

describe("protected files and the repository", () => {
  it("are told when something else than the editor writes them", async () => {
    watch.editor({ saved: [join(root, ".agentguard.json")] });
    write(".agentguard.json", '{ "version": 1 }');
    await new Promise(resolve => setTimeout(resolve, 1200));
    expect(watch.found).toEqual([]);
    write(".git/hooks/pre-commit", "#!/bin/sh\n");
    await told(["protected-write note 1 0"]);
  });
  it("are warned about while an agent is at work, which is not blamed for that", async () => {
    act("ls", []);
    write(".claude/settings.json", '{ "disableAllHooks": true }');
    await told(["protected-write warning 1 0"]);
    expect(watch.found[0]).toMatchObject({ who: { kind: "somebody" } });
    expect(watch.found[0]?.says).toMatch(/^\.claude\/settings\.json changed \(settings of /);
    expect(notices).toEqual([expect.stringMatching(/^seen-protected-write by somebody: .*settings\.json new → /)]);
  });
  it("are told when the objects are gone", async () => {
    rmSync(join(root, ".git", "objects"), { recursive: true });
    await expect
      .poll(() => watch.found.map(({ kind, weight }) => `${kind} ${weight}`), { timeout: 10_000 })
      .toEqual(["git-damage alarm"]);
    expect(watch.found[0]?.says).toMatch(/does not take it for a repository|cannot be found|missing/);
  });
  it("are told when all of it is gone", async () => {
    rmSync(root, { recursive: true });
    await expect
      .poll(() => watch.found.map(({ kind }) => kind).sort(), { timeout: 10_000 })
      .toEqual(["git-damage", "mass-deletion"]);
    expect(existsSync(root)).toBe(false);
  });
});

it("a home folder and a system's are no workspaces", () => {
  watch.editorsHave([process.env.HOME ?? "/root", "/", "/etc", "/usr/share", tmpdir()]);
  expect(watch.roots).toEqual([]);
});

describe("what AgentGuard says that it writes itself", () => {
  const POLICY = '{ "version": 1 }\n';
  const announce = (path: string, text: string | null) =>
    watch.announced([{ path: join(root, path), size: text === null ? null : Buffer.byteLength(text) }]);

  it("is nobody's doing, where it is written as it was said", async () => {
    announce(".agentguard.json", POLICY);
    write(".agentguard.json", POLICY);
    await silent();
  });
  it("is a surprise where something else is written", async () => {
    announce(".agentguard.json", POLICY);
    write(".agentguard.json", '{ "version": 1, "mode": "observe" }\n');
    await told(["protected-write note 1 0"]);
  });
  it("explains no file beside it, nor below it", async () => {
    announce(".claude", POLICY);
    announce(".agentguard.json", POLICY);
    write(".claude/settings.json", POLICY);
    await told(["protected-write note 1 0"]);
  });
  it("explains what it takes away itself, file by file", async () => {
    const gone = readdirSync(join(root, "drafts"));
    for (const name of gone) announce(`drafts/${name}`, null);
    rmSync(join(root, "drafts"), { recursive: true });
    await silent();
  });
  it("explains no deletion of what it said that it writes", async () => {
    for (const name of readdirSync(join(root, "drafts"))) announce(`drafts/${name}`, POLICY);
    rmSync(join(root, "drafts"), { recursive: true });
    await told(["mass-deletion warning 30 0"]);
  });
});
