/**
 * How a hook silently disappears, each way with the real client: either it is held all the same, or the command runs
 * and the light says so, with its cause.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { Light } from "../../src/hosts/agents/light.ts";
import { attach } from "../../src/hosts/answering/attach.ts";
import { Resume } from "../../src/wire/messages/resume.ts";
import { GuardedAgent, type Unusual } from "../support/agent-session.ts";
import { claudeCodeClient } from "../support/clients/claude-code.ts";
import { folderOf, type RealClient } from "../support/clients/client.ts";
import { codexClient } from "../support/clients/codex.ts";
import { copilotClient } from "../support/clients/copilot-cli.ts";
import { geminiClient } from "../support/clients/gemini-cli.ts";
import { qwenClient } from "../support/clients/qwen-code.ts";
import { run } from "../support/process.ts";
import { dist } from "../support/project.ts";
import { testSigner } from "../support/test-client.ts";

let agent: GuardedAgent;
afterEach(() => agent.remove());

/** The light as `agentguard verify` tells it in the workspace, with the variables that the agent was started with. */
async function light(env: NodeJS.ProcessEnv = {}): Promise<Light> {
  const { client, sandbox } = agent;
  const path = [join(folderOf(client), "node_modules", ".bin"), sandbox.env.PATH].join(delimiter);
  await resume();
  const ran = await run(process.execPath, [dist("cli"), "verify", client.id, "--json"], {
    cwd: sandbox.workspace,
    env: { ...sandbox.env, PATH: path, ...env },
  });
  const [found] = JSON.parse(ran.stdout) as Light[];
  if (!found) throw new Error(`no light: ${ran.stderr}`);
  return found;
}

/** A service that sees a hook go while its agent runs stops all agents, and then nothing can be proven. */
async function resume(): Promise<void> {
  if (!existsSync(agent.sandbox.places.halt)) return;
  const editor = await attach(agent.sandbox.places, { client: "test", signer: testSigner });
  await editor.ask(Resume, {});
  editor.close();
}

interface Row {
  readonly what: string;
  readonly by: (agent: GuardedAgent) => unknown;
  readonly unusual?: (agent: GuardedAgent) => Unusual;
  /** What the light says when the command runs; without it the command is held, and the light stays as it was. */
  readonly seen?: RegExp;
  /** An option of one start, which no file tells of: only files for the whole machine hold against it. */
  readonly unseen?: true;
}

function everyRow(client: RealClient, rows: readonly Row[]): void {
  describe(`${client.id} ${client.version}`, () => {
    for (const { what, by, unusual, seen, unseen } of rows) {
      test(what, async () => {
        agent = await GuardedAgent.install(client);
        by(agent);
        const how = unusual?.(agent) ?? {};
        const session = await agent.run([{ calls: [client.calls.shell("rm -r important")] }], how);
        const { state, causes } = await light(how.env);
        const said = causes.map(({ says, file = "" }) => `${file}: ${says}`).join("\n");
        if (seen) {
          expect(agent.sandbox.markerAlive).toBe(false);
          expect(said).toMatch(seen);
          expect(["changed", "not-connected"]).toContain(state);
        } else {
          expect({ state, said }).toEqual({ state: "holding", said: "" });
          expect(agent.sandbox.markerAlive).toBe(unseen !== true);
          if (!unseen) expect(session.told(0)?.text).toContain("AgentGuard");
        }
      });
    }
  });
}

const project = (file: string, value: unknown) => (agent: GuardedAgent) =>
  agent.sandbox.write(file, typeof value === "string" ? value : JSON.stringify(value));
const inSettings = (from: string | RegExp, to: string) => (agent: GuardedAgent) => {
  const text = readFileSync(agent.settings, "utf8");
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`${agent.settings} holds no ${from}`);
  writeFileSync(agent.settings, changed);
};
const nothing = () => {};
/** Ends every Node program before its first line. */
const preload = (agent: GuardedAgent) => `--require ${agent.sandbox.write("../quiet.cjs", "process.exit(0);\n")}`;
const args =
  (...args: readonly string[]) =>
  () => ({ args });
const env = (env: NodeJS.ProcessEnv) => () => ({ env });

everyRow(claudeCodeClient, [
  {
    what: "disableAllHooks in the project's settings: seen",
    by: project(".claude/settings.json", { disableAllHooks: true }),
    seen: /work\/\.claude\/settings\.json: .*disableAllHooks/,
  },
  {
    what: "disableAllHooks in its local settings: seen",
    by: project(".claude/settings.local.json", { disableAllHooks: true }),
    seen: /work\/\.claude\/settings\.local\.json: .*disableAllHooks/,
  },
  {
    what: "NODE_OPTIONS from the project's settings: held",
    by: agent => project(".claude/settings.json", { env: { NODE_OPTIONS: preload(agent) } })(agent),
  },
  {
    what: "CLAUDE_CODE_SHELL_PREFIX from the project's settings: held",
    by: project(".claude/settings.json", { env: { CLAUDE_CODE_SHELL_PREFIX: "/bin/true" } }),
  },
  {
    what: "proxies from the project's settings: held",
    by: project(".claude/settings.json", {
      env: { HTTP_PROXY: "http://127.0.0.1:9", ALL_PROXY: "http://127.0.0.1:9", NO_PROXY: "127.0.0.1" },
    }),
  },
  { what: "a comment in the file: seen", by: inSettings("{", "{ // mine\n"), seen: /settings\.json:1/ },
  { what: "a trailing comma in the file: seen", by: inSettings(/\}\s*$/, ",}\n"), seen: /settings\.json:\d+/ },
  {
    what: "a hook of an unknown kind beside ours: seen",
    by: inSettings('"PreToolUse": [', '"PreToolUse": [{ "hooks": [{ "type": "nonsense" }] },'),
    seen: /`hooks\.PreToolUse`.*drops the whole file/,
  },
  {
    what: "a malformed group beside ours: seen",
    by: inSettings('"PreToolUse": [', '"PreToolUse": [{ "matcher": 5, "hooks": "x" },'),
    seen: /`hooks\.PreToolUse`.*drops the whole file/,
  },
  {
    what: "a wrong type elsewhere in the file: seen",
    by: inSettings("{", '{ "permissions": { "allow": "Bash" },'),
    seen: /`permissions\.allow`.*drops the whole file/,
  },
  {
    what: "CLAUDE_CODE_SIMPLE: seen",
    by: nothing,
    unusual: env({ CLAUDE_CODE_SIMPLE: "1" }),
    seen: /CLAUDE_CODE_SIMPLE/,
  },
  { what: "CLAUDE_CODE_SAFE_MODE: seen", by: nothing, unusual: env({ CLAUDE_CODE_SAFE_MODE: "1" }), seen: /SAFE_MODE/ },
  {
    what: "another CLAUDE_CONFIG_DIR: seen",
    by: nothing,
    unusual: agent => ({ env: { CLAUDE_CONFIG_DIR: agent.sandbox.at("../elsewhere") } }),
    seen: /does not call AgentGuard/,
  },
  ...["--bare", "--safe-mode"].map(flag => ({
    what: `${flag}: known gap without files for the whole machine`,
    by: nothing,
    unusual: args(flag),
    unseen: true as const,
  })),
]);

describe(`claude-code ${claudeCodeClient.version}: in the middle of a session`, () => {
  const REMOVE = { calls: [claudeCodeClient.calls.shell("rm -r important")] };
  const WAIT = { calls: [claudeCodeClient.calls.shell("sleep 4")] };
  test.each([
    ["its settings are emptied", () => writeFileSync(agent.settings, "{}\n")],
    [
      "a project's file switches hooks off",
      () => agent.sandbox.write(".claude/settings.local.json", '{"disableAllHooks":true}'),
    ],
  ])("%s: agents are stopped or keep their hooks, and the light says so", async (_, change) => {
    agent = await GuardedAgent.install(claudeCodeClient);
    // Only a folder that is there at the start is watched.
    agent.sandbox.write(".claude/note.md", "");
    const session = await agent.run(turn => {
      if (turn === 0) change();
      return [WAIT, REMOVE][turn] ?? { says: "Done." };
    });
    expect(agent.sandbox.markerAlive).toBe(true);
    expect(session.told(1)?.text).toContain("AgentGuard");
    expect((await light()).state).toBe("changed");
  });
});

const trusted = ({ client, sandbox }: GuardedAgent) => client.trustWorkspace?.(sandbox);
everyRow(codexClient, [
  {
    what: "features.hooks in a trusted project: seen",
    by: agent => {
      trusted(agent);
      project(".codex/config.toml", "[features]\nhooks = false\n")(agent);
    },
    seen: /work\/\.codex\/config\.toml: .*features\.hooks/,
  },
  {
    what: "features.hooks in an inline table of a trusted project: seen",
    by: agent => {
      trusted(agent);
      project(".codex/config.toml", "features = { hooks = false }\n")(agent);
    },
    seen: /work\/\.codex\/config\.toml: .*features\.hooks/,
  },
  {
    what: "one byte of the entry: seen",
    by: inSettings('"timeout": 600', '"timeout": 599'),
    seen: /not as it was written/,
  },
  {
    what: "trust is lost: seen",
    by: agent => {
      const file = join(agent.sandbox.home, ".codex/config.toml");
      writeFileSync(file, readFileSync(file, "utf8").replace(/trusted_hash = "[^"]*"/, 'trusted_hash = "sha256:0"'));
    },
    seen: /skips AgentGuard's hook without a word/,
  },
  {
    what: "--disable hooks: known gap without files for the whole machine",
    by: nothing,
    unusual: args("--disable", "hooks"),
    unseen: true,
  },
]);

const inTrustedGemini = (file: string, value: unknown) => (agent: GuardedAgent) => {
  trusted(agent);
  project(file, value)(agent);
};
everyRow(geminiClient, [
  {
    what: "hooksConfig.enabled in a trusted project: seen",
    by: inTrustedGemini(".gemini/settings.json", { hooksConfig: { enabled: false } }),
    seen: /work\/\.gemini\/settings\.json: .*hooksConfig\.enabled/,
  },
  {
    what: "hooksConfig.disabled in a trusted project: seen",
    by: agent => {
      const text = JSON.parse(readFileSync(agent.settings, "utf8"));
      const { command } = text.hooks.BeforeTool[0].hooks[0];
      inTrustedGemini(".gemini/settings.json", { hooksConfig: { disabled: [command] } })(agent);
    },
    seen: /hooksConfig\.disabled/,
  },
  {
    what: "NODE_OPTIONS from the project's .env: held",
    by: agent => inTrustedGemini(".gemini/.env", `NODE_OPTIONS=${preload(agent)}\n`)(agent),
  },
]);

everyRow(qwenClient, [
  {
    what: "disableAllHooks in the project: seen",
    by: project(".qwen/settings.json", { disableAllHooks: true }),
    seen: /work\/\.qwen\/settings\.json: .*disableAllHooks/,
  },
  ...["QWEN_CODE_SIMPLE", "QWEN_CODE_SAFE_MODE"].map(name => ({
    what: `${name}: seen`,
    by: nothing,
    unusual: env({ [name]: "1" }),
    seen: new RegExp(name),
  })),
  {
    what: "another QWEN_HOME: seen",
    by: nothing,
    unusual: agent => ({ env: { QWEN_HOME: agent.sandbox.at("../elsewhere") } }),
    seen: /does not call AgentGuard/,
  },
  {
    what: "QWEN_CODE_SYSTEM_SETTINGS_PATH with disableAllHooks: seen",
    by: agent => agent.sandbox.write("../machine.json", '{ "disableAllHooks": true }'),
    unusual: agent => ({ env: { QWEN_CODE_SYSTEM_SETTINGS_PATH: agent.sandbox.at("../machine.json") } }),
    seen: /machine\.json: .*disableAllHooks/,
  },
]);

everyRow(copilotClient, [
  {
    what: "disableAllHooks in the person's own settings: held",
    by: agent => project(join(agent.sandbox.home, ".copilot/settings.json"), { disableAllHooks: true })(agent),
  },
  {
    what: "disableAllHooks in a trusted project: seen",
    by: project(".github/copilot/settings.json", { disableAllHooks: true }),
    unusual: env({ COPILOT_ALLOW_ALL: "true" }),
    seen: /work\/\.github\/copilot\/settings\.json: .*disableAllHooks/,
  },
]);
