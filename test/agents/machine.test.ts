/**
 * Files for the whole machine, with the real clients: written by the administrator's command into an /etc of the test's
 * own, they hold where a person's own files do not.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { Light } from "../../src/hosts/agents/light.ts";
import { GuardedAgent, type Unusual } from "../support/agent-session.ts";
import { claudeCodeClient } from "../support/clients/claude-code.ts";
import { folderOf, type RealClient } from "../support/clients/client.ts";
import { codexClient } from "../support/clients/codex.ts";
import { copilotClient } from "../support/clients/copilot-cli.ts";
import { geminiClient } from "../support/clients/gemini-cli.ts";
import { must, type Ran, run } from "../support/process.ts";
import { dist } from "../support/project.ts";
import { stopService } from "../support/service.ts";

/** Runs a command where /etc is a folder of the test's own. */
const NAMESPACE = ["-m", "sh", "-c", 'mount --make-rprivate / && mount --bind "$ETC" /etc && exec "$@"', "sh"];
const possible = process.getuid?.() === 0 && spawnSync("unshare", ["-m", "true"]).status === 0;
if (!possible) console.log("note: files for the whole machine are not tested: that takes root on Linux");

let agent: GuardedAgent;
let etc: string;
let given: ReadonlySet<string>;

function inMachine(client: RealClient): RealClient {
  return {
    ...client,
    launch: (...from) => {
      const { command, args, env } = client.launch(...from);
      return { command: "unshare", args: [...NAMESPACE, command, ...args], env: { ...env, ETC: etc } };
    },
  };
}

function cli(...args: readonly string[]): Promise<Ran> {
  const { client, sandbox } = agent;
  const path = [join(folderOf(client), "node_modules", ".bin"), sandbox.env.PATH].join(delimiter);
  const env = { ...sandbox.env, PATH: path, ETC: etc };
  return run("unshare", [...NAMESPACE, process.execPath, dist("cli"), ...args], { cwd: sandbox.workspace, env });
}

/** What is below the test's /etc that was not there at first. */
function files(): Record<string, string> {
  const own = namesIn(etc).filter(name => !given.has(name));
  return Object.fromEntries(own.map(name => [`/${name}`, readFileSync(join(etc, name), "utf8")]));
}

function namesIn(folder: string): string[] {
  const all = readdirSync(folder, { recursive: true, encoding: "utf8", withFileTypes: true });
  return all.filter(one => one.isFile()).map(one => join(one.parentPath, one.name).slice(folder.length + 1));
}

async function machine(client: RealClient): Promise<void> {
  agent = await GuardedAgent.install(inMachine(client));
  etc = agent.sandbox.at("../etc");
  // Clients look for certificates and the like; what an administrator of this machine wants of agents stays out.
  await must("cp", ["-a", "/etc", etc]);
  for (const name of ["claude-code", "codex", "gemini-cli", "github-copilot", "agentguard"])
    rmSync(join(etc, name), { recursive: true, force: true });
  given = new Set(namesIn(etc));
}

async function expectHeld(how: Unusual = {}): Promise<void> {
  const session = await agent.run([{ calls: [agent.client.calls.shell("rm -r important")] }], how);
  expect(agent.sandbox.markerAlive).toBe(true);
  expect(session.told(0)?.text).toContain("AgentGuard");
}

describe.skipIf(!possible)("files for the whole machine", () => {
  afterEach(() => agent.remove());

  test("claude-code: hold against a project's settings and against options, and go to the byte", async () => {
    await machine(claudeCodeClient);
    expect(await cli("install", "claude-code", "--machine")).toMatchObject({ code: 1 });
    expect(files()).toEqual({});
    const installed = await cli("install", "claude-code", "--machine", "--yes");
    expect(installed).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("whatever a project or an option says"),
    });
    expect(Object.keys(files())).toContain("/claude-code/managed-settings.d/agentguard.json");
    // The next one sees the files of this machine, as the agents do.
    await stopService(agent.sandbox.home);
    await expectHeld();
    agent.sandbox.write(".claude/settings.json", '{ "disableAllHooks": true }');
    rmSync(agent.settings);
    await expectHeld();
    await expectHeld({ args: ["--bare"] });
    await expectHeld({ args: ["--safe-mode"] });
    await expectHeld({ env: { CLAUDE_CODE_SIMPLE: "1", CLAUDE_CONFIG_DIR: agent.sandbox.at("../elsewhere") } });
    const [light] = JSON.parse((await cli("verify", "claude-code", "--json")).stdout) as Light[];
    expect(light).toMatchObject({ state: "holding", causes: [], proven: expect.any(Number) });
    expect(await cli("uninstall", "claude-code", "--machine", "--yes")).toMatchObject({ code: 0 });
    expect(files()).toEqual({});
  });

  test("codex: holds against its option, beside what an administrator requires already", async () => {
    await machine(codexClient);
    mkdirSync(join(etc, "codex"));
    const before = '# ours\nallowed_approval_policies = ["never", "on-request"]\n';
    writeFileSync(join(etc, "codex/requirements.toml"), before);
    expect(await cli("install", "codex", "--machine", "--yes")).toMatchObject({ code: 0 });
    expect(readFileSync(join(etc, "codex/requirements.toml"), "utf8").startsWith(before)).toBe(true);
    await expectHeld({ args: ["--disable", "hooks"] });
    rmSync(agent.settings);
    await expectHeld();
    expect(await cli("uninstall", "codex", "--machine", "--yes")).toMatchObject({ code: 0 });
    expect(files()).toEqual({ "/codex/requirements.toml": before });
  });

  test("gemini-cli: holds against the project's settings and the person's", async () => {
    await machine(geminiClient);
    expect(await cli("install", "gemini-cli", "--machine", "--yes")).toMatchObject({ code: 0 });
    geminiClient.trustWorkspace?.(agent.sandbox);
    agent.sandbox.write(".gemini/settings.json", '{ "hooksConfig": { "enabled": false } }');
    await expectHeld();
    expect(await cli("uninstall", "gemini-cli", "--machine", "--yes")).toMatchObject({ code: 0 });
    expect(files()).toEqual({});
  });

  test("copilot-cli: holds against a trusted project's settings", async () => {
    await machine(copilotClient);
    expect(await cli("install", "copilot-cli", "--machine", "--yes")).toMatchObject({ code: 0 });
    agent.sandbox.write(".github/copilot/settings.json", '{ "disableAllHooks": true }');
    await expectHeld({ env: { COPILOT_ALLOW_ALL: "true" } });
    expect(await cli("uninstall", "copilot-cli", "--machine", "--yes")).toMatchObject({ code: 0 });
    expect(files()).toEqual({});
  });
});
