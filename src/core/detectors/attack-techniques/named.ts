/** Defines the names in braces of the rules' calls and patterns: places, shells and accounts. */
import TECHNIQUES from "agentguard:attack-techniques";
import { POSIX_LIKE, SHELL_FOLDER, SHELL_NAME } from "../../languages/shell/shell-names.ts";

/** Files that decide who may do what on this machine, as a pattern for longer texts. */
export const TRUSTED_PATH =
  "\\/etc\\/(?:passwd|g?shadow|group|sudoers\\S*|crontab|cron\\.\\S+|ld\\.so\\S*|pam\\.d\\S*|ssh\\/\\S*|profile\\S*|rc\\.local|security\\S*)";

/** Replaces every known name in a rule's text. A name for a kind of words, such as `{security-agent}`, stays. */
export function written(text: string): string {
  if (!text.includes("{")) return text;
  names ??= { ...inCode(), ...(JSON.parse(TECHNIQUES.names) as Record<string, string>) };
  const known = names;
  return text.replace(/\{([a-z][a-z-]+)\}/g, (all, name) => known[name] ?? all);
}

let names: Readonly<Record<string, string>> | undefined;

/** Names that the readers of shells use as well. */
function inCode(): Record<string, string> {
  const spelled = (name: string) => [name, `*/${name}`, `${name}·*`, `*/${name}·*`];
  return {
    shell: [...POSIX_LIKE, "csh", "tcsh", "fish"].flatMap(name => [...spelled(name), `*·${name}`]).join("|"),
    "shell-server": [
      ...POSIX_LIKE.flatMap(spelled),
      "cmd|cmd.exe|*\\cmd.exe|powershell|powershell.exe|*\\powershell.exe|pwsh",
    ].join("|"),
    "shell-folder": SHELL_FOLDER,
    "shell-name": SHELL_NAME,
    "shell-path": `${SHELL_FOLDER}${SHELL_NAME}`,
    "trusted-path": TRUSTED_PATH,
  };
}
