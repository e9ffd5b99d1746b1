/** How agents' files say which of their settings switch something off, and what several of them have in common. */
import type { AgentSwitch, SettingsFile, Thrown } from "../../core/agent-switches/switch.ts";

export type { AgentSwitch, SettingsFile };

export const ON: Thrown = { is: [true] };
export const OFF: Thrown = { is: [false] };

/** Settings of VS Code and of the editors made from it: of the person, of a folder, of a workspace, of a container. */
export const EDITOR_SETTINGS: readonly SettingsFile[] = [
  { path: ".vscode/settings.json" },
  { path: "User/settings.json" },
  { path: "User/profiles/*/settings.json" },
  { path: "Machine/settings.json" },
  { path: "*.code-workspace", within: ["settings"] },
  ...["devcontainer.json", ".devcontainer.json"].flatMap(path => [
    { path, within: ["customizations", "vscode", "settings"] },
    // As it was written until 2022, and is still read.
    { path, within: ["settings"] },
  ]),
];

type Told = Pick<AgentSwitch, "says" | "fix"> & Partial<Pick<AgentSwitch, "audited" | "auditedWith" | "deep">>;

/** A setting with which an agent asks nobody. `at`: keys with `.` between them, or as they are. */
export function unasked(
  files: readonly (string | SettingsFile)[],
  at: AgentSwitch["at"],
  thrown: Thrown,
  told: Told,
): AgentSwitch {
  return { files: files.map(asFile), at, thrown, means: "unasked", ...told };
}

/** A setting with which hooks do not run. */
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

/** What programs and agents name that run anything that they are given. */
const OF_ANYTHING = "rm|sudo|curl|bash|sh|python3?|node|eval|ssh|docker|kubectl|terraform|aws|gcloud|psql";

/** Rules of permission in the form of Claude Code, as several have them: `Bash(npm test)`. */
export const ANY_COMMAND =
  /^(?:\*|(?:Bash|PowerShell|Shell|Write)(?:\(\s{0,400}(?:(?:\*{1,2}(?::\*)?|:\*)\s{0,400})?\))?|mcp__\*)$/;
export const ANY_ARGUMENTS = new RegExp(`^Bash\\((?:${OF_ANYTHING})\\s?:?\\*\\)$`);
