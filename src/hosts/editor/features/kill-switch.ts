/** Stops every agent at one click; starting again asks once. The service holds the state, so it survives a reload. */
import { commands, Disposable, StatusBarAlignment, ThemeColor, window } from "vscode";
import { engageHalt } from "../../../platform/halt-file.ts";
import { places } from "../../../platform/places.ts";
import { Halt } from "../../../wire/messages/halt.ts";
import { Resume } from "../../../wire/messages/resume.ts";
import type { Editor } from "../guard.ts";
import { haltNow } from "../halt-now.ts";
import { reach } from "../milestones.ts";
import { pages } from "../page.ts";
import { haltPage, haltText } from "../present/halt-text.ts";

export function killSwitch(editor: Editor): Disposable {
  const { guard } = editor;
  const item = window.createStatusBarItem("agentguard.killSwitch", StatusBarAlignment.Left, 101);
  item.name = "AgentGuard: Kill Switch";
  /** What the service last said; undefined before its first state. */
  let told: boolean | undefined;
  let own = false;
  const show = () => {
    const stopped = haltNow(editor);
    const halted = stopped !== undefined;
    item.text = halted ? "$(debug-start) AGENTS STOPPED" : "$(circle-slash) Stop agents";
    item.tooltip = stopped
      ? `Every act of every agent is denied. Click to resume.\n\n${haltText(stopped)}`
      : "Deny everything that agents wait for and everything they try from now on.";
    item.command = halted ? "agentguard.resume" : "agentguard.halt";
    item.backgroundColor = halted ? new ThemeColor("statusBarItem.errorBackground") : undefined;
    item.accessibilityInformation = { label: halted ? "Agents are stopped. Resume agents" : "Stop all agents" };
    void commands.executeCommand("setContext", "agentguard.halted", halted);
    if (stopped && told === false && !own) announce(stopped.because);
    told = guard.state?.halted;
    item.show();
  };
  const halt = async () => {
    // Agents may have been stopped since the command was offered. The first reason stays.
    if (haltNow(editor)) {
      void window.showInformationMessage("AgentGuard: agents are stopped already.");
      return;
    }
    own = true;
    try {
      await haltAll(editor);
      show();
      await reach(editor, "agentguard.stopUsed");
    } finally {
      own = false;
    }
  };
  const page = pages();
  const explain = async () => {
    const stopped = haltNow(editor);
    if (stopped) await page.show("halt", { title: "Why Agents Are Stopped", markdown: haltPage(stopped) });
  };
  show();
  return Disposable.from(
    item,
    page,
    guard.onDidChange(show),
    commands.registerCommand("agentguard.halt", halt),
    commands.registerCommand("agentguard.resume", () => resume(editor)),
    commands.registerCommand("agentguard.halt.explain", explain),
  );
}

const KEEP = "Keep Them Stopped";
const RESUME = "Resume agents";

/** Stops agents even without the service, as a hook on its own reads the same file. */
async function haltAll({ guard, log }: Editor): Promise<void> {
  try {
    await guard.ask(Halt, { because: "stopped by a person from the status bar" });
  } catch (error) {
    log.warn(`halting without the service: ${error}`);
    engageHalt(places().halt, { because: "stopped by a person from the status bar", at: Date.now() });
  }
}

async function resume(editor: Editor): Promise<void> {
  const halt = haltNow(editor);
  if (!halt) {
    void window.showInformationMessage("AgentGuard: agents are not stopped.");
    return;
  }
  const choice = await window.showWarningMessage(
    "Let agents act again?",
    {
      modal: true,
      detail: `${haltText(halt)}\n\nWhat was denied meanwhile stays denied. Every new act is judged as before.`,
    },
    // Enter presses the first button: letting agents act must not be a reflex.
    KEEP,
    RESUME,
  );
  if (choice !== RESUME) return;
  try {
    await editor.guard.ask(Resume, {});
  } catch (error) {
    editor.log.error("resuming failed", error);
    void window.showErrorMessage(`AgentGuard: agents stay stopped: ${error instanceof Error ? error.message : error}.`);
  }
}

/** Reports a stop by the guard or from elsewhere, as nobody clicked here. Without buttons it disappears by itself. */
function announce(because: string): void {
  void window.showWarningMessage(
    `AgentGuard: all agents are stopped: ${because}. “AGENTS STOPPED” in the status bar resumes them, and the list of actions says what was counted.`,
  );
}
