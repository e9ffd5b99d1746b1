/** Notes entries of the audit log where agents cannot reach them, and reports when the log no longer holds them. */
import { commands, Disposable, window } from "vscode";
import type { Editor } from "../guard.ts";
import { ANCHORS, type Anchor, withAnchor } from "../present/anchors.ts";

const SHOW = "Show Log";
const FORGET = "I Did This";

export function auditAnchors({ guard, extension, log }: Editor): Disposable {
  let told = "";
  const fails = (error: unknown) => log.warn(`audit log: ${error}`);
  const tell = async (because: string) => {
    const text = `AgentGuard: the audit log was changed by something else than AgentGuard: ${because}.`;
    const chosen = await window.showErrorMessage(text, SHOW, FORGET);
    if (chosen === SHOW) await commands.executeCommand("agentguard.showLog");
    if (chosen === FORGET) await extension.globalState.update(ANCHORS, []);
  };
  return Disposable.from(
    guard.onDidChange(() => {
      const { auditHead, logReplaced, paired } = guard.state ?? {};
      if (!paired) return;
      if (logReplaced !== undefined) {
        if (logReplaced !== told) tell(logReplaced).catch(fails);
        told = logReplaced;
        return;
      }
      const before = extension.globalState.get<readonly Anchor[]>(ANCHORS) ?? [];
      const after = withAnchor(before, auditHead);
      if (after !== before) Promise.resolve(extension.globalState.update(ANCHORS, after)).catch(fails);
    }),
  );
}
