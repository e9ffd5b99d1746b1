/** Before a policy is saved: what it would have made of the commands that were recorded. */
import { commands, type Disposable, ProgressLocation, window, workspace } from "vscode";
import type { Editor } from "../guard.ts";
import { whatIfText } from "../present/what-if-text.ts";

export function whatIf({ guard }: Editor): Disposable {
  return commands.registerCommand("agentguard.policy.whatIf", async () => {
    const document = window.activeTextEditor?.document;
    if (document?.languageId !== "agentguard-policy")
      return void window.showInformationMessage("AgentGuard: open a policy first.");
    const file = document.uri.fsPath;
    const options = { location: ProgressLocation.Window, title: "AgentGuard: judging the recorded commands again" };
    try {
      const found = await window.withProgress(options, () => guard.whatIf(file, document.getText()));
      if (found.because !== undefined)
        return void window.showWarningMessage(`AgentGuard: it would not be taken. ${found.because}`);
      const page = await workspace.openTextDocument({ language: "markdown", content: whatIfText(file, found) });
      await window.showTextDocument(page, { preview: true });
      await commands.executeCommand("markdown.showPreview", page.uri);
    } catch (error) {
      void window.showErrorMessage(`AgentGuard: ${error instanceof Error ? error.message : error}`);
    }
  });
}
