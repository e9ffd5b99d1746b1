/** How a shell is started so that it is guarded, without a line in the person's own files. */
import { basename } from "node:path";
import { TERMINAL_VARIABLE } from "../../doors/terminal.ts";
import type { Places } from "../../platform/places.ts";
import { terminalPlaces } from "./places.ts";

export const GUARDED_SHELLS = ["bash", "zsh", "fish", "pwsh"] as const;
export type GuardedShell = (typeof GUARDED_SHELLS)[number];

export interface ShellStart {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** The kind of shell at `path`; undefined when there is no guard for it. */
export function guardedShell(path: string): GuardedShell | undefined {
  return GUARDED_SHELLS.find(name => name === basename(path).replace(/\.exe$/, ""));
}

/** `env` is what the shell would be started with otherwise. */
export function shellStart(
  shell: GuardedShell,
  own: Pick<Places, "data">,
  env: Readonly<Record<string, string | undefined>>,
): ShellStart {
  const to = terminalPlaces(own);
  const chosen = { [TERMINAL_VARIABLE]: "chosen" };
  switch (shell) {
    case "bash":
      return { args: ["--rcfile", to.bashStart, "-i"], env: { ...chosen, ...bashVariables(own) } };
    case "zsh":
      return { args: ["-i"], env: { ...chosen, ...zshVariables(own, env) } };
    case "fish":
      return { args: ["-i"], env: { ...chosen, ...fishVariables(own, env) } };
    case "pwsh":
      return { args: ["-NoExit", "-Command", `. '${to.powershell.replaceAll("'", "''")}'`], env: chosen };
  }
}

/** Loads the guard at the first prompt, and keeps it in place at the others; shells started from there inherit it. */
export function bashVariables(own: Pick<Places, "data">): Record<string, string> {
  const file = terminalPlaces(own).bash.replaceAll("'", "'\\''");
  const load = `if [ -n "\${__agentguard_on-}" ]; then __agentguard_prompt; elif [ -r '${file}' ]; then . '${file}'; fi;`;
  return { PROMPT_COMMAND: load };
}

export function zshVariables(
  own: Pick<Places, "data">,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return { AGENTGUARD_ZDOTDIR: env.ZDOTDIR ?? "", ZDOTDIR: terminalPlaces(own).zsh };
}

/** What fish takes XDG_DATA_DIRS to be when nobody sets it. */
const DATA_DIRS = "/usr/local/share:/usr/share";

export function fishVariables(
  own: Pick<Places, "data">,
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return { XDG_DATA_DIRS: `${terminalPlaces(own).fishData}:${env.XDG_DATA_DIRS || DATA_DIRS}` };
}
