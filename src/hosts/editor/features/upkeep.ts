/** After an update of the extension, agents that are protected already get the new guard without anybody's help. */
import { Disposable, window } from "vscode";
import type { Editor } from "../guard.ts";
import { deployRuntime } from "../runtime.ts";

export function upkeep(editor: Editor): Disposable {
  // Not part of the activation: the editor's start does not wait for it.
  const timer = setTimeout(() => {
    deployRuntime(editor).catch(error => {
      editor.log.error("the hook could not be brought up to date", error);
      void window.showErrorMessage(
        `AgentGuard: its hook could not be brought up to date (${error instanceof Error ? error.message : error}). Protected agents go on with the version before.`,
      );
    });
  }, 0);
  return new Disposable(() => clearTimeout(timer));
}
