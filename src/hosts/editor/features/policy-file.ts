/** Opens the workspace's `.agentguard.json`, and creates the smallest valid one when it is missing. */
import { commands, type Disposable, Uri, type WorkspaceFolder, window, workspace } from "vscode";
import { EMPTY_POLICY } from "../../../core/policy/starter.ts";
import { announcer } from "../../../platform/announce.ts";
import { places } from "../../../platform/places.ts";

export function policyFile(): Disposable {
  return commands.registerCommand("agentguard.openPolicy", async () => {
    const folder = await chooseFolder();
    if (!folder) return;
    const uri = Uri.joinPath(folder.uri, ".agentguard.json");
    if (!(await exists(uri))) {
      await announcer(places())([{ file: uri.fsPath, text: EMPTY_POLICY }]);
      await workspace.fs.writeFile(uri, new TextEncoder().encode(EMPTY_POLICY));
    }
    await window.showTextDocument(uri);
  });
}

async function chooseFolder(): Promise<WorkspaceFolder | undefined> {
  const active = window.activeTextEditor && workspace.getWorkspaceFolder(window.activeTextEditor.document.uri);
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    void window.showInformationMessage("AgentGuard: open a folder first; the policy file belongs to its root.");
    return undefined;
  }
  return folders.length === 1
    ? folders[0]
    : (active ?? window.showWorkspaceFolderPick({ placeHolder: "Policy of which folder?" }));
}

async function exists(uri: Uri): Promise<boolean> {
  return workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
