/** Shows what the watcher found: a warning, a page with the details, and a way to restore files from git. */
import { commands, Disposable, window, workspace } from "vscode";
import { FoundFiles } from "../../../wire/messages/found-files.ts";
import { GiveBack } from "../../../wire/messages/give-back.ts";
import type { WatchedChange } from "../../../wire/watching.ts";
import { revealLine } from "../../cards/reveal.ts";
import type { Editor } from "../guard.ts";
import { pages } from "../page.ts";
import { foundPage, isAgents, isRestorable, newsText, restoreText } from "../present/watched-changes.ts";

const SHOW = "Show";
const RESTORE = "Restore from Git…";
const STOP = "Stop Agents";
/** Older findings are history: a new window lists them without a warning. */
const NEWS_MS = 120_000;

export function watching(editor: Editor): Disposable {
  const { guard, log } = editor;
  const page = pages();
  const told = new Set<string>();
  const show = async (id: string) => {
    const found = guard.state?.found?.find(one => one.id === id);
    if (!found) return;
    const { items } = await guard.ask(FoundFiles, { id });
    await page.show(id, { title: "Seen on the Disk", markdown: foundPage(found, items) });
  };
  const announce = async (found: WatchedChange) => {
    const agents = isAgents(found);
    log.warn(`seen: ${found.says} (${found.kind}, ${found.count}, ${found.restorable} in git)`);
    const offers = [
      SHOW,
      ...(found.restorable > 0 ? [RESTORE] : []),
      ...(agents && !guard.state?.halted ? [STOP] : []),
    ];
    const choice = await window[agents ? "showWarningMessage" : "showInformationMessage"](newsText(found), ...offers);
    if (choice === SHOW) await show(found.id);
    else if (choice === RESTORE) await restore(editor, found.id);
    else if (choice === STOP) await commands.executeCommand("agentguard.halt");
  };
  const failed = (error: unknown) => {
    log.error(`watching: ${error}`);
    void window.showErrorMessage(`AgentGuard: ${error instanceof Error ? error.message : error}`);
  };
  const look = () => {
    for (const found of guard.state?.found ?? []) {
      if (told.has(found.id)) continue;
      told.add(found.id);
      if (found.weight === "note" || Date.now() - found.to > NEWS_MS || !concerns(found)) continue;
      announce(found).catch(failed);
    }
  };
  return Disposable.from(
    page,
    guard.onDidChange(look),
    commands.registerCommand("agentguard.found.show", (id: string) => show(id).catch(failed)),
    commands.registerCommand("agentguard.found.restore", (node: { readonly found?: WatchedChange }) =>
      node.found ? restore(editor, node.found.id).catch(failed) : undefined,
    ),
  );
}

/** The windows on that folder show it; if there are none, the focused window does. */
function concerns({ root }: WatchedChange): boolean {
  const folders = (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
  const mine = folders.some(folder => `${root}/`.startsWith(`${folder}/`) || folder.startsWith(`${root}/`));
  return mine || window.state.focused;
}

/** Restores files only after a person has seen which ones. */
async function restore({ guard, log }: Editor, id: string): Promise<void> {
  const found = guard.state?.found?.find(one => one.id === id);
  if (!found) return;
  const { items } = await guard.ask(FoundFiles, { id });
  const able = items.filter(isRestorable).length;
  const button = able === 1 ? "Restore 1 File" : `Restore ${able} Files`;
  const title = able === 1 ? "Give this file back from git?" : `Give these ${able} files back from git?`;
  const choice = await window.showWarningMessage(
    title,
    { modal: true, detail: restoreText(items, found.root) },
    button,
  );
  if (choice !== button) return;
  const { restored, left, because } = await guard.ask(GiveBack, { id });
  log.info(`given back: ${restored}, left: ${left.length}${because ? `, ${because}` : ""}`);
  if (because !== undefined) return void window.showErrorMessage(`AgentGuard: nothing was given back: ${because}`);
  const rest = left.slice(0, 3).map(({ path, because }) => `${revealLine(path, 80)}: ${because}`);
  const words = `AgentGuard: ${restored} of ${able} files are back.${rest.length > 0 ? ` Left as they are: ${rest.join("; ")}${left.length > 3 ? " …" : ""}` : ""}`;
  void window[left.length > 0 ? "showWarningMessage" : "showInformationMessage"](words);
}
