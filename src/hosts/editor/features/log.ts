import { commands, type Disposable } from "vscode";
import type { Editor } from "../guard.ts";

export function logCommand({ log }: Editor): Disposable {
  return commands.registerCommand("agentguard.showLog", () => log.show());
}
