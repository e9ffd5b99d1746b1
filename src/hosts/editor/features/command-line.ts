/** Installs the `agentguard` command where the person's shells find it, and removes it. */
import { commands, Disposable, window } from "vscode";
import { places } from "../../../platform/places.ts";
import { howToFind, installCommand, removeCommand, type UserCommand, userCommand } from "../../command/user-bin.ts";
import type { Editor } from "../guard.ts";
import { deployRuntime } from "../runtime.ts";

export function commandLine(editor: Editor): Disposable {
  const told = (step: (command: UserCommand) => Promise<void>) => async () => {
    try {
      if (process.platform === "win32")
        tell(`the command is ${places().bin}\\agentguard.cmd. Put that folder on PATH.`);
      else await step(userCommand(places()));
    } catch (error) {
      editor.log.error("the agentguard command", error as Error);
      void window.showErrorMessage(`AgentGuard: ${error instanceof Error ? error.message : String(error)}.`);
    }
  };
  return Disposable.from(
    commands.registerCommand(
      "agentguard.command.install",
      told(command => install(editor, command)),
    ),
    commands.registerCommand("agentguard.command.remove", told(remove)),
  );
}

async function install(editor: Editor, command: UserCommand): Promise<void> {
  if (command.state === "ours") return tell(`the command is there already: ${command.file}.${missingPath(command)}`);
  if (command.state === "missing") {
    const detail = `This file is written:\n${command.file}\n\n${command.text}\n${missingPath(command).trim()}`;
    const write = "Write the File";
    const question = "Put the agentguard command where your shells find it?";
    if ((await window.showWarningMessage(question, { modal: true, detail }, write)) !== write) return;
  }
  // Deployed first, so that the command never starts something missing.
  await deployRuntime(editor);
  installCommand(command);
  tell(`the command is ${command.file}.${missingPath(command)}`);
}

async function remove(command: UserCommand): Promise<void> {
  if (removeCommand(command)) return tell(`${command.file} was removed. The editor's own terminals still have it.`);
  tell(command.state === "other" ? `${command.file} is not AgentGuard's: it stays as it is.` : "no command was there.");
}

/** Says how shells come to find it, if they do not; begins with a space. */
function missingPath(command: UserCommand): string {
  return command.onPath ? "" : ` ${howToFind(command)}`;
}

function tell(text: string): void {
  void window.showInformationMessage(`AgentGuard: ${text}`);
}
