/** Notes when the person last pressed a key, as far as VS Code tells: not in terminals and input boxes. */
import { Disposable, TextEditorSelectionChangeKind, window, workspace } from "vscode";

/** Schemes of documents that only a person types into, and that are no text editors to VS Code. */
const PERSONS_INPUTS: ReadonlySet<string> = new Set(["vscode-scm", "comment"]);

export class Typing {
  /** Epoch ms; 0 before the first key. */
  lastKey = 0;
  private readonly watches: Disposable;

  constructor() {
    const noticed = () => {
      this.lastKey = Date.now();
    };
    this.watches = Disposable.from(
      // Every letter moves the cursor. Changes by agents and formatters do too, but not through the keyboard.
      window.onDidChangeTextEditorSelection(({ kind }) => {
        if (kind === TextEditorSelectionChangeKind.Keyboard) noticed();
      }),
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && PERSONS_INPUTS.has(document.uri.scheme)) noticed();
      }),
      // Somebody has just pressed Enter in a terminal.
      window.onDidStartTerminalShellExecution(noticed),
    );
  }

  dispose(): void {
    this.watches.dispose();
  }
}
