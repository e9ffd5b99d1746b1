/** Updates the guard of protected agents after an update of the extension, without anybody's help. */
import { Disposable, window } from "vscode";
import type { Editor } from "../guard.ts";
import { deployRuntime } from "../runtime.ts";

export function upkeep(editor: Editor): Disposable {
  // Deferred, so that the editor's start does not wait for it.
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
