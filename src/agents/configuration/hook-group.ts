/** Groups of hooks as Claude Code brought them up and others took them over: `{matcher, hooks: [{type, command}]}`. */
import * as z from "zod";
import type { JsonPath } from "../../core/text/json-text.ts";
import type { InstallTarget, Start } from "../agent.ts";
import type { ListEntry } from "../json-config.ts";
import { isLaunchLine, launchLine, lineStart } from "./command-line.ts";

export interface HookGroup {
  /** Keys down to the list that holds the group. */
  readonly list: readonly string[];
  readonly id: string;
  /** What the group says besides its hooks. */
  readonly group?: object;
  /** What the hook says besides its command. */
  readonly hook?: object;
  /** How the command is written; `closedLaunchLine` for agents that let a call run when a hook breaks. */
  readonly line?: typeof launchLine;
}

/** The group for a settings file at `file`. Throws `ConfigError` for a launcher that cannot be written down. */
export function hookGroup(
  { list, id, group, hook, line = launchLine }: HookGroup,
  target: InstallTarget,
  file: string,
): ListEntry {
  return {
    list,
    value: { ...group, hooks: [{ type: "command", command: line(target, id, file), ...hook }] },
    ours: candidate => oursIn(candidate, target, id),
  };
}

/** How the agent would start the first of our hooks in a group. */
export function groupStart(target: InstallTarget, id: string): (group: unknown) => Start | undefined {
  return group => {
    const hooks = Group.safeParse(group).data?.hooks ?? [group];
    return hooks
      .map(hook => Hook.safeParse(hook).data?.command)
      .filter(command => isLaunchLine(command, target, id))
      .map(lineStart)[0];
  };
}

const Group = z.object({ hooks: z.array(z.unknown()) });
const Hook = z.object({ command: z.string() });

/** Where ours is in a group: all of it when it holds nothing else. */
function oursIn(candidate: unknown, target: InstallTarget, id: string): JsonPath | undefined {
  const hooks = Group.safeParse(candidate).data?.hooks ?? [];
  const index = hooks.findIndex(hook => isLaunchLine(Hook.safeParse(hook).data?.command, target, id));
  if (index === -1) return undefined;
  return hooks.length === 1 ? [] : ["hooks", index];
}
