/** Highlights the dangerous parts of a command in the card's document, in any colour theme. */
import { Disposable, OverviewRulerLane, Range, type TextEditor, ThemeColor, window, workspace } from "vscode";
import { marksIn } from "../../cards/excerpt.ts";

export function cardMarks(): Disposable {
  const mark = window.createTextEditorDecorationType({
    backgroundColor: new ThemeColor("diffEditor.removedTextBackground"),
    color: new ThemeColor("errorForeground"),
    fontWeight: "bold",
    overviewRulerColor: new ThemeColor("errorForeground"),
    overviewRulerLane: OverviewRulerLane.Full,
  });
  const show = (editor: TextEditor) => {
    const { document } = editor;
    if (document.languageId !== "agentguard-question") return;
    const ranges = marksIn(document.getText()).map(
      ({ start, end }) => new Range(document.positionAt(start), document.positionAt(end)),
    );
    editor.setDecorations(mark, ranges);
  };
  const showAll = () => window.visibleTextEditors.forEach(show);
  showAll();
  return Disposable.from(
    mark,
    window.onDidChangeVisibleTextEditors(editors => editors.forEach(show)),
    workspace.onDidChangeTextDocument(showAll),
    // The language is set after the document is opened.
    workspace.onDidOpenTextDocument(showAll),
  );
}
