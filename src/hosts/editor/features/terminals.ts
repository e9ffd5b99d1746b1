/** Guards the editor's terminals from the inside, by variables alone: no file of the person's shell is touched. */
import { existsSync } from "node:fs";
import { basename, delimiter } from "node:path";
import { Disposable, env, TerminalProfile, window, workspace } from "vscode";
import { places } from "../../../platform/places.ts";
import { terminalPlaces } from "../../terminal/places.ts";
import { CHOSEN_VARIABLE, editorVariables } from "../../terminal/start.ts";
import type { Editor } from "../guard.ts";

const SETTING = "agentguard.guardTerminals";
const NAME = "guarded shell";

export function terminals({ extension, log }: Editor): Disposable {
  const collection = extension.environmentVariableCollection;
  // Otherwise windows without the extension would keep the variables.
  collection.persistent = false;
  collection.description =
    "AgentGuard judges what agents run in these terminals before it runs; the agentguard command is on PATH.";
  const apply = () => {
    collection.clear();
    // The editor keeps a prepended part in place when a login shell sets PATH anew.
    collection.prepend("PATH", `${places().bin}${delimiter}`);
    if (!workspace.getConfiguration().get(SETTING, true) || process.platform === "win32") return;
    for (const { name, value, where } of editorVariables(places(), process.env)) {
      // Start-up files may set it again; the editor's shell integration applies the variable after them.
      const options = { applyAtProcessCreation: true, applyAtShellIntegration: name === "PROMPT_COMMAND" };
      if (where === "front") collection.prepend(name, value, options);
      else collection.replace(name, value, options);
    }
    log.info("terminals that are opened from now on are guarded");
  };
  apply();
  let asked = 0;
  const provideTerminalProfile = () => {
    const profile = guardedProfile();
    if (profile) asked++;
    return profile;
  };
  return Disposable.from(
    workspace.onDidChangeConfiguration(change => change.affectsConfiguration(SETTING) && apply()),
    window.registerTerminalProfileProvider("agentguard.guarded", { provideTerminalProfile }),
    // The editor opens an extension's profile in the background. Terminals of an earlier window come back unasked.
    window.onDidOpenTerminal(terminal => {
      if (asked === 0 || terminal.name !== NAME) return;
      asked--;
      terminal.show();
    }),
  );
}

/** Returns a shell that the person chose to have guarded, whoever types in it. */
function guardedProfile(): TerminalProfile | undefined {
  const own = places();
  if (!existsSync(terminalPlaces(own).bash)) {
    void window.showErrorMessage("AgentGuard: the scripts of guarded terminals are not in place yet; try it again.");
    return undefined;
  }
  const shell = ["bash", "zsh", "fish"].includes(basename(env.shell)) ? env.shell : "bash";
  // Every terminal has these variables. They are given here for when the setting is off.
  const variables = editorVariables(own, process.env).map(({ name, value }) => [name, value] as const);
  return new TerminalProfile({
    name: NAME,
    shellPath: shell,
    env: { ...Object.fromEntries(variables), [CHOSEN_VARIABLE]: "1" },
  });
}
