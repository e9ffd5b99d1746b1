/** Shows whether this editor's answers count, pairs it, and shows who else may answer or asks to. */
import { commands, Disposable, StatusBarAlignment, ThemeColor, window } from "vscode";
import { ForgetClient } from "../../../wire/messages/forget-client.ts";
import { Pair } from "../../../wire/messages/pair.ts";
import { PairCode } from "../../../wire/messages/pair-code.ts";
import { RefusePairing } from "../../../wire/messages/refuse-pairing.ts";
import { clientName, type PairedClient, type PairingRequest } from "../../../wire/pairing.ts";
import type { Editor } from "../guard.ts";
import {
  codeText,
  NOT_PAIRED_ITEM,
  newClients,
  newClientText,
  promptText,
  unpairedText,
} from "../present/pairing-text.ts";

const PAIR = "Pair…";
const REFUSE = "This Is Not Mine";
const TAKE = "Take That Away";
/** Keys of the extension's storage: ids of clients that were shown, and whether this editor was paired. */
const KNOWN = "agentguard.knownClients";
const WAS_PAIRED = "agentguard.wasPaired";

export function pairing(editor: Editor): Disposable {
  const { guard, log, extension } = editor;
  const item = window.createStatusBarItem("agentguard.pairing", StatusBarAlignment.Left, 103);
  item.name = "AgentGuard: Pairing";
  item.text = NOT_PAIRED_ITEM;
  item.accessibilityInformation = { label: "AgentGuard: answers of this editor do not count yet. Pair it" };
  item.backgroundColor = new ThemeColor("statusBarItem.warningBackground");
  item.command = "agentguard.pair";
  let warned = false;
  let shown = "";
  const fails = (error: unknown) => log.warn(`pairing: ${error instanceof Error ? error.message : error}`);
  const look = () => {
    const { paired, pairing: request, clients } = guard.state ?? {};
    if (paired === false) {
      item.tooltip = unpairedText(wasPaired(editor));
      item.show();
      if (!warned) warn(editor).catch(fails);
      warned = true;
    } else item.hide();
    if (paired) {
      warned = false;
      if (!wasPaired(editor)) Promise.resolve(extension.globalState.update(WAS_PAIRED, true)).catch(fails);
    }
    if (request && request.id !== shown) {
      shown = request.id;
      showCode(editor, request).catch(fails);
    }
    if (clients) tellNew(editor, clients).catch(fails);
  };
  return Disposable.from(
    item,
    guard.onDidChange(look),
    commands.registerCommand("agentguard.pair", () =>
      pair(editor).catch(error => {
        fails(error);
        return false;
      }),
    ),
    commands.registerCommand("agentguard.pairedClients", () => choose(editor).catch(fails)),
  );
}

function wasPaired({ extension }: Editor): boolean {
  return extension.globalState.get(WAS_PAIRED) === true;
}

async function warn(editor: Editor): Promise<void> {
  if ((await window.showWarningMessage(unpairedText(wasPaired(editor)), PAIR)) === PAIR) await pair(editor);
}

/** Asks to be paired and, if needed, for the code. Resolves to whether it is paired afterwards. */
async function pair({ guard }: Editor): Promise<boolean> {
  const result = await guard.ask(Pair, {});
  if (result.kind === "paired") return paired();
  if (result.kind === "refused") {
    void window.showErrorMessage(`AgentGuard: this editor cannot be paired: ${result.because}.`);
    return false;
  }
  for (let wrong: string | undefined; ; ) {
    const code = await window.showInputBox({
      title: "Pair This Editor with AgentGuard",
      prompt: wrong ?? promptText(result.shownIn),
      placeHolder: "482 913",
      ignoreFocusOut: true,
    });
    if (code === undefined) return false;
    const { accepted, because } = await guard.ask(PairCode, { code });
    if (accepted) return paired();
    if (!/not the code\.$/.test(because ?? "")) {
      void window.showErrorMessage(`AgentGuard: ${because}`);
      return false;
    }
    wrong = `${because} ${promptText(result.shownIn)}`;
  }
}

function paired(): true {
  window.setStatusBarMessage("$(key) AgentGuard: this editor is paired", 5000);
  return true;
}

async function showCode({ guard }: Editor, request: PairingRequest): Promise<void> {
  if ((await window.showInformationMessage(codeText(request), REFUSE)) === REFUSE)
    await guard.ask(RefusePairing, { id: request.id });
}

/** Shows each client once, in the first window that sees it. */
async function tellNew({ guard, extension }: Editor, clients: readonly PairedClient[]): Promise<void> {
  const known = extension.globalState.get<readonly string[]>(KNOWN);
  const fresh = newClients(clients, known, guard.ownId);
  const ids = clients.map(({ id }) => id);
  if (known === undefined || ids.some(id => !known.includes(id))) await extension.globalState.update(KNOWN, ids);
  for (const one of fresh)
    if ((await window.showInformationMessage(newClientText(one), TAKE)) === TAKE)
      await guard.ask(ForgetClient, { id: one.id });
}

async function choose({ guard }: Editor): Promise<void> {
  const clients = guard.state?.clients ?? [];
  const chosen = await window.showQuickPick(
    clients.map(one => ({
      label: clientName(one),
      ...(one.id === guard.ownId && { description: "this editor" }),
      detail: `Paired ${new Date(one.paired).toLocaleString()} ${one.how}`,
      id: one.id,
    })),
    { title: "Who May Answer for You", placeHolder: "Choose one to take that from it" },
  );
  if (!chosen) return;
  const options = { modal: true, detail: "It has to be paired again before its answers count." };
  const yes = await window.showWarningMessage(`Take the right to answer from ${chosen.label}?`, options, TAKE);
  if (yes === TAKE) await guard.ask(ForgetClient, { id: chosen.id });
}
