/**
 * Describes Codex: command line, editor extension and desktop. Contract: openai/codex `codex-rs/hooks` and its JSON
 * schemas, measured on 0.169.0. Its schema is strict: an answer with an unknown key counts as a failed hook, and a
 * failed hook lets the call run, so an answer holds only keys of the schema.
 */
import * as z from "zod";
import { SettingsText } from "../core/agent-switches/document.ts";
import { thrownIn } from "../core/agent-switches/thrown.ts";
import { importCodex } from "../core/policy/import/codex.ts";
import type { Agent, Answer, Drive, InstallTarget, JsonRpcPeer, Override, Payload, Reply, Trust } from "./agent.ts";
import { harmlessTools, mcpTool, type ReadTool, reads, readToolCall, shell, type Tools } from "./calls/tool-calls.ts";
import { absoluteFolder, readToolEvent, TOOL_CALL } from "./calls/tool-event.ts";
import { closedLaunchLine, isLaunchLine } from "./configuration/command-line.ts";
import { groupStart, hookGroup } from "./configuration/hook-group.ts";
import { ownBlock } from "./configuration/marked-block.ts";
import { OFF, unasked, unhooked } from "./configuration/switches.ts";
import { jsonConfigEdit } from "./json-config.ts";
import { given, hint } from "./payload.ts";

const ID = "codex";
const TIMEOUT_SECONDS = 600;

const TRUST: Trust = {
  server: ["app-server"],
  files: target => [`${configFolder(target)}/config.toml`],
  forget: (text, target) => withoutApproval(text, `${configFolder(target)}/hooks.json`),
  trusted: async (peer, target, folder) => (await ourHooks(peer, target, folder)).every(isTrusted),
  // The hash is the one that the agent reports, never computed here, so the text that it read is what gets trusted.
  async grant(peer, target, folder) {
    const hooks = await ourHooks(peer, target, folder);
    const edits = hooks.map(({ key, currentHash }) => ({
      keyPath: "hooks.state",
      value: { [key]: { trusted_hash: currentHash } },
      mergeStrategy: "upsert",
    }));
    await peer.call("config/batchWrite", { edits });
    const after = await ourHooks(peer, target, folder);
    if (!after.every(isTrusted)) throw new Error("Codex took the approval and still does not trust the hook");
  },
};

/** Codex offers `apply_patch` and the like only with models that its own catalogue knows. */
const DRIVE: Drive = {
  model: "openai-responses",
  arguments: ["exec", "--skip-git-repo-check", "--dangerously-bypass-approvals-and-sandbox", "go on"],
  environment: () => ({ SCRIPTED_KEY: "scripted-model" }),
  files: (modelUrl, here, there) => ({ [`${configFolder(here)}/config.toml`]: scratchConfig(modelUrl, here, there) }),
  call: command => ({ tool: "exec_command", input: { cmd: command } }),
};

const SETTINGS = [".codex/config.toml", "codex/requirements.toml", "codex/managed_config.toml"] as const;
const UNASKED = {
  says: "Codex asks nobody and runs outside of its sandbox: `approval_policy` is never, `sandbox_mode` is danger-full-access.",
  fix: 'Set `approval_policy = "on-request"` or `sandbox_mode = "workspace-write"`.',
  // Matches keys at the top of the file and in each profile.
  deep: true,
} as const;

const HOOKS_OFF = unhooked(SETTINGS, ["features", /(?:codex_)?hooks/], OFF, {
  says: "Codex runs no hooks: AgentGuard is not asked.",
  fix: "Remove `features.hooks`.",
});

const SWITCHES = [
  unasked(
    SETTINGS,
    ["approval_policy"],
    { is: ["never"] },
    {
      ...UNASKED,
      auditedWith: { key: "sandbox_mode", is: "danger-full-access" },
    },
  ),
  unasked(SETTINGS, ["sandbox_mode"], { is: ["danger-full-access"] }, { ...UNASKED, audited: null }),
  HOOKS_OFF,
];

/** Settings on the command line that disable hooks. */
const NO_HOOKS = /^\s*features\b.*hooks["']?\s*=\s*false/;

export const codex: Agent = {
  id: ID,
  title: "Codex",
  owns: {
    folders: [".codex"],
    machineFolders: ["codex"],
    settings: [".codex/config.toml"],
    decides: [".codex/hooks.json", ".codex/rules/**"],
    toldEverywhere: ["~/.codex/AGENTS.md", "~/.codex/prompts/**"],
    notes: ".codex",
    logins: ["~/.codex/auth"],
    variables: "CODEX",
    libraries: ["codex"],
    programs: {
      codex: {
        modes: ["a", "s"],
        unhooked: ["ignore-user-config"],
        unhookedBy: { disable: /(^|,)\s*(codex_)?hooks\s*(,|$)/, c: NO_HOOKS, config: NO_HOOKS },
      },
    },
  },
  shellMarkers: [{ name: "CODEX_THREAD_ID" }, { name: "CODEX_CI" }],
  timeoutSeconds: TIMEOUT_SECONDS,
  marginSeconds: 15,
  channels: { shell: "held", edit: "held", delete: "held", mcp: "held", read: "none" },
  whenHookFails: "closed by our entry",
  whenLate: "open",
  cannot: [
    "Text typed into a program that runs already fires no hook; a command that starts one which waits for such text (a shell, `python3`, `psql`) is asked about.",
    "It does not ask for a decision of its own after a hook: an `ask` counts as a failed hook, and the call runs.",
    "Every change of the hook's entry, one byte of it, is skipped without a word until it is trusted again.",
    "Web searches that its server makes are not seen.",
  ],
  proof: "real client",
  client: { commands: ["codex"], versionArguments: ["--version"], dependableFrom: "0.137.0", measured: "0.169.0" },
  trust: TRUST,
  imports: { files: ["~/.codex/rules/default.rules", ".codex/rules/default.rules"], read: importCodex },
  read,
  reply,
  shellCall: (command, cwd) => ({
    session_id: "agentguard-verify",
    turn_id: "agentguard-verify",
    transcript_path: null,
    cwd,
    hook_event_name: "PreToolUse",
    model: "none",
    permission_mode: "default",
    tool_name: "Bash",
    tool_input: { command },
    tool_use_id: "agentguard-verify",
  }),
  drive: DRIVE,
  install,
  // Codex reads this file only in a project that a person trusts, which its own interface tells.
  inProject: (target, root) => [hooksEdit(target, `${root}/.codex/hooks.json`)],
  managed,
  overrides,
  switches: SWITCHES,
  // Codex documentation, "Model Context Protocol". A project's file holds the servers for everybody in it.
  mcpServers: (target, root) =>
    [configFolder(target), ...(root === undefined ? [] : [`${root}/.codex`])].map(folder => ({
      file: `${folder}/config.toml`,
      at: [["mcp_servers"]],
      syntax: "toml",
    })),
  detect: (target, exists) => exists(configFolder(target)),
};

const Call = z.object({
  ...TOOL_CALL,
  cwd: absoluteFolder,
  session_id: hint,
  agent_id: hint,
  tool_use_id: hint,
});

function read(payload: unknown, env: Readonly<Record<string, string>> | undefined): Payload {
  return readToolEvent(payload, { call: Call }, (call, event) => {
    const { tool_name: tool, tool_input: input, cwd, session_id: session, agent_id: subagent } = call;
    const origin = given({ session, subagent, callId: call.tool_use_id });
    return readToolCall({ agent: ID, event, tool, input, cwd, env, ...origin }, TOOLS, mcpTool(ID, tool));
  });
}

/**
 * Every kind of shell arrives as `Bash`; `cwd` is the folder that the model chose. `write_stdin` types into a shell
 * that such a call has started, and fires no hook.
 */
const TOOLS: Tools = new Map<string, ReadTool>([
  ["Bash", shell("command", "cwd", "typed")],
  ["apply_patch", input => ({ kind: "patch", text: z.object({ command: z.string() }).parse(input).command })],
  ["view_image", reads("path")],
  ...harmlessTools(
    "update_plan spawn_agent wait_agent send_input close_agent resume_agent multi_agent_v1wait_agent " +
      "request_user_input list_mcp_resources list_mcp_resource_templates",
  ),
]);

function reply(answer: Answer): Reply {
  if (answer.kind === "no-opinion") return { stdout: "", stderr: "", exitCode: 0 };
  // With exit code 2 Codex reads the reason on standard error. The JSON denies too, in case the code is lost.
  const reason = answer.reason.trim() || "AgentGuard denied this.";
  const output = { hookEventName: "PreToolUse", permissionDecision: "deny", permissionDecisionReason: reason };
  return { stdout: `${JSON.stringify({ hookSpecificOutput: output })}\n`, stderr: `${reason}\n`, exitCode: 2 };
}

function configFolder({ home, env }: InstallTarget): string {
  return env.CODEX_HOME || `${home}/.codex`;
}

function install(target: InstallTarget) {
  return [hooksEdit(target, `${configFolder(target)}/hooks.json`)];
}

function hooksEdit(target: InstallTarget, file: string) {
  const hook = { timeout: TIMEOUT_SECONDS, statusMessage: "AgentGuard" };
  const entry = { list: ["hooks", "PreToolUse"], id: ID, hook, line: closedLaunchLine };
  return jsonConfigEdit({
    file,
    // A comment, or a key at its top that it does not know, makes Codex drop the whole file.
    dialect: "json",
    base: {},
    entries: [hookGroup(entry, target, file)],
    starts: groupStart(target, ID),
  });
}

/**
 * Returns an administrator's files, whose hooks need no approval. The feature is pinned, since an option or a project
 * could otherwise switch every hook off.
 */
function managed(target: InstallTarget) {
  const file = "/etc/codex/requirements.toml";
  const command = JSON.stringify(closedLaunchLine(target, ID, file));
  const lines = [
    ["[features]", "hooks = true", ""],
    ["[[hooks.PreToolUse]]", 'matcher = "*"', ""],
    ["[[hooks.PreToolUse.hooks]]", 'type = "command"', `command = ${command}`, `timeout = ${TIMEOUT_SECONDS}`],
  ];
  return [
    ownBlock({
      file,
      lines: `${lines.flat().join("\n")}\n`,
      clash: rest =>
        /^[^\S\r\n\u2028\u2029]*(?:\[\s*features\s*\]|features\b)/m.test(rest)
          ? "`features` stands there already: put `hooks = true` into it by hand"
          : undefined,
    }),
  ];
}

/** Lists settings that can disable hooks. A project's count if a person trusts it, which its file does not tell. */
function overrides(target: InstallTarget, root: string | undefined): readonly Override[] {
  const files = [`${configFolder(target)}/config.toml`, ...(root === undefined ? [] : [`${root}/.codex/config.toml`])];
  return files.map(file => ({
    file,
    off: text => (hooksOff(text) ? "`features.hooks` is false, so Codex runs no hook at all" : undefined),
    fix: `Take that out of ${file}.`,
  }));
}

/** Parses the text as TOML, as Codex does: an inline table and a dotted key mean the same as a table. */
function hooksOff(text: string): boolean {
  return thrownIn(new SettingsText(SETTINGS[0], text), [HOOKS_OFF]).length > 0;
}

/** Returns settings for the scripted model, with the person's settings that decide on hooks: approvals and switches. */
function scratchConfig(modelUrl: string, here: InstallTarget, there: InstallTarget): string {
  const own = there.textOf?.(`${configFolder(there)}/config.toml`) ?? "";
  const [from, to] = [`${configFolder(there)}/hooks.json`, `${configFolder(here)}/hooks.json`];
  const approvals = own.split(/^(?=\[)/m).filter(table => table.startsWith(`[hooks.state."${from}:`));
  return [
    'model = "gpt-5.5"\nmodel_provider = "scripted"\n',
    '[model_providers.scripted]\nname = "Scripted"\nenv_key = "SCRIPTED_KEY"\nwire_api = "responses"',
    `base_url = "${modelUrl}/v1"\n`,
    "[analytics]\nenabled = false\n",
    hooksOff(own) ? "[features]\nhooks = false\n" : "",
    ...approvals.map(table => table.replace(from, () => to)),
  ].join("\n");
}

/**
 * Removes an approval: a table `[hooks.state."<file>:<event>:<group>:<hook>"]` after a blank line, as Codex writes it.
 */
function withoutApproval(text: string, file: string): string {
  const lines = text.split(/(?<=\n)/);
  const starts = lines.findIndex(line => line.trim().startsWith(`[hooks.state."${file}:`));
  if (starts === -1) return text;
  const length = lines.slice(starts + 1).findIndex(line => /^\s*(?:\[|$)/.test(line));
  const ends = length === -1 ? lines.length : starts + 1 + length;
  // With the last approval, the table that holds all of them goes too.
  const before = lines.slice(0, starts);
  const holder = /^\[hooks\.state\]\s*$/;
  const last = !lines.some((line, index) => index !== starts && line.trim().startsWith("[hooks.state."));
  while (before.length > 0 && (before.at(-1)?.trim() === "" || (last && holder.test(before.at(-1) ?? ""))))
    before.pop();
  return [...before, ...lines.slice(ends)].join("");
}

const Hooks = z.object({
  data: z.array(
    z.object({
      hooks: z.array(
        z.object({ key: z.string(), command: z.string(), currentHash: z.string(), trustStatus: z.string() }),
      ),
    }),
  ),
});
type Hook = z.infer<typeof Hooks>["data"][number]["hooks"][number];

/** Returns our hooks from Codex's own list of hooks. Rejects when there are none. */
async function ourHooks(peer: JsonRpcPeer, target: InstallTarget, folder: string): Promise<readonly Hook[]> {
  const { data } = Hooks.parse(await peer.call("hooks/list", { cwds: [folder] }));
  const ours = data.flatMap(({ hooks }) => hooks).filter(({ command }) => isLaunchLine(command, target, ID));
  if (ours.length === 0) throw new Error("Codex does not list AgentGuard's hook");
  return ours;
}

function isTrusted({ trustStatus }: Hook): boolean {
  return trustStatus === "trusted" || trustStatus === "managed";
}
