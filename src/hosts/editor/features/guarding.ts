/** Shows a shield in the status bar that only a proven hook lights, with what is unprotected, and a notice once. */
import { commands, Disposable, StatusBarAlignment, ThemeColor, window } from "vscode";
import type { Editor } from "../guard.ts";
import { firstNotice, missingLook, shieldLook } from "../present/guarding-text.ts";

/** Set once for the person, for all windows. */
const TOLD = "agentguard.firstNotice";
const PROTECT = "Protect Agents…";

export function guarding(editor: Editor): Disposable {
  const { lights, extension, log } = editor;
  const shield = window.createStatusBarItem("agentguard.shield", StatusBarAlignment.Left, 100.5);
  shield.name = "AgentGuard: Shield";
  shield.command = "agentguard.agents.focus";
  const missing = window.createStatusBarItem("agentguard.agents", StatusBarAlignment.Left, 100);
  missing.name = "AgentGuard: Agents Not Protected";
  const show = () => {
    // Nothing is known before the agents were first checked.
    if (!lights.looked) return;
    const { lit, tooltip, accessible } = shieldLook(lights.lights);
    shield.text = lit ? "$(shield)" : "$(shield) off";
    shield.color = lit ? undefined : new ThemeColor("disabledForeground");
    shield.tooltip = tooltip;
    shield.accessibilityInformation = { label: accessible };
    shield.show();
    void commands.executeCommand("setContext", "agentguard.armed", lit);
    const look = missingLook(lights.lights);
    if (!look) return missing.hide();
    missing.text = look.text;
    missing.tooltip = look.tooltip;
    missing.accessibilityInformation = { label: look.accessible };
    missing.command = look.protects ? "agentguard.protect" : "agentguard.agents.focus";
    missing.backgroundColor = look.warns ? new ThemeColor("statusBarItem.warningBackground") : undefined;
    missing.show();
  };
  const tellOnce = async () => {
    if (!lights.looked || !window.state.focused || extension.globalState.get(TOLD)) return;
    const notice = firstNotice(lights.lights);
    if (notice === undefined) return;
    // Stored before it is shown, so that no other window shows it too.
    await extension.globalState.update(TOLD, true);
    if ((await window.showInformationMessage(notice, PROTECT, "Not Now")) === PROTECT)
      await commands.executeCommand("agentguard.protect");
  };
  const tell = () => void tellOnce().catch(error => log.warn(`the first notice: ${error}`));
  return Disposable.from(
    shield,
    missing,
    lights.onDidChange(show),
    lights.onDidChange(tell),
    window.onDidChangeWindowState(tell),
  );
}
