/** "This host is staging": records in the person's own policy what a place is. */
import { commands, type Disposable, window, workspace } from "vscode";
import type { KnownAs } from "../../../core/places/locator.ts";
import { MarkPlace } from "../../../wire/messages/mark-place.ts";
import { revealLine } from "../../cards/reveal.ts";
import { environmentOf } from "../environment-of.ts";
import type { Editor } from "../guard.ts";
import { ENVIRONMENT_ROWS, markRows } from "../present/mark-text.ts";

export function mark(editor: Editor): Disposable {
  // A badge passes its folder; the palette passes none.
  return commands.registerCommand("agentguard.mark", async (one?: string) => {
    const all = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
    const folders = all.some(({ uri }) => uri.fsPath === one) ? all.filter(({ uri }) => uri.fsPath === one) : all;
    try {
      const known = await Promise.all(folders.map(({ uri }) => environmentOf(editor.guard, uri.fsPath)));
      const asked = (editor.guard.state?.pending ?? []).map(({ card }) => card.environment);
      const places = [...asked, ...known].flatMap(environment => environment.places ?? []);
      const marked = await markOneOf(editor, places, folders[0]?.uri.fsPath ?? "");
      if (marked)
        void window[marked.done ? "showInformationMessage" : "showWarningMessage"](`AgentGuard: ${marked.said}`);
    } catch (error) {
      void window.showErrorMessage(`AgentGuard: ${error instanceof Error ? error.message : error}`);
    }
  });
}

export interface Marked {
  readonly done: boolean;
  /** One sentence for the person. */
  readonly said: string;
}

/** Lets the person pick a place and its environment; undefined when they cancelled. */
export async function markOneOf(
  { guard, log }: Editor,
  places: readonly KnownAs[],
  root: string,
): Promise<Marked | undefined> {
  const rows = markRows(places, root);
  if (rows.length === 0) return { done: false, said: "Nothing here leads to a place that could be marked." };
  const picked = await window.showQuickPick(rows, {
    title: "Mark a Host or Account",
    placeHolder: "Which place? It is written into your own policy, for every workspace.",
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
  if (!picked) return undefined;
  const { key: kind, name: value } = picked.place;
  const chosen = await window.showQuickPick(ENVIRONMENT_ROWS, {
    title: `${picked.label} (${picked.description})`,
    placeHolder: "Which environment is it?",
    ignoreFocusOut: true,
  });
  if (!chosen) return undefined;
  const { accepted, because } = await guard.ask(MarkPlace, { kind, value, as: chosen.as });
  log.info(`mark ${kind} ${value} as ${chosen.as}: ${accepted ? "written" : because}`);
  if (!accepted) return { done: false, said: revealLine(because ?? "It could not be marked.", 300) };
  return { done: true, said: `${picked.label} is ${chosen.as} from now on.` };
}
