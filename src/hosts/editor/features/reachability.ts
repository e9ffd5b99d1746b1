/** Shows in the status bar while the service cannot be reached. */
import { Disposable, StatusBarAlignment, ThemeColor, window } from "vscode";
import type { Editor } from "../guard.ts";

export function reachability({ guard }: Editor): Disposable {
  const item = window.createStatusBarItem("agentguard.reachability", StatusBarAlignment.Left, 103);
  item.name = "AgentGuard: Service";
  item.text = "$(warning) AgentGuard: service not reachable — agents are held (denied)";
  item.accessibilityInformation = {
    label: "AgentGuard: its service cannot be reached, so what agents try is denied. Show the log",
  };
  item.backgroundColor = new ThemeColor("statusBarItem.errorBackground");
  item.command = "agentguard.showLog";
  const show = () => {
    if (guard.lost === undefined) return item.hide();
    item.tooltip = `${guard.lost}. Trying again by itself. Click for the log.`;
    item.show();
  };
  return Disposable.from(item, guard.onDidChange(show));
}
