/**
 * Finds what in a settings file of Claude Code keeps hooks from running. Its schema is strict: if one part does not
 * fit, it drops the whole file, with a warning at first and later with none. Measured on 2.1.329.
 */
import * as z from "zod";
import { type AgentSwitch, ANY_ARGUMENTS, ANY_COMMAND, EDITOR_SETTINGS, ON, unasked, unhooked } from "./switches.ts";

/** Variables in a settings file reach every hook. These make a hook load foreign code before it starts. */
const LOADERS = ["LD_PRELOAD", "LD_AUDIT", "LD_LIBRARY_PATH", "DYLD_INSERT_LIBRARIES", "DYLD_LIBRARY_PATH"];

/** Returns one clause about a switch that disables hooks, in any settings file, also a project's. */
export function switchedOff(settings: unknown): string | undefined {
  const { disableAllHooks, env } = Switches.parse(settings);
  if (disableAllHooks === true) return "`disableAllHooks` is true in this file, so Claude Code runs no hook at all";
  const loader = LOADERS.find(name => env !== undefined && name in env);
  return loader && `\`env.${loader}\` in this file loads code into every hook`;
}

/** Does the same for the administrator's file, which can also exclude all hooks that are not in it. */
export function managedElsewhere(settings: unknown): string | undefined {
  if (Switches.parse(settings).allowManagedHooksOnly === true)
    return "`allowManagedHooksOnly` is true in this file, so Claude Code runs only hooks that an administrator set";
  return switchedOff(settings);
}

/** Any other part of the file may have any form. */
const Switches = z
  .object({
    disableAllHooks: z.unknown(),
    allowManagedHooksOnly: z.unknown(),
    env: z.record(z.string(), z.unknown()).optional().catch(undefined),
  })
  .partial()
  .catch({});

/** Returns one clause about the first part that makes Claude Code drop the whole file. */
export function dropped(settings: unknown): string | undefined {
  const issue = Whole.safeParse(settings).error?.issues[0];
  if (!issue) return undefined;
  const place = issue.path
    .filter(part => typeof part !== "number")
    .slice(0, 2)
    .join(".");
  return `\`${place}\` is not as Claude Code wants it, so it drops the whole file`;
}

const Rules = z.array(z.string()).optional();
const Hook = z.looseObject({
  type: z.enum(["command", "http", "prompt", "agent", "mcp_tool"]),
  onFailure: z.enum(["block", "continue"]).optional(),
});
/** Claude Code skips events that it does not know, with their groups. */
const EVENTS = [
  "PreToolUse PostToolUse PostToolUseFailure PermissionRequest PermissionDenied UserPromptSubmit SessionStart SessionEnd",
  "Stop SubagentStart SubagentStop Notification PreCompact ConfigChange CwdChanged",
].flatMap(names => names.split(" "));
const Groups = z.array(z.looseObject({ matcher: z.string().optional(), hooks: z.array(Hook) })).optional();
const Whole = z.looseObject({
  hooks: z.looseObject(Object.fromEntries(EVENTS.map(event => [event, Groups]))).optional(),
  permissions: z.looseObject({ allow: Rules, deny: Rules, ask: Rules }).optional(),
  env: z.record(z.string(), z.unknown()).optional(),
  disableAllHooks: z.boolean().optional(),
});

const SETTINGS = [
  ".claude/settings.json",
  ".claude/settings.local.json",
  ".claude/managed-settings.json",
  "claude-code/managed-settings.json",
  "claude-code/managed-settings.d/*.json",
  "ClaudeCode/managed-settings.json",
];

export const CLAUDE_SWITCHES: readonly AgentSwitch[] = [
  unasked(
    SETTINGS,
    ["permissions", "defaultMode"],
    { is: ["bypassPermissions", "dontAsk"] },
    {
      says: "Claude Code starts with bypassPermissions: it asks nobody about anything.",
      fix: "Set `default` or `acceptEdits`.",
      // `dontAsk` denies what it would ask about, so an audit need not report it.
      audited: { is: ["bypassPermissions"] },
    },
  ),
  unasked(
    SETTINGS,
    ["permissions", "allow"],
    { lists: ANY_COMMAND },
    {
      says: "Claude Code may run any command: `permissions.allow` names all of them.",
      fix: "Name the commands that may run, for example `Bash(npm test)`.",
    },
  ),
  unasked(
    SETTINGS,
    ["permissions", "allow"],
    { lists: ANY_ARGUMENTS },
    {
      says: "Claude Code may run a program with any arguments that can destroy, or run any other program.",
      fix: "Name the calls that may run, with their arguments.",
    },
  ),
  unasked(SETTINGS, ["enableAllProjectMcpServers"], ON, {
    says: "Claude Code starts every tool server that a repository names, without a question.",
    fix: "Remove it, and name the servers in `enabledMcpjsonServers`.",
  }),
  unasked([...SETTINGS, ".claude.json"], [/skipDangerousModePermissionPrompt|bypassPermissionsModeAccepted/], ON, {
    says: "Claude Code does not warn any more before its confirmations are switched off.",
    fix: "Remove it.",
  }),
  unhooked(SETTINGS, ["disableAllHooks"], ON, {
    says: "Claude Code runs no hooks: AgentGuard is not asked.",
    fix: "Remove `disableAllHooks`.",
  }),
  unhooked(
    SETTINGS,
    ["env"],
    { keys: /^CLAUDE_(?:CODE_(?:SIMPLE|SAFE_MODE|SHELL_PREFIX)|CONFIG_DIR)$/ },
    {
      says: "Claude Code is started by a variable without its hooks, or with settings from elsewhere.",
      fix: "Take the variable out of `env`.",
    },
  ),
  unhooked(SETTINGS, ["allowManagedHooksOnly"], ON, {
    says: "Claude Code runs only the hooks that an administrator has set.",
    fix: "Remove `allowManagedHooksOnly`, or let the administrator install AgentGuard for the machine.",
    audited: null,
  }),
  unasked(EDITOR_SETTINGS, ["claudeCode.allowDangerouslySkipPermissions"], ON, {
    says: "The Claude Code panel may switch its confirmations off.",
    fix: "Set it to false.",
  }),
  unasked(
    EDITOR_SETTINGS,
    ["claudeCode.initialPermissionMode"],
    { is: ["bypassPermissions"] },
    {
      says: "The Claude Code panel starts with bypassPermissions.",
      fix: "Set `default`.",
    },
  ),
];
