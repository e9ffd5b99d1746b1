/** Shows that questions wait and for how long, since a dialog's text cannot change while it is open. */
import { Disposable, StatusBarAlignment, ThemeColor, window } from "vscode";
import type { Editor } from "../guard.ts";
import { countdown } from "../present/countdown.ts";

export function countdownItem({ guard }: Editor): Disposable {
  const item = window.createStatusBarItem("agentguard.countdown", StatusBarAlignment.Left, 100);
  item.name = "AgentGuard: Questions";
  item.command = "agentguard.showPending";
  item.tooltip = "An agent waits for your answer. Running out of time denies. Click to show the question.";
  item.backgroundColor = new ThemeColor("statusBarItem.warningBackground");
  let timer: NodeJS.Timeout | undefined;
  const show = () => {
    clearTimeout(timer);
    const text = countdown(guard.state?.pending ?? [], Date.now());
    if (text === undefined) return item.hide();
    item.text = text;
    item.accessibilityInformation = { label: `AgentGuard: ${text.replace(/^\$\([\w-]+\) /, "")}. Show the question` };
    item.show();
    timer = setTimeout(show, 1000);
  };
  return Disposable.from(item, guard.onDidChange(show), { dispose: () => clearTimeout(timer) });
}
