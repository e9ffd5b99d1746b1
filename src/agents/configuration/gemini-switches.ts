/** Defines the switches of Gemini CLI and its forks: `docs/reference/configuration.md` of google-gemini/gemini-cli. */
import { type AgentSwitch, OFF, ON, unasked, unhooked } from "./switches.ts";

/** Returns the switches of the agent called `title` in its settings files. */
export function geminiSwitches(title: string, files: readonly string[]): readonly AgentSwitch[] {
  const yolo = { says: `${title} starts in \`yolo\` mode: it asks nobody about anything.`, fix: "Set `default`." };
  const accepts = { says: `${title} accepts its own tool calls.`, fix: "Set `autoAccept` to false." };
  return [
    unasked(files, ["general", "defaultApprovalMode"], { is: ["yolo"] }, yolo),
    unasked(files, ["tools", "approvalMode"], { is: ["yolo"] }, yolo),
    unasked(files, ["autoAccept"], ON, accepts),
    unasked(files, ["tools", "autoAccept"], ON, accepts),
    unhooked(files, ["hooksConfig", "enabled"], OFF, {
      says: `${title} runs no hooks: AgentGuard is not asked.`,
      fix: "Remove `hooksConfig.enabled`.",
    }),
    unhooked(files, ["disableAllHooks"], ON, {
      says: `${title} runs no hooks: AgentGuard is not asked.`,
      fix: "Remove `disableAllHooks`.",
    }),
  ];
}
