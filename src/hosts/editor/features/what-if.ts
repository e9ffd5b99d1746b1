/** Shows, before a policy is saved, how it would have decided the recorded commands. */
import { commands, Disposable, ProgressLocation, window, workspace } from "vscode";
import { WhatIf } from "../../../wire/messages/what-if.ts";
import type { Editor } from "../guard.ts";
import { pages } from "../page.ts";
import { whatIfText } from "../present/what-if-text.ts";

export function whatIf({ guard }: Editor): Disposable {
  const page = pages();
  const command = commands.registerCommand("agentguard.policy.whatIf", async () => {
    const document = window.activeTextEditor?.document;
    if (document?.languageId !== "agentguard-policy")
      return void window.showInformationMessage("AgentGuard: open a policy first.");
    const file = document.uri.fsPath;
    const options = { location: ProgressLocation.Window, title: "AgentGuard: judging the recorded commands again" };
    try {
      const found = await window.withProgress(options, () => guard.ask(WhatIf, { file, text: document.getText() }));
      if (found.because !== undefined)
        return void window.showWarningMessage(`AgentGuard: it would not be taken. ${found.because}`);
      const named = workspace.asRelativePath(file, true);
      await page.show(file, { title: `What If: ${named}`, markdown: whatIfText(named, found) });
    } catch (error) {
      void window.showErrorMessage(`AgentGuard: ${error instanceof Error ? error.message : error}`);
    }
  });
  return Disposable.from(command, page);
}
