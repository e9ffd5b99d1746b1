/** Helps agents' files to declare which settings stop questions or hooks, and holds what several of them share. */
import type { AgentSwitch, SettingsFile, Thrown } from "../../core/agent-switches/switch.ts";

export type { AgentSwitch, SettingsFile };

export const ON: Thrown = { is: [true] };
export const OFF: Thrown = { is: [false] };

/** The settings files of VS Code and its forks: of the person, a folder, a workspace or a container. */
export const EDITOR_SETTINGS: readonly SettingsFile[] = [
  { path: ".vscode/settings.json" },
  { path: "User/settings.json" },
  { path: "User/profiles/*/settings.json" },
  { path: "Machine/settings.json" },
  { path: "*.code-workspace", within: ["settings"] },
  ...["devcontainer.json", ".devcontainer.json"].flatMap(path => [
    { path, within: ["customizations", "vscode", "settings"] },
    // The form until 2022, which is still read.
    { path, within: ["settings"] },
  ]),
];

type Told = Pick<AgentSwitch, "says" | "fix"> & Partial<Pick<AgentSwitch, "audited" | "auditedWith" | "deep">>;

/** Declares a setting that stops an agent's questions. `at`: keys joined by `.`, or a list of keys. */
export function unasked(
  files: readonly (string | SettingsFile)[],
  at: AgentSwitch["at"],
  thrown: Thrown,
  told: Told,
): AgentSwitch {
  return { files: files.map(asFile), at, thrown, means: "unasked", ...told };
}

/** Declares a setting that disables hooks. */
export function unhooked(
  files: readonly (string | SettingsFile)[],
  at: AgentSwitch["at"],
  thrown: Thrown,
  told: Told,
): AgentSwitch {
  return { files: files.map(asFile), at, thrown, means: "unhooked", ...told };
}

function asFile(file: string | SettingsFile): SettingsFile {
  return typeof file === "string" ? { path: file } : file;
}

/** Programs and agents whose permission allows any command, because they run what they are given. */
const OF_ANYTHING = "rm|sudo|curl|bash|sh|python3?|node|eval|ssh|docker|kubectl|terraform|aws|gcloud|psql";

/** Matches permission rules like `Bash(npm test)`, Claude Code's form, that allow any command. */
export const ANY_COMMAND =
  /^(?:\*|(?:Bash|PowerShell|Shell|Write)(?:\(\s{0,400}(?:(?:\*{1,2}(?::\*)?|:\*)\s{0,400})?\))?|mcp__\*)$/;
export const ANY_ARGUMENTS = new RegExp(`^Bash\\((?:${OF_ANYTHING})\\s?:?\\*\\)$`);
