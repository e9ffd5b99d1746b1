/** Starts a shell so that it is guarded, without a line in the person's own files. */
import { basename } from "node:path";
import type { Places } from "../../platform/places.ts";
import { terminalPlaces } from "./places.ts";

export const GUARDED_SHELLS = ["bash", "zsh", "fish", "pwsh"] as const;
export type GuardedShell = (typeof GUARDED_SHELLS)[number];

/** Set in a shell that a person chose to have guarded, and in all that it starts. */
export const CHOSEN_VARIABLE = "AGENTGUARD_CHOSEN";
/** Set in every shell that is to be guarded. */
const TERMINAL_VARIABLE = "AGENTGUARD_TERMINAL";

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
  // Each shell that is started from there is guarded as well, whichever it is.
  const chosen = {
    [TERMINAL_VARIABLE]: "chosen",
    [CHOSEN_VARIABLE]: "1",
    ...bashVariables(own),
    ...zshVariables(own, env),
    ...fishVariables(own, env),
  };
  switch (shell) {
    case "bash":
      return { args: ["--rcfile", to.bashStart, "-i"], env: chosen };
    case "zsh":
      return { args: ["-i"], env: chosen };
    case "fish":
      return { args: ["-i"], env: chosen };
    case "pwsh":
      return { args: ["-NoExit", "-Command", `. '${to.powershell.replaceAll("'", "''")}'`], env: chosen };
  }
}

export interface Variable {
  readonly name: string;
  readonly value: string;
  /** Before what is there already, or in its place. */
  readonly where: "front" | "instead";
}

/** What makes each of the shells load its guard, whichever an editor's terminal starts. `env`: the editor's own. */
export function editorVariables(
  own: Pick<Places, "data">,
  env: Readonly<Record<string, string | undefined>>,
): readonly Variable[] {
  const instead = { [TERMINAL_VARIABLE]: "editor", ...zshVariables(own, env), ...fishVariables(own, env) };
  return [
    ...Object.entries(instead).map(([name, value]) => ({ name, value, where: "instead" }) as const),
    ...Object.entries(bashVariables(own)).map(([name, value]) => ({ name, value, where: "front" }) as const),
  ];
}

/** Loads the guard at the first prompt, and keeps it in place at the others; shells started from there inherit it. */
export function bashVariables(own: Pick<Places, "data">): Record<string, string> {
  const file = terminalPlaces(own).bash.replaceAll("'", "'\\''");
  const load = [
    "__agentguard_status=$?",
    `[ -n "\${__agentguard_on-}" ] || [ ! -r '${file}' ] || . '${file}'`,
    // Before the test stands the trap, if it is in place: then nobody has to be asked what it is.
    "__agentguard_seen=",
    'if [ -n "$__agentguard_seen" ]; then __agentguard_prompt',
    'elif [ -n "${__agentguard_on-}" ]; then __agentguard_prompt "$(trap -p DEBUG)"',
    "fi",
    "",
  ].join(";");
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
