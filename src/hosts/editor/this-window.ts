/** Describes this window, as far as that decides which questions it shows. */
import { window, workspace } from "vscode";
import type { EditorWindow } from "./present/ownership.ts";

export function thisWindow(): EditorWindow {
  return {
    folders: (workspace.workspaceFolders ?? []).map(f => f.uri.fsPath),
    focused: window.state.focused,
    ignoreCase: process.platform === "win32" || process.platform === "darwin",
  };
}
