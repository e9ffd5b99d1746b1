/** Defines the settings of OpenCode and its forks that stop questions: OpenCode documentation, "Permissions". */
import { type AgentSwitch, unasked } from "../configuration/switches.ts";

/** Returns the switches of the agent called `title`, for all tools, one tool, certain calls of a tool, or one agent. */
export function permissionSwitches(title: string, files: readonly string[]): readonly AgentSwitch[] {
  const allow = { is: ["allow"] } as const;
  const told = {
    says: `${title} runs every command unasked.`,
    fix: 'Set "ask", or name what may run.',
    deep: true,
  } as const;
  return [
    unasked(files, ["permission"], allow, told),
    unasked(files, ["permission", /bash|\*/], allow, told),
    unasked(files, ["permission", /bash|\*/, "*"], allow, told),
  ];
}
