/**
 * Describes VS Code's own chat. What runs a hook depends on a session's target: Local is VS Code itself
 * (microsoft/vscode-copilot-chat of March 2026; VS Code documentation, "Legacy Local hooks reference"), Copilot and
 * Claude are those agents in VS Code's agent host. All of them load a plugin that our extension contributes
 * (`contributes.chatPlugins`). The entry here is for when that is off; Local and Copilot read it.
 */
import * as z from "zod";
import { importVsCode } from "../core/policy/import/vscode.ts";
import type { Agent, Answer, InstallTarget, Override, Payload, Reply } from "./agent.ts";
import { readHookCall, refusalAt } from "./calls/hook-call.ts";
import { VSCODE } from "./calls/vscode-tools.ts";
import { closedLaunchLine, isLaunchLine, lineStart } from "./configuration/command-line.ts";
import { ownJsonFile } from "./configuration/dedicated-file.ts";
import { editorServers, editorSettings, editorStorage } from "./configuration/editor-storage.ts";
import { settingsOverride, switchOverride } from "./configuration/settings-override.ts";
import { EDITOR_SETTINGS, OFF, ON, unasked, unhooked } from "./configuration/switches.ts";

const TIMEOUT_SECONDS = 600;

const UNASKED = { says: "VS Code runs every tool of its agents unasked.", fix: "Set it to false." } as const;
const UNHOOKED = {
  says: "VS Code's agents run no hooks: AgentGuard is not asked.",
  fix: "Remove it, or set it to true.",
} as const;

/** VS Code documentation, "Manage approvals and permissions" and "Agent hooks"; microsoft/vscode, `chat.contribution.ts`. */
const SWITCHES = [
  unasked(EDITOR_SETTINGS, [/chat\.tools\.(?:global\.)?autoApprove/], ON, UNASKED),
  unasked(EDITOR_SETTINGS, [/chat\.tools\.(?:terminal|edits)\.autoApprove/], ON, UNASKED),
  unasked(
    EDITOR_SETTINGS,
    ["chat.tools.terminal.autoApprove"],
    { keys: /./ },
    {
      says: "VS Code runs every command of its agents unasked: a pattern that fits all is approved.",
      fix: "Name the commands that may run.",
      audited: { keys: /^(?:\*|\/\^?\.[*+]\$?\/\w*|\/\/)$/ },
    },
  ),
  unasked(
    EDITOR_SETTINGS,
    [/chat\.tools\.(?:global\.|edits\.)?autoApprove/],
    { keys: /./ },
    { ...UNASKED, audited: null },
  ),
  unasked(EDITOR_SETTINGS, [/chat\.(?:autopilot|agent\.autoApprove)[\w.]*/], ON, UNASKED),
  unasked(EDITOR_SETTINGS, ["security.workspace.trust.enabled"], OFF, {
    says: "VS Code trusts every folder: settings and tasks of any repository count.",
    fix: "Remove it.",
    audited: null,
  }),
  unhooked(EDITOR_SETTINGS, ["chat.useHooks"], OFF, UNHOOKED),
  unhooked(EDITOR_SETTINGS, ["chat.plugins.enabled"], OFF, {
    says: "VS Code's agents load no plugins, AgentGuard's among them; only its entry in ~/.copilot/hooks is left, which not every session reads.",
    fix: "Remove it, or set it to true.",
  }),
  unhooked(EDITOR_SETTINGS, ["chat.hookFilesLocations", "~/.copilot/hooks"], OFF, {
    says: "VS Code's agents read no hooks in ~/.copilot/hooks, AgentGuard's among them.",
    fix: "Remove it, or set it to true.",
  }),
  unhooked(EDITOR_SETTINGS, ["extensions.allowed", /agentguard(?:\.agentguard)?/], OFF, {
    says: "VS Code may not run AgentGuard's extension.",
    fix: "Allow it.",
  }),
  unhooked(EDITOR_SETTINGS, ["chat.hookFilesLocations"], { any: true }, { ...UNHOOKED, audited: null }),
  // AgentGuard's hook is not among these hooks of a folder's agents, but an agent has no reason to disable them.
  unhooked(EDITOR_SETTINGS, ["chat.useCustomAgentHooks"], OFF, { ...UNHOOKED, audited: null }),
  // This setting says which extensions may run, AgentGuard's among them.
  unhooked(EDITOR_SETTINGS, ["extensions.allowed"], { any: true }, { ...UNHOOKED, audited: null }),
];

export const vscodeChat: Agent = {
  id: VSCODE,
  title: "VS Code chat",
  // The files belong to the editor, not to its chat.
  owns: {},
  shellMarkers: [{ name: "COPILOT_AGENT" }, { name: "AI_AGENT", value: /^github_copilot_vscode_agent$/ }],
  timeoutSeconds: TIMEOUT_SECONDS,
  marginSeconds: 15,
  channels: { shell: "held", edit: "held", delete: "held", mcp: "held", read: "held" },
  whenHookFails: "closed by our entry",
  whenLate: "open",
  cannot: [
    "Hooks are a preview in VS Code, and an organization can switch them off.",
    "How a hook names the tools of MCP servers is not documented; a name that is not recognised is judged as a tool of VS Code's own.",
    "Whether a plugin that an extension brings reaches sessions of the agent host is not documented, so an entry in ~/.copilot/hooks stands beside it; where both run, an act is judged once.",
    "Whether `Local` names a folder for a call without a workspace is not documented; the home folder is taken.",
    "An act of several replacements is judged by its files; what a notebook's cell or an inserted piece becomes cannot be told from the call.",
    "Codex sessions of the agent host run the hooks of Codex, where its own entry judges.",
    "On Windows VS Code starts hooks with PowerShell, which does not know our line.",
  ],
  proof: "documented payloads",
  client: {
    commands: ["code"],
    // An installed editor does not show that its chat is used.
    ownFolders: [],
    versionArguments: ["--version"],
    dependableFrom: "1.110.0",
    measured: "documentation of October 2026",
  },
  imports: {
    id: "vscode",
    title: "VS Code",
    files: [
      "~/.config/Code/User/settings.json",
      "~/Library/Application Support/Code/User/settings.json",
      ".vscode/settings.json",
    ],
    read: importVsCode,
  },
  read: (payload, env): Payload => readHookCall(payload, env, VSCODE),
  reply,
  shellCall: (command, cwd) => ({
    timestamp: "2026-01-01T00:00:00.000Z",
    hook_event_name: "PreToolUse",
    session_id: "agentguard-verify",
    cwd,
    tool_name: "run_in_terminal",
    tool_input: { command, explanation: "AgentGuard's own check: this is not run", isBackground: false },
    tool_use_id: "agentguard-verify",
  }),
  install: target => [hooksFile(target)],
  overrides,
  switches: SWITCHES,
  mcpServers: ({ home }, root) =>
    [...editorServers(home), ...(root === undefined ? [] : [`${root}/.vscode/mcp.json`])].map(file => ({
      file,
      at: [["servers"]],
    })),
  detect: ({ home }, exists) => editorStorage(home, "github.copilot-chat").some(exists),
};

/** Lists settings that can disable hooks. Only the editor knows which profile or `.code-workspace` file is in force. */
function overrides({ home }: InstallTarget, root: string | undefined): readonly Override[] {
  if (root !== undefined) return [{ ...switchOverride(`${root}/.vscode/settings.json`, SWITCHES), shared: true }];
  return [
    ...editorSettings(home).map((file): Override => ({ ...switchOverride(file, SWITCHES), shared: true })),
    // VS Code documentation, "Enterprise policies": an administrator's file on Linux.
    settingsOverride({ file: "/etc/vscode/policy.json", dialect: "jsonc", off: byPolicy }),
  ];
}

function byPolicy(policies: unknown): string | undefined {
  const off = z.object({ ChatHooks: z.literal(false) }).safeParse(policies).success;
  return off ? "the policy `ChatHooks` is off, so VS Code's agents run no hooks" : undefined;
}

function reply(answer: Answer, event: string | undefined): Reply {
  // For Claude Code an empty answer forces a prompt in the editor (anthropics/claude-code#77782), `{}` does not.
  if (answer.kind === "no-opinion") return { stdout: "{}\n", stderr: "", exitCode: 0 };
  return refusalAt(event, VSCODE, answer.reason);
}

const Hooks = z.object({
  hooks: z.object({ PreToolUse: z.tuple([z.object({ command: z.string() })]) }),
});

/** Returns the hooks file. Local ignores matchers and fires for every tool; Copilot requires `version`. */
function hooksFile(target: InstallTarget) {
  const file = `${target.env.COPILOT_HOME || `${target.home}/.copilot`}/hooks/agentguard-vscode.json`;
  const command = closedLaunchLine(target, VSCODE, file);
  const lineOf = (value: unknown) => Hooks.safeParse(value).data?.hooks.PreToolUse[0].command;
  return ownJsonFile({
    file,
    value: { version: 1, hooks: { PreToolUse: [{ type: "command", command, timeout: TIMEOUT_SECONDS }] } },
    ours: value => isLaunchLine(lineOf(value), target, VSCODE),
    starts: value => lineStart(lineOf(value)),
  });
}
