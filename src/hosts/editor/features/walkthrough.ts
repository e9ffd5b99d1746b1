/** Ticks the walkthrough's steps by what is really set up, not by a click. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Disposable, window, workspace } from "vscode";
import { places } from "../../../platform/places.ts";
import { standingOf } from "../../agents/guarding.ts";
import type { Editor } from "../guard.ts";
import { reach, tellReached } from "../milestones.ts";

export function walkthrough(editor: Editor): Disposable {
  const look = () => {
    if (editor.lights.lights.some(light => standingOf(light) === "guarded")) void reach(editor, "agentguard.guarded");
    if (hasPolicy()) void reach(editor, "agentguard.policyChosen");
  };
  void tellReached(editor);
  return Disposable.from(
    // A walkthrough is a tab without an input.
    window.tabGroups.onDidChangeTabs(({ opened, changed }) => {
      if ([...opened, ...changed].some(({ input }) => input === undefined)) void tellReached(editor);
    }),
    editor.lights.onDidChange(look),
    // The policy may have been written by any means.
    editor.guard.onEnvironmentChanged(look),
  );
}

function hasPolicy(): boolean {
  const own = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
  return [places().userPolicy, ...own.map(({ uri }) => join(uri.fsPath, ".agentguard.json"))].some(existsSync);
}
