/** AgentGuard as the editor that runs the suite has loaded it. */
import { type Extension, extensions } from "vscode";

export function extension(): Extension<unknown> {
  const found = extensions.getExtension("agentguard.agentguard");
  if (!found) throw new Error("the editor has not loaded the extension agentguard.agentguard");
  return found;
}
