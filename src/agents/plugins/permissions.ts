/** How OpenCode and what is built on it go without questions: OpenCode documentation, "Permissions". */
import { type AgentSwitch, unasked } from "../configuration/switches.ts";

/** Of an agent called `title`, in its settings files: for all of them, for a tool, for a tool's calls, for one agent. */
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
