/** Writes and finds groups of hooks in the form that Claude Code introduced: `{matcher, hooks: [{type, command}]}`. */
import * as z from "zod";
import type { JsonPath } from "../../core/text/json-text.ts";
import type { InstallTarget, Start } from "../agent.ts";
import type { ListEntry } from "../json-config.ts";
import { isLaunchLine, launchLine, lineStart } from "./command-line.ts";

export interface HookGroup {
  /** Keys that lead to the list with the group. */
  readonly list: readonly string[];
  readonly id: string;
  /** Further keys of the group. */
  readonly group?: object;
  /** Further keys of the hook. */
  readonly hook?: object;
  /** Builds the command; `closedLaunchLine` for agents that let a call run when a hook fails. */
  readonly line?: typeof launchLine;
}

/** Returns the group for a settings file at `file`. Throws `ConfigError` for a launcher that cannot be written down. */
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

/** Returns how the agent would start the first of our hooks in a group. */
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

/** Finds our part of a group: all of it when it holds nothing else. */
function oursIn(candidate: unknown, target: InstallTarget, id: string): JsonPath | undefined {
  const hooks = Group.safeParse(candidate).data?.hooks ?? [];
  const index = hooks.findIndex(hook => isLaunchLine(Hook.safeParse(hook).data?.command, target, id));
  if (index === -1) return undefined;
  return hooks.length === 1 ? [] : ["hooks", index];
}
