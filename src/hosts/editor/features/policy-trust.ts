/** Asks whether to trust a workspace's policy that would loosen the guard. Until then that part has no effect. */
import { join } from "node:path";
import { commands, Disposable, Uri, type WorkspaceFolder, window, workspace } from "vscode";
import { PolicyTrust, type PolicyTrustResult } from "../../../wire/messages/policy-trust.ts";
import { TrustPolicy } from "../../../wire/messages/trust-policy.ts";
import type { Editor } from "../guard.ts";

const POLICY_FILE = ".agentguard.json";
const TRUST = "Trust This File";
const REVIEW = "Review…";
const OPEN = "Open File";
/** The most items of a list that a dialog can show. */
const SHOWN = 12;

export function policyTrust({ guard, extension, log }: Editor): Disposable {
  const ask = async (file: string) => {
    const found = await guard.ask(PolicyTrust, { file });
    if (found.loosens.length === 0)
      return void window.showInformationMessage(
        `AgentGuard: ${named(file)} loosens nothing, so there is nothing to trust.`,
      );
    if (found.trusted) return void window.showInformationMessage(`AgentGuard: ${named(file)} is trusted as it is.`);
    const detail = detailOf(found);
    // Enter presses the first button.
    const pick = await window.showWarningMessage(
      `Let ${named(file)} loosen AgentGuard?`,
      { modal: true, detail },
      OPEN,
      TRUST,
    );
    if (pick === OPEN) await window.showTextDocument(Uri.file(file));
    if (pick !== TRUST) return;
    const { accepted, because } = await guard.ask(TrustPolicy, { file, sha256: found.sha256 });
    if (!accepted) void window.showWarningMessage(`AgentGuard: ${because}`);
  };

  /** Asks once for each text of each file. After a no it asks again only when the text changes. */
  const look = async () => {
    if (!workspace.isTrusted) return;
    for (const folder of workspace.workspaceFolders ?? []) {
      const file = fileOf(folder);
      const found = file === undefined ? undefined : await guard.ask(PolicyTrust, { file }).catch(() => undefined);
      if (file === undefined || !found || found.trusted || found.loosens.length === 0) continue;
      if (extension.workspaceState.get(KNOWN + file) === found.sha256) continue;
      await extension.workspaceState.update(KNOWN + file, found.sha256);
      const text = `AgentGuard: ${named(file)} would loosen the guard. That part of it has no effect until you trust the file.`;
      window.showInformationMessage(text, REVIEW).then(
        pick => (pick === REVIEW ? ask(file) : undefined),
        error => log.warn(`policy trust: ${error}`),
      );
    }
  };

  return Disposable.from(
    guard.onEnvironmentChanged(look),
    commands.registerCommand("agentguard.trustPolicy", async () => {
      const folder = await chosenFolder();
      const file = folder && fileOf(folder);
      if (file === undefined) return;
      await ask(file).catch(error => {
        void window.showErrorMessage(`AgentGuard: ${error instanceof Error ? error.message : error}`);
      });
    }),
  );
}

const KNOWN = "policy-shown ";

function fileOf({ uri }: WorkspaceFolder): string | undefined {
  return uri.scheme === "file" ? join(uri.fsPath, POLICY_FILE) : undefined;
}

/** Returns `shop/.agentguard.json`, where the folder says whose it is. */
function named(file: string): string {
  return workspace.asRelativePath(file, true);
}

async function chosenFolder(): Promise<WorkspaceFolder | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  return folders.length > 1 ? window.showWorkspaceFolderPick({ placeHolder: "Policy of which folder?" }) : folders[0];
}

function detailOf({ loosens }: PolicyTrustResult): string {
  const lines = loosens.slice(0, SHOWN).map(({ line, says }) => `Line ${line}: ${says}`);
  const more = loosens.length > SHOWN ? [`… and ${loosens.length - SHOWN} more.`] : [];
  return [
    "What has no effect now and would be in force:",
    "",
    ...lines,
    ...more,
    "",
    "Any change to it asks again.",
  ].join("\n");
}
