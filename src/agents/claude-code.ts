/**
 * Describes Claude Code: command line, editor panels and SDK. The contract is from its types and help, and measured on
 * 2.1.329. Hooks are dependable from 2.1.214 on; `onFailure: "block"`, by which a failed hook denies, is since 2.1.295.
 */
import * as z from "zod";
import { importClaudeCode } from "../core/policy/import/claude-code.ts";
import type { Agent, Answer, InstallTarget, Override, Payload, Reply, Start } from "./agent.ts";
import { readHookCall, refusalAt } from "./calls/hook-call.ts";
import { CLAUDE_SWITCHES, dropped, managedElsewhere, switchedOff } from "./configuration/claude-settings.ts";
import { ownJsonFile } from "./configuration/dedicated-file.ts";
import { serverFiles } from "./configuration/mcp-servers.ts";
import { settingsOverride } from "./configuration/settings-override.ts";
import { jsonConfigEdit, launchesUs } from "./json-config.ts";
import { given, hint } from "./payload.ts";

const ID = "claude-code";
const TIMEOUT_SECONDS = 600;
/** The only event at which a call can be stopped. */
const EVENT = "PreToolUse";

/** The files with Claude Code's own lists of what it asks about or refuses. */
const LISTS = ["~/.claude/settings.json", ".claude/settings.json", ".claude/settings.local.json"];

export const claudeCode: Agent = {
  id: ID,
  title: "Claude Code",
  owns: {
    folders: [".claude"],
    machineFolders: ["claude-code", "ClaudeCode"],
    settings: [".claude.json", ".claude/settings.json", ".claude/settings.local.json"],
    decides: [".claude/hooks/**"],
    instructions: ["CLAUDE.md", "CLAUDE.local.md"],
    toldEverywhere: [
      "~/.claude/CLAUDE.md",
      "~/.claude/agents/**",
      "~/.claude/commands/**",
      "~/.claude/skills/**",
      "~/.claude/rules/**",
    ],
    notes: ".claude",
    logins: ["~/.claude/.credentials"],
    // code.claude.com/docs/en/settings: `permissions.ask` and `permissions.deny`.
    bashLists: LISTS,
    variables: "CLAUDE",
    projectVariable: "CLAUDE_PROJECT_DIR",
    libraries: ["claude-agent", "claude-code"],
    packages: { "@anthropic-ai/claude-code": "claude" },
    programs: {
      claude: {
        prints: true,
        unhooked: ["bare", "safe-mode"],
        // Matches sources that leave out the person's own settings.
        unhookedBy: { "setting-sources": /^(?!(?:.*,)?\s*user\s*(?:,|$))/ },
        unhookedIn: ["CLAUDE_CODE_SHELL_PREFIX"],
        takes: { option: "settings", as: ".claude/settings.json" },
        keeps: { plugins: ".claude/settings.json" },
      },
    },
  },
  // CLAUDECODE is no marker: the editor extensions set it in people's own terminals as well.
  shellMarkers: [{ name: "CLAUDE_CODE_CHILD_SESSION" }, { name: "AI_AGENT", value: /^claude-code_/ }],
  timeoutSeconds: TIMEOUT_SECONDS,
  // Copilot drops `args` of an entry in `.claude/settings.json`.
  startsUnnamed: true,
  marginSeconds: 15,
  channels: { shell: "held", edit: "held", delete: "none", mcp: "held", read: "held" },
  whenHookFails: "closed by our entry",
  whenLate: "closed by our entry",
  cannot: ["A file that a person mentions with @ is read without asking the hook."],
  proof: "real client",
  client: {
    commands: ["claude"],
    versionArguments: ["--version"],
    dependableFrom: "2.1.295",
    measured: "2.1.329",
  },
  isolation: {
    CLAUDE_CODE_SIMPLE: "runs Claude Code without hooks",
    CLAUDE_CODE_SAFE_MODE: "runs Claude Code without hooks",
  },
  imports: { files: LISTS, read: importClaudeCode },
  read,
  reply,
  shellCall: (command, cwd) => ({
    session_id: "agentguard-verify",
    hook_event_name: "PreToolUse",
    cwd,
    tool_name: "Bash",
    tool_input: { command, description: "AgentGuard's own check: this is not run" },
  }),
  drive: {
    model: "anthropic-messages",
    arguments: ["-p", "go on", "--dangerously-skip-permissions"],
    environment: modelUrl => ({
      ANTHROPIC_BASE_URL: modelUrl,
      ANTHROPIC_API_KEY: "scripted-model",
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
      DISABLE_TELEMETRY: "1",
      // As root it skips its permission checks only inside what it takes for a sandbox.
      IS_SANDBOX: "1",
    }),
    call: command => ({ tool: "Bash", input: { command, description: "AgentGuard's own check" } }),
  },
  install,
  // Nobody else gets this file: git ignores it where Claude Code created it.
  inProject: (target, root) => [settingsEdit(target, `${root}/.claude/settings.local.json`)],
  managed,
  overrides,
  switches: CLAUDE_SWITCHES,
  alsoReads: [".claude/settings.local.json", ".claude/managed-settings.json"],
  // In `~/.claude.json` for the person and for each project of theirs, in `.mcp.json` for everybody in the project.
  mcpServers: ({ home }, root) => [
    { file: `${home}/.claude.json`, at: [["mcpServers"], ["projects", "*", "mcpServers"]] },
    ...serverFiles([], root, ".mcp.json"),
  ],
  detect: (target, exists) => exists(configFolder(target)),
};

const Cursor = z.object({ hook_event_name: z.string().min(1), cursor_version: z.unknown() });
/** Grok Build documentation, "Hooks": its payloads are in camel case, and it reads the hooks of Claude Code as well. */
const Grok = z.object({ hookEventName: z.string().min(1), workspaceRoot: z.string() });
const Changed = z.object({ hook_event_name: z.literal("ConfigChange"), file_path: hint });
const Call = z.object({ tool_name: z.string(), tool_input: z.record(z.string(), z.unknown()) });

function read(payload: unknown, env: Readonly<Record<string, string>> | undefined): Payload {
  const grok = Grok.safeParse(payload).data;
  if (grok) {
    const because = "Grok Build runs the hooks of Claude Code too; there its own entry judges";
    return { kind: "pass", event: grok.hookEventName, because };
  }
  const cursor = Cursor.safeParse(payload).data;
  if (cursor?.cursor_version !== undefined) {
    const because = "Cursor runs the hooks of Claude Code too; there its own entry judges";
    return { kind: "pass", event: cursor.hook_event_name, because };
  }
  const changed = Changed.safeParse(payload).data;
  if (changed) return { kind: "config-change", event: changed.hook_event_name, ...given({ file: changed.file_path }) };
  const read = readHookCall(payload, env, ID);
  if (read.kind !== "act" || read.event !== EVENT) return read;
  const { tool_name: tool, tool_input: input } = Call.parse(payload);
  const field = READS.get(tool);
  // A search with a glob takes a folder, and in a copy of one file it would be another search.
  const filtered = field === "path" && input.glob !== undefined;
  return field === undefined || filtered ? read : { ...read, changeable: { input, field } };
}

/** Tools that a hook can make read something else, with the field that names it. */
const READS = new Map([
  ["Read", "file_path"],
  ["Grep", "path"],
  ["Bash", "command"],
]);

function reply(answer: Answer, event: string | undefined): Reply {
  if (answer.kind === "no-opinion") {
    // Events in camel case come from Cursor, which may take an answer without a permission for a broken one. For Claude
    // Code an empty answer forces a prompt in the editor panel (anthropics/claude-code#77782), `{}` does not.
    return say(/^[a-z]\w*$/.test(event ?? "") ? { permission: "allow" } : {});
  }
  const { reason } = answer;
  if (answer.kind === "masked-read" && event === EVENT) return say({ hookSpecificOutput: redirected(answer) });
  switch (event) {
    case EVENT:
      return say({ hookSpecificOutput: denied(reason) });
    case "ConfigChange":
      return say({ decision: "block", reason });
    case "PermissionRequest":
      // Exit code 2 does not deny this event.
      return say({ hookSpecificOutput: { hookEventName: event, decision: { behavior: "deny", message: reason } } });
    default:
      // Another or an unknown program runs this entry.
      return refusalAt(event, ID, reason);
  }
}

function denied(permissionDecisionReason: string) {
  return { hookEventName: "PreToolUse", permissionDecision: "deny", permissionDecisionReason };
}

/** Returns the answer that redirects a read. `updatedInput` replaces the whole input, and counts only with an allow. */
function redirected({ reason, input }: Extract<Answer, { kind: "masked-read" }>) {
  return {
    hookEventName: "PreToolUse",
    permissionDecision: "allow",
    permissionDecisionReason: reason,
    updatedInput: input,
    additionalContext: reason,
  };
}

function say(output: object): Reply {
  return { stdout: `${JSON.stringify(output)}\n`, stderr: "", exitCode: 0 };
}

function install(target: InstallTarget) {
  return [settingsEdit(target, `${configFolder(target)}/settings.json`)];
}

function settingsEdit({ launcher }: InstallTarget, file: string) {
  const ours = (candidate: unknown) => findOurs(candidate, launcher);
  return jsonConfigEdit({
    file,
    // A comment or a trailing comma makes Claude Code drop the whole file.
    dialect: "json",
    base: {},
    entries: [
      { list: ["hooks", "PreToolUse"], value: hookGroup(launcher, { onFailure: "block" }), ours },
      // Keeps the hooks of a running session when a settings file changes.
      { list: ["hooks", "ConfigChange"], value: hookGroup(launcher, {}), ours },
    ],
    starts,
    obstacle: settings => switchedOff(settings) ?? dropped(settings),
  });
}

function starts(group: unknown): Start | undefined {
  const hooks = Group.safeParse(group).data?.hooks ?? [group];
  const hook = hooks.map(entry => Hook.safeParse(entry).data).find(entry => entry !== undefined);
  return hook && { kind: "program", argv: [hook.command, ...hook.args] };
}

/** Lists the project's settings. With `-p` they need no trust, and they win over the person's own settings. */
function overrides(_: InstallTarget, root: string | undefined): readonly Override[] {
  if (root === undefined)
    return [settingsOverride({ file: `${MANAGED}/managed-settings.json`, dialect: "json", off: managedElsewhere })];
  return ["settings.json", "settings.local.json"].map(name =>
    settingsOverride({ file: `${root}/.claude/${name}`, dialect: "json", off: switchedOff }),
  );
}

/** Returns a file beside `managed-settings.json`. All files of its folder count, and a broken one spares ours. */
function managed({ launcher }: InstallTarget) {
  const hooks = {
    PreToolUse: [hookGroup(launcher, { onFailure: "block" })],
    ConfigChange: [hookGroup(launcher, {})],
  };
  const groupOf = (value: unknown) => Managed.safeParse(value).data?.hooks.PreToolUse[0];
  return [
    ownJsonFile({
      file: `${MANAGED}/managed-settings.d/agentguard.json`,
      value: { hooks },
      ours: value => findOurs(groupOf(value), launcher) !== undefined,
      starts: value => starts(groupOf(value)),
    }),
  ];
}

const Managed = z.object({ hooks: z.object({ PreToolUse: z.tuple([z.unknown()]) }) });

/** The folder of an administrator's settings on Linux. Other systems have another one. */
const MANAGED = "/etc/claude-code";

function configFolder({ home, env }: InstallTarget): string {
  return env.CLAUDE_CONFIG_DIR || `${home}/.claude`;
}

/** With `args` the launcher starts without a shell. `*` matches every tool; a list of names would miss new ones. */
function hookGroup(launcher: string, more: { readonly onFailure?: "block" }) {
  return {
    matcher: "*",
    hooks: [{ type: "command", command: launcher, args: ["claude-code"], timeout: TIMEOUT_SECONDS, ...more }],
  };
}

const Group = z.object({ hooks: z.array(z.unknown()) });
const Hook = z.object({ command: z.string(), args: z.tuple([z.literal("claude-code")]) });

/** Finds our part of a group: all of it when it holds nothing else. */
function findOurs(candidate: unknown, launcher: string) {
  const hooks = Group.safeParse(candidate).data?.hooks ?? [];
  const index = hooks.findIndex(hook => launchesUs(Hook.safeParse(hook).data?.command, launcher));
  if (index === -1) return undefined;
  return hooks.length === 1 ? [] : ["hooks", index];
}
