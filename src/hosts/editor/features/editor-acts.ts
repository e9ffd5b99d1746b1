/**
 * Tells the watcher what the editor itself does. Files that a person or an extension deletes, renames or saves are then
 * expected; documents that code empties are reported.
 */
import { Disposable, type TextDocumentChangeEvent, type Uri, window, workspace } from "vscode";
import { EditorActs, type EditorActsParams } from "../../../wire/messages/editor-acts.ts";
import type { Editor } from "../guard.ts";
import { lostText } from "../present/lost-text.ts";

export function editorActs({ guard, log }: Editor): Disposable {
  const tell = (params: EditorActsParams) => {
    // Without the service there is no watcher either.
    guard.ask(EditorActs, params).catch(error => log.debug(`what the editor does was not told: ${error}`));
  };
  return Disposable.from(
    workspace.onWillDeleteFiles(({ files }) => tell({ leaving: pathsOf(files) })),
    workspace.onDidDeleteFiles(({ files }) => tell({ leaving: pathsOf(files) })),
    workspace.onWillRenameFiles(({ files }) => tell({ leaving: pathsOf(files.map(({ oldUri }) => oldUri)) })),
    workspace.onDidSaveTextDocument(({ uri }) => tell({ saved: pathsOf([uri]) })),
    workspace.onDidChangeTextDocument(event => {
      const lost = emptiedByCode(event);
      if (lost) tell({ emptied: [lost] });
    }),
  );
}

function pathsOf(uris: readonly Uri[]): string[] {
  return uris.filter(({ scheme }) => scheme === "file").map(({ fsPath }) => fsPath);
}

/** Returns undefined for text that a person types, undoes or reloads from the disk. */
function emptiedByCode({ document, contentChanges, reason }: TextDocumentChangeEvent) {
  if (document.uri.scheme !== "file" || reason !== undefined || !document.isDirty) return undefined;
  // A cheap check comes first, as this runs at every keystroke.
  const lost =
    contentChanges.some(({ rangeLength }) => rangeLength >= 200) && lostText(document.getText().length, contentChanges);
  if (!lost) return undefined;
  // The selection is still the one before the change. Who selects and deletes knows what is lost.
  const editor = window.activeTextEditor;
  const selections = editor?.document === document ? editor.selections : [];
  const selected = contentChanges.every(({ range }) => selections.some(selection => selection.contains(range)));
  return selected ? undefined : { path: document.uri.fsPath, ...lost };
}
