/** An agent that nobody has made yet: what its one file says reaches every place that has to know of it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withoutHooks } from "../../src/agents/calls/no-hooks.ts";
import { usualSwitches } from "../../src/agents/configuration/usual-switches.ts";
import { knownAgents } from "../../src/agents/index.ts";
import { knownAgent } from "../../src/agents/known.ts";
import { knowAgents } from "../../src/core/agents/known-agents.ts";
import { startsUnguarded } from "../../src/core/detectors/guard/agent-libraries.ts";
import { INSTRUCTIONS } from "../../src/core/edits/instructions.ts";
import { effectsOnStarters } from "../../src/core/edits/starters.ts";
import type { Effect } from "../../src/core/effects/effect.ts";
import { guardFile, startupFile } from "../../src/core/files/guard-files.ts";
import { secretFile } from "../../src/core/files/secret-files.ts";
import { isBroadName } from "../../src/core/kit/process-names.ts";
import { auditFile } from "../../src/core/posture/audit.ts";
import { listFilesOf } from "../../src/core/rules/agent-lists.ts";
import { agentClients } from "../../src/packs/agent-clients/index.ts";
import { toolServers } from "../../src/packs/agent-clients/tool-servers.ts";

const HOME = "/home/dev";
const AROUND = { home: HOME, roots: ["/work"], platform: "linux" } as const;

const NIMBUS = {
  ...withoutHooks({
    id: "nimbus",
    title: "Nimbus",
    owns: {
      folders: [".nimbus"],
      machineFolders: ["nimbus"],
      settings: [".nimbus/settings.json"],
      decides: [".nimbus/rules/**"],
      plugins: [".nimbus/plugins/**"],
      instructions: ["NIMBUS.md"],
      toldEverywhere: ["~/.nimbus/NIMBUS.md"],
      logins: ["~/.nimbus/auth"],
      bashLists: ["~/.nimbus/settings.json", ".nimbus/settings.json"],
      variables: "NIMBUS",
      libraries: ["nimbus-agent"],
      programs: { nimbus: { unasked: ["never-ask"] } },
    },
    shellMarkers: [],
    cannot: [],
    mcpServers: ({ home }) => [{ file: `${home}/.nimbus/servers.json`, at: [["mcpServers"]] }],
    detect: () => false,
  }),
};

beforeAll(() => knowAgents(() => [...knownAgents(), knownAgent(NIMBUS)]));
afterAll(() => knowAgents(knownAgents));

const WRITE = { target: "x" } as Effect;

function says(path: string, text: string): string {
  return effectsOnStarters(WRITE, path, null, text)
    .map(({ says }) => says)
    .join("; ");
}

function finds(path: string, text: string): string {
  const settings = NIMBUS.owns.settings ?? [];
  const audited = auditFile({ path, git: "ignored", text }, [], usualSwitches(settings));
  return (audited?.findings ?? []).map(({ rule }) => rule).join(" ");
}

const KEPT = "passwords that a program keeps";

const SERVERS = JSON.stringify({ mcpServers: { all: { command: "x", env: { API_TOKEN: "k9Qw3zR7tY1uP5sD8fG2" } } } });

/** Each place, asked about what is the agent's own and about what is nobody's. */
const PLACES: readonly (readonly [place: string, ask: (name: string) => unknown, answer: unknown])[] = [
  ["settings are asked about", name => startupFile(`/work/.${name}/settings.json`, AROUND), "an agent's settings"],
  ["and what else decides", name => startupFile(`/work/.${name}/rules/a/b`, AROUND), "an agent's settings"],
  ["and its servers", name => startupFile(`${HOME}/.${name}/servers.json`, AROUND), "an agent's settings"],
  [
    "and its plugins",
    name => startupFile(`/work/.${name}/plugins/a.js`, AROUND),
    "programs that an agent loads into its own process",
  ],
  [
    "and what it is told everywhere",
    name => startupFile(`${HOME}/.${name}/NIMBUS.md`, AROUND),
    "what agents are told in every project",
  ],
  [
    "and its folder for the machine",
    name => guardFile(`/etc/${name}/a.json`, AROUND)?.what,
    "machine-wide agent settings",
  ],
  ["its login is a secret", name => secretFile(`${HOME}/.${name}/auth.json`, HOME), "an agent's login"],
  ["its instructions are read", name => INSTRUCTIONS.path.test(`/work/${name.toUpperCase()}.md`), true],
  ["those in its folder too", name => INSTRUCTIONS.path.test(`/work/.${name}/notes/a.md`), true],
  ["its own lists count", name => listFilesOf(AROUND).filter(path => path.includes(`.${name}/`)).length, 2],
  ["its library is known", name => startsUnguarded(`import "${name}-agent-sdk"; "yolo"`), true],
  ["its sessions are many", name => isBroadName(name), true],
  ["its program is read", name => agentClients.programs.includes(name), true],
  [
    "its variables lead elsewhere",
    name => says("/work/.envrc", `export ${name.toUpperCase()}_HOME=/tmp/x`),
    "leads agents to other settings than those that hold AgentGuard's hook (NIMBUS_HOME=/tmp/x)",
  ],
  [
    "what it defines is looked at",
    name => says(`/work/.${name}/agents/a.md`, "permissionMode: bypassPermissions"),
    "defines an agent that asks nobody, or that has hooks of its own (permissionMode: bypassPermissions)",
  ],
  ["an audit reads its servers", name => finds(`~/.${name}/servers.json`, SERVERS), "mcp/secret"],
  ["an audit finds how it is started", name => finds("run.sh", `${name} --never-ask x`), "agent/approvals-off"],
];

describe.each(PLACES)("%s", (_, ask, answer) => {
  it("by what its file says", () => expect(ask("nimbus")).toEqual(answer));
  it("and of nobody else", () => expect(ask("cirrus") || undefined).toEqual(undefined));
});

it("says where a server that is added goes", () => {
  const word = (value: string) => ({ value, text: value, span: { start: 0, end: 0 } });
  const argv = ["nimbus", "mcp", "add", "notes"].map(word);
  const facts = { around: AROUND };
  const effects = toolServers({ program: "nimbus", argv, scope: { cwd: "/work" } } as never, facts as never);
  expect(effects.map(({ target }) => target)).toEqual(["the tool servers of nimbus"]);
});

it("throws where nobody has told which agents there are", async () => {
  // Another copy of the module, which nobody has told anything.
  const copy = "../../src/core/agents/known-agents.ts?untold";
  const untold: { agentPrograms(): unknown } = await import(copy);
  expect(() => untold.agentPrograms()).toThrow("src/agents/index.ts was not loaded");
});

/** What one of the lists had left out while each was written by hand. */
describe("agents that a list had left out", () => {
  const check = (what: string, found: unknown, expected: unknown) => it(what, () => expect(found).toEqual(expected));
  const asked = (path: string) => startupFile(path, AROUND);
  check("Factory's settings", asked("/work/.factory/settings.json"), "an agent's settings");
  check("Aider's settings", asked("/work/.aider.conf.yml"), "an agent's settings");
  check("Devin's tool servers", asked("/work/.devin/mcp_config.json"), "an agent's settings");
  check("instructions of Qwen Code", INSTRUCTIONS.path.test("/work/.qwen/rules/a.md"), true);
  check("instructions of Factory Droid", INSTRUCTIONS.path.test("/work/.factory/droids/a.md"), true);
  check("sessions of Gemini CLI", isBroadName("gemini"), true);
  check("a start of Kimi in a script", finds("run.sh", "kimi --yolo -c x"), "agent/approvals-off");
  check("servers of Kilo Code", finds(".kilo/kilo.json", SERVERS.replace("mcpServers", "mcp")), "mcp/secret");
  check("a login in Windsurf", secretFile(`${HOME}/.config/Windsurf/User/globalStorage/state.vscdb`, HOME), KEPT);
});
