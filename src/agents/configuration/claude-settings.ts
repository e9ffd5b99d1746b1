/**
 * What in a settings file of Claude Code keeps hooks from running. Its schema is strict: one part that does not fit and
 * it drops the whole file, with a word on standard error and then none. Measured on 2.1.329.
 */
import * as z from "zod";

/** Variables of a settings file reach every hook; these run code of their choice in ours before it starts. */
const LOADERS = ["LD_PRELOAD", "LD_AUDIT", "LD_LIBRARY_PATH", "DYLD_INSERT_LIBRARIES", "DYLD_LIBRARY_PATH"];

/** One clause for a switch in any of its settings files, a project's too. */
export function switchedOff(settings: unknown): string | undefined {
  const { disableAllHooks, env } = Switches.parse(settings);
  if (disableAllHooks === true) return "`disableAllHooks` is true in this file, so Claude Code runs no hook at all";
  const loader = LOADERS.find(name => env !== undefined && name in env);
  return loader && `\`env.${loader}\` in this file loads code into every hook`;
}

/** The same for the administrator's file, which can also leave every hook out that is not in it. */
export function managedElsewhere(settings: unknown): string | undefined {
  if (Switches.parse(settings).allowManagedHooksOnly === true)
    return "`allowManagedHooksOnly` is true in this file, so Claude Code runs only hooks that an administrator set";
  return switchedOff(settings);
}

/** Anything else in the file may be of any form. */
const Switches = z
  .object({
    disableAllHooks: z.unknown(),
    allowManagedHooksOnly: z.unknown(),
    env: z.record(z.string(), z.unknown()).optional().catch(undefined),
  })
  .partial()
  .catch({});

/** One clause for the first part that makes Claude Code drop the file that holds it. */
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
/** Events that it does not know are skipped, with their groups. */
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
