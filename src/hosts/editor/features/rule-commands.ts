/** Runs the commands of the lenses above rules, and goes from a judged act to the rule that decided. */
import { commands, Disposable, type QuickPickItem, Range, ThemeIcon, Uri, window } from "vscode";
import type { RecentAct } from "../../../wire/guard.ts";
import { Firings } from "../../../wire/messages/firings.ts";
import { RuleLocation } from "../../../wire/messages/rule-location.ts";
import { TryRule } from "../../../wire/messages/try-rule.ts";
import type { Editor } from "../guard.ts";
import { firingRow, type TriedRow, triedRow, triedRows, triedSummary } from "../present/rule-text.ts";

export function ruleCommands(editor: Editor): Disposable {
  const told = (run: () => Promise<void>) =>
    run().catch((error: unknown) => {
      editor.log.error("a rule could not be looked at", error);
      void window.showErrorMessage(`AgentGuard: ${error instanceof Error ? error.message : error}`);
    });
  return Disposable.from(
    commands.registerCommand("agentguard.rule.test", (uri: string, rule: string) =>
      told(() => testRule(editor, uri, rule)),
    ),
    commands.registerCommand("agentguard.rule.firings", (uri: string, rule: string) =>
      told(() => showFirings(editor, uri, rule)),
    ),
    commands.registerCommand("agentguard.act.goToRule", (node: { readonly act?: RecentAct }) =>
      told(() => goToRule(editor, node.act)),
    ),
  );
}

function itemOf({ icon, ...row }: TriedRow): QuickPickItem {
  return { ...row, iconPath: new ThemeIcon(icon), alwaysShow: true };
}

/** How long to wait for the rest of a command that is being typed. */
const TYPING_MS = 250;

/** Shows the rule's sentence, what it decides for the last commands, and for any that is typed. */
async function testRule({ guard }: Editor, uri: string, rule: string): Promise<void> {
  const pick = window.createQuickPick();
  pick.title = `Test the rule ${rule}`;
  pick.placeholder = "Type a command to try the rule on it";
  pick.matchOnDescription = true;
  pick.busy = true;
  pick.ignoreFocusOut = true;
  pick.show();
  const closed = new Promise<void>(resolve => pick.onDidHide(() => resolve()));
  try {
    const { says, acts } = await guard.ask(TryRule, { uri, rule });
    // A title is shown without markup.
    pick.title = says.replaceAll("`", "");
    pick.busy = false;
    if (!acts) {
      pick.hide();
      void window.showWarningMessage(`AgentGuard: ${says}`);
      return;
    }
    pick.placeholder = triedSummary(acts);
    const before = triedRows(acts).map(itemOf);
    pick.items = before;
    let timer: NodeJS.Timeout | undefined;
    pick.onDidChangeValue(command => {
      clearTimeout(timer);
      if (command.trim() === "") {
        pick.items = before;
        return;
      }
      timer = setTimeout(async () => {
        const tried = await guard.ask(TryRule, { uri, rule, command }).catch(() => undefined);
        const [act] = tried?.acts ?? [];
        if (act && pick.value === command) pick.items = [itemOf(triedRow(act))];
      }, TYPING_MS);
    });
    await closed;
    clearTimeout(timer);
  } finally {
    if (pick.busy) pick.dispose();
    else closed.then(() => pick.dispose());
  }
}

async function showFirings({ guard }: Editor, uri: string, rule: string): Promise<void> {
  const { acts } = await guard.ask(Firings, { uri, rule });
  if (acts.length === 0) {
    void window.showInformationMessage(`AgentGuard: the rule ${rule} has decided nothing yet.`);
    return;
  }
  await window.showQuickPick(acts.map(firingRow), {
    title: `What the rule ${rule} has decided`,
    matchOnDescription: true,
  });
}

async function goToRule({ guard }: Editor, act: RecentAct | undefined): Promise<void> {
  for (const reason of act?.reasons ?? []) {
    const place = await guard.ask(RuleLocation, { reason, folder: act?.folder ?? "/" });
    if (!place) continue;
    const at = new Range(place.line - 1, 0, place.line - 1, 0);
    await window.showTextDocument(Uri.file(place.file), { selection: at });
    return;
  }
  void window.showInformationMessage("AgentGuard: no policy file in force holds the rule that decided this.");
}
