/** The built command line: what a person types and what comes back. */
import { spawn } from "node:child_process";
import { appendFileSync, chmodSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { VERSION } from "../../src/wire/version.ts";
import { manifest } from "../support/project.ts";
import { expectNoOpinion } from "./claude.ts";
import { DIST, Machine, needBuild } from "./machine.ts";

let machine: Machine;
beforeAll(needBuild);
beforeEach(() => {
  machine = new Machine();
});
afterEach(() => machine.dispose());

const cli = (...args: string[]) => machine.cli(args);

describe("check", () => {
  it("says what it would decide, and runs nothing", async () => {
    const ran = await cli("check", "--cwd", machine.workspace, "--", `rm -rf ${machine.workspace}`);
    expect(ran).toMatchObject({
      exitCode: 0,
      stderr: "",
      stdout: expect.stringMatching(/^(ask|deny) {2}score \d+ \(/),
    });
    expect(machine.read("work/notes.txt")).toBe("a day's work\n");
    expect(readdirSync(machine.places.data).sort()).toEqual(["keys", "paired.json"]);
  });

  it("takes several words as an argument list", async () => {
    const ran = await cli("check", "--json", "--", "rm", "-rf", join(machine.home, "a b"));
    expect(JSON.parse(ran.stdout).effects).toMatchObject([{ verb: "delete", target: expect.stringContaining("a b") }]);
  });

  it("answers a batch line by line, bad lines too", async () => {
    const lines = [
      { id: 1, kind: "command", text: "ls" },
      { id: 2, kind: "command", text: "rm -rf .", cwd: machine.workspace },
      { id: 3, kind: "command" },
      { id: 4, kind: "delete", path: "notes.txt", cwd: machine.workspace },
    ];
    const stdin = `${lines.map(line => JSON.stringify(line)).join("\n")}\nnot json\n`;
    const ran = await machine.cli(["check", "--batch"], { stdin });
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
    const answers = ran.stdout
      .trim()
      .split("\n")
      .map(line => JSON.parse(line));
    expect(answers).toMatchObject([
      { id: 1, decision: "allow", score: 0, level: "safe", effects: [], micros: expect.any(Number) },
      {
        id: 2,
        decision: expect.stringMatching(/ask|deny/),
        effects: [{ verb: "delete", recovery: expect.any(String) }],
      },
      { id: 3, error: expect.stringMatching(/^text: /) },
      { id: 4, effects: [{ verb: "delete", target: "notes.txt" }] },
      { id: null, error: expect.stringMatching(/^not JSON/) },
    ]);
    expect(readdirSync(machine.places.data).sort()).toEqual(["keys", "paired.json"]);
  });

  it("answers while its input stays open, and ends with it", async () => {
    const child = spawn(process.execPath, [join(DIST, "cli.cjs"), "check", "--batch"], { env: machine.env });
    for (const id of [1, 2, 3]) {
      child.stdin.write(`${JSON.stringify({ id, kind: "command", text: "ls" })}\n`);
      const [data] = (await new Promise(resolve => child.stdout.once("data", (...got) => resolve(got)))) as [Buffer];
      expect(JSON.parse(String(data))).toMatchObject({ id, decision: "allow" });
    }
    child.stdin.end();
    expect(await new Promise(resolve => child.on("close", resolve))).toBe(0);
  });

  it("ends quietly when nobody reads its answers", async () => {
    const line = JSON.stringify({ kind: "command", text: "ls" });
    const script = `yes '${line}' | head -n 5000 | ${process.execPath} ${join(DIST, "cli.cjs")} check --batch | head -n 1`;
    const ran = await machine.start("/bin/sh", ["-c", script]).ended;
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
  });
});

describe("rules", () => {
  it("lists the rules that all the words occur in", async () => {
    const ran = await cli("rules", "etcd", "prefix");
    expect(ran).toMatchObject({ exitCode: 0, stdout: "etcdctl/delete-prefix  deletes every key below\n", stderr: "" });
  });

  it("shows one with its source, its proofs and how often it applied here", async () => {
    machine.deploy();
    await machine.hook({ ...machine.harmless, tool_input: { command: "etcdctl del /app --prefix" } }).ended;
    const { stdout } = await cli("rules", "show", "etcdctl/delete-prefix");
    expect(stdout).toMatch(/^Source {6}https:\/\/etcd\.io\//m);
    expect(stdout).toMatch(/^Holds {7}etcdctl del \/app --prefix$/m);
    expect(stdout).toMatch(/^Passes {6}etcdctl get foo$/m);
    expect(stdout).toMatch(/^Applied {5}once here$/m);
  });

  it.each([
    ["etcdctl/anything-else", /: there are .*etcdctl\/delete-prefix/],
    ["git/pushforce", /git\/pushforce: did you mean git\/push-force\?/],
    ["git/nothing-like-it", /: `agentguard rules git\/` lists the \d+ of git$/m],
    ["nobody/knows", /: `agentguard rules` lists them all$/m],
  ])("says what to ask for instead of %s", async (id, expected) => {
    const ran = await cli("rules", "show", id);
    expect(ran).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(expected) });
  });

  it("are named in the person's own policy: a slip is told, and the rest holds", async () => {
    const rules = [
      { id: "docker/volume-rmm", then: "allow" },
      { id: "docker/volume-rm", then: "deny" },
    ];
    machine.write(".config/agentguard/policy.json", JSON.stringify({ version: 1, rules }));
    const checked = await cli("policy", "check", machine.places.userPolicy);
    expect(checked.exitCode).toBe(0);
    expect(checked.stdout).toMatch(/^\S+policy\.json:1:\d+: inert: [^\n]*Did you mean "docker\/volume-rm"\?\n$/);
    expect((await cli("explain", "--", "docker volume rm data")).stdout).toMatch(/^Decision {2}denied$/m);
  });

  it("is named where an act is explained", async () => {
    expect((await cli("explain", "--", "etcdctl del /app --prefix")).stdout).toMatch(/\(etcdctl\/delete-prefix\)$/m);
  });
});

describe("explain", () => {
  it("says what, where, why with points, and what would be lost", async () => {
    const ran = await cli("explain", "--cwd", machine.workspace, "--", `rm -rf ${machine.workspace}`);
    expect(ran.exitCode).toBe(0);
    for (const part of [
      /^Decision {2}\S/m,
      /^Score {5}\d+ of 100/m,
      /^What {6}\S/m,
      /^Where {5}\S/m,
      /^Lost {6}\S/m,
      /^Why {7,}\+?\d+ {2}/m,
    ])
      expect(ran.stdout).toMatch(part);
  });

  it("ends quietly when nobody reads on", async () => {
    const many = Array.from({ length: 3000 }, (_, i) => `rm -rf /srv/${i}`).join("; ");
    const script = `${process.execPath} ${join(DIST, "cli.cjs")} explain -- '${many}' | head -n 1 >&2`;
    const ran = await machine.start("/bin/bash", ["-o", "pipefail", "-c", script]).ended;
    expect(ran).toMatchObject({ exitCode: 141, stderr: expect.stringMatching(/^rm -rf .*\n$/) });
  });

  it("says what an act does that passes", async () => {
    expect((await cli("explain", "--", "git push origin main")).stdout).toMatch(/^What {6}Pushes main to origin\.$/m);
  });

  it("says so when there is nothing to say", async () => {
    expect((await cli("explain", "--", "ls")).stdout).toMatch(
      /^What {6}Nothing that the guard knows to be destructive/m,
    );
  });
});

describe("install, verify, uninstall", () => {
  const settings = () => join(machine.home, ".claude", "settings.json");
  const before = '{\n  "model": "opus"\n}\n';

  it("shows the change and writes nothing when nobody can be asked", async () => {
    machine.write(".claude/settings.json", before);
    const ran = await cli("install", "claude-code");
    expect(ran).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("--yes") });
    expect(ran.stdout).toMatch(/^\+.*PreToolUse/m);
    expect(readFileSync(settings(), "utf8")).toBe(before);
    expect(existsSync(machine.places.launcher)).toBe(false);
  });

  it("with all, guards the agents that are here and leaves no trace of others", async () => {
    expect(await cli("install", "all", "--yes")).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("no agent was found on this machine; name one of claude-code"),
    });
    machine.write(".claude/settings.json", before);
    expect(await cli("install", "all", "--yes")).toMatchObject({ exitCode: 0, stderr: "" });
    expect(readdirSync(machine.home).filter(name => name.startsWith(".") && name !== ".local")).toEqual([".claude"]);
    expect((await cli("verify", "all")).stdout).toMatch(/^ok {7}Claude Code: holding.*\n$/);
  });

  it("says of each agent only what is proven, and goes on to the next", async () => {
    machine.write(".codex/config.toml", "");
    machine.write(".claude/settings.json", before);
    const installed = await cli("install", "codex", "claude-code", "--yes");
    expect(installed.exitCode).toBe(1);
    expect(installed.stdout).toMatch(/^Codex is not connected yet: Codex skips .*\nClaude Code asks AgentGuard from /m);
    expect(installed.stderr).toMatch(/^agentguard: 1 of 2 not guarded; see above$/m);
  });

  it("installs, proves itself with real calls, and leaves no trace when taken out", async () => {
    machine.write(".claude/settings.json", before);
    const installed = await cli("install", "claude-code", "--yes");
    expect(installed).toMatchObject({ exitCode: 0, stderr: "" });
    expect(JSON.parse(readFileSync(settings(), "utf8")).hooks.PreToolUse[0].hooks[0].command).toBe(
      machine.places.launcher,
    );
    expectNoOpinion(await machine.hook(machine.harmless).ended);

    const verified = await cli("verify", "claude-code");
    expect(verified).toMatchObject({
      exitCode: 0,
      stdout: "ok       Claude Code: holding, proven just now.\n",
    });
    expect((await cli("status")).stdout).toMatch(/^Claude Code: holding, proven just now\.$/m);
    // Proving is no act of an agent: neither what it was asked nor what it cost counts.
    expect((await cli("status")).stdout).toMatch(/^1 act was judged; it passed without a question\.$/m);
    const [light] = JSON.parse((await cli("verify", "--json")).stdout);
    expect(light).toMatchObject({ agent: "claude-code", state: "holding", causes: [], proven: expect.any(Number) });

    expect(await cli("install", "claude-code", "--yes")).toMatchObject({
      stdout: expect.stringMatching(/^Nothing in the configuration.*\nClaude Code asks AgentGuard already\.\n/),
    });
    expect(await cli("uninstall")).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("--yes") });
    expect(await cli("uninstall", "--yes")).toMatchObject({ exitCode: 0 });
    expect(readFileSync(settings(), "utf8")).toBe(before);
  });

  const broken: readonly (readonly [name: string, breakIt: () => void, says: RegExp])[] = [
    ["the entry is gone", () => machine.write(".claude/settings.json", "{}"), /took AgentGuard's hook out/],
    [
      "the workspace switches hooks off",
      () => machine.write("work/.claude/settings.json", '{ "disableAllHooks": true }'),
      /^BROKEN .*work\/\.claude\/settings\.json: .*disableAllHooks.*Take that out of/m,
    ],
    [
      "the policy only observes",
      () => machine.write(".config/agentguard/policy.json", '{ "version": 1, "mode": "observe" }'),
      /^observes Claude Code: observing only\. The policy.*only observes/m,
    ],
    [
      "the client is too old",
      () => chmodSync(machine.write("bin/claude", "#!/bin/sh\necho '2.1.9 (Claude Code)'\n"), 0o755),
      /^OFF .*2\.1\.9 is older than 2\.1\.295.*Update Claude Code/m,
    ],
    [
      "hooks are turned off",
      () => {
        const text = readFileSync(settings(), "utf8");
        machine.write(".claude/settings.json", text.replace("{", '{ "disableAllHooks": true,'));
      },
      /disableAllHooks/,
    ],
    [
      "the launcher lets everything pass",
      () => machine.write(".local/share/agentguard/hook", '#!/bin/sh\nprintf "{}\\n"\n'),
      /A call that would empty AgentGuard itself was not denied/,
    ],
    [
      "the launcher denies everything",
      () => machine.write(".local/share/agentguard/hook", "#!/bin/sh\nexit 2\n"),
      /A harmless call was not passed/,
    ],
  ];
  for (const [name, breakIt, says] of broken) {
    it(`verify fails when ${name}`, async () => {
      expect(await cli("install", "claude-code", "--yes")).toMatchObject({ exitCode: 0 });
      // One that runs would put its launcher back.
      expect(await cli("service", "stop")).toMatchObject({ exitCode: 0 });
      breakIt();
      const env = { PATH: `${join(machine.home, "bin")}:${process.env.PATH}` };
      const verified = await machine.cli(["verify", "claude-code"], { env, cwd: machine.workspace });
      expect(verified).toMatchObject({ exitCode: 1, stdout: expect.stringMatching(says) });
    });
  }
});

describe("halt, resume, status, audit", () => {
  it("work without a service", async () => {
    expect(await cli("halt", "out", "to", "lunch")).toMatchObject({ exitCode: 0 });
    expect((await cli("status")).stdout).toMatch(/not running.*STOPPED: out to lunch/s);
    expect(await cli("resume")).toMatchObject({ exitCode: 0, stdout: "Agents may act again.\n" });
    expect(await cli("resume")).toMatchObject({ exitCode: 0, stdout: "Agents are not stopped.\n" });
    expect((await cli("audit", "show")).stdout).toMatch(
      /halted by command line: out to lunch\n.*resumed by command line/,
    );
  });

  it("reach a running service, and its editors", async () => {
    await machine.service();
    const editor = await machine.editor();
    await cli("halt", "lunch");
    expect(await machine.status()).toMatchObject({ halted: true, haltedBecause: "lunch" });
    expect((await cli("status")).stdout).toMatch(/STOPPED: lunch.*open: vscode/s);
    await cli("resume");
    expect(await machine.status()).toMatchObject({ halted: false });
    expect(editor.state().halted).toBe(false);
  });

  it("are a person's to undo, not an agent's", async () => {
    await cli("halt", "lunch");
    const env = { CURSOR_AGENT: "1" };
    for (const command of [["resume"], ["service", "stop"], ["uninstall", "--yes"], ["install", "all", "--yes"]]) {
      expect(await machine.cli(command, { env })).toMatchObject({
        exitCode: 1,
        stderr: expect.stringContaining("for a person to do"),
      });
    }
    expect(existsSync(machine.places.halt)).toBe(true);
    expect(await machine.cli(["halt"], { env })).toMatchObject({ exitCode: 0 });
  });

  it("show every act, and notice a changed line", async () => {
    machine.deploy();
    await machine.hook(machine.harmless).ended;
    expect((await cli("audit", "verify")).stdout).toMatch(/is whole: 2 entries/);
    expect((await cli("audit", "show", "--last", "1")).stdout).toMatch(/allowed by rule/);
    appendFileSync(machine.places.audit, '{"seq":3}\n');
    expect(await cli("audit", "verify")).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("tampered with"),
    });
    expect((await cli("status")).stdout).toMatch(/TAMPERED/);
  });
});

describe("usage", () => {
  const cases: readonly (readonly [args: readonly string[], exitCode: number, says: RegExp])[] = [
    [["version"], 0, new RegExp(`^${VERSION}\n$`)],
    [["--help"], 0, /Usage: agentguard/],
    [[], 2, /Usage: agentguard/],
    [["nonsense"], 2, /unknown command/],
    [["check"], 2, /give the command after --/],
    [["check", "--batch", "--", "ls"], 2, /--batch reads from standard input/],
    [["check", "--shell", "tcl", "--", "ls"], 2, /--shell tcl: must be one of bash/],
    [["check", "--", ""], 2, /there is nothing to judge/],
    [["explain", "--", " ", "\t"], 2, /there is nothing to judge/],
    [["check", "--cwd", "/no/such/folder", "--", "ls"], 1, /\/no\/such\/folder: is no folder/],
    [["policy", "what-if", "/no/such/file"], 1, /\/no\/such\/file cannot be read/],
    [["hook"], 2, /--host/],
    [["install"], 2, /missing required argument/],
    [["install", "nobody"], 1, /there is no agent "nobody"; there are claude-code, cursor/],
    [["audit", "show", "--last", "x"], 1, /whole number/],
    [["service", "status"], 1, /not running; start it with: agentguard service start/],
  ];
  for (const [args, exitCode, says] of cases) {
    it(`agentguard ${args.join(" ")}`, async () => {
      const ran = await cli(...args);
      expect(`${ran.stdout}${ran.stderr}`).toMatch(says);
      expect(ran.exitCode).toBe(exitCode);
    });
  }

  it("the version is the package's", () => expect(VERSION).toBe(manifest().version));
});
