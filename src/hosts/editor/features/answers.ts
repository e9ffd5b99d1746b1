/** Shows a quiet line in the status bar after every answer, from which a denied act can be asked about again. */
import { commands, Disposable, StatusBarAlignment, window } from "vscode";
import type { Question } from "../../../wire/guard.ts";
import { AskAgain } from "../../../wire/messages/ask-again.ts";
import { type Editor, pendingQuestion } from "../guard.ts";
import { answerLine, justEnded } from "../present/answer-line.ts";
import { thisWindow } from "../this-window.ts";

/** How long the line stays, ms. */
const SHOWN_MS = 12_000;
/** How long to wait for a repeated question to arrive here, ms. */
const ARRIVES_MS = 5000;

export function answers(editor: Editor): Disposable {
  const { guard, log } = editor;
  const item = window.createStatusBarItem("agentguard.answered", StatusBarAlignment.Left, 99);
  item.name = "AgentGuard: Answers";
  let timer: NodeJS.Timeout | undefined;
  /** The waiting acts and their questions in the last state. */
  let waiting = new Set<string>();
  let asked: readonly Question[] = [];

  const update = () => {
    const { recent = [], pending = [] } = guard.state ?? {};
    const ended = justEnded(waiting, recent, thisWindow());
    const gone = asked.filter(({ id }) => !pending.some(one => one.id === id));
    waiting = new Set(recent.flatMap(({ id, outcome }) => (outcome === "pending" ? [id] : [])));
    asked = pending;
    if (!ended) return;
    const question = gone.find(({ id }) => id === ended.askAgain?.id) ?? (gone.length === 1 ? gone[0] : undefined);
    const { text, tooltip, askAgain } = answerLine(ended, question);
    log.info(`${text.replace(/^\$\([\w-]+\) /, "")} (${ended.agent}, by ${ended.by})`);
    item.text = text;
    item.tooltip = tooltip;
    item.command =
      askAgain === undefined
        ? { title: "Show Actions", command: "agentguard.actions.focus" }
        : { title: "Ask Again", command: "agentguard.askAgain", arguments: [askAgain] };
    item.show();
    clearTimeout(timer);
    timer = setTimeout(() => item.hide(), SHOWN_MS);
  };

  const again = async (id: string) => {
    item.hide();
    const { accepted, because, id: opened } = await guard.ask(AskAgain, { id });
    log.info(`question ${id}: asked again, ${accepted ? `as ${opened}` : `not accepted: ${because}`}`);
    if (!accepted || opened === undefined)
      return void window.showInformationMessage(`AgentGuard: ${because ?? "it cannot be asked again."}`);
    await arrival(editor, opened);
    await commands.executeCommand("agentguard.card.show", opened);
  };

  return Disposable.from(
    item,
    guard.onDidChange(update),
    // Takes a question's id from the status bar line, or the node of an act's row.
    commands.registerCommand("agentguard.askAgain", async (of: string | { act?: { askAgain?: { id: string } } }) => {
      const id = typeof of === "string" ? of : of.act?.askAgain?.id;
      if (id !== undefined) await again(id).catch(error => log.error(`question ${id}: not asked again`, error));
    }),
    { dispose: () => clearTimeout(timer) },
  );
}

function arrival({ guard }: Editor, id: string): Promise<void> {
  return new Promise(resolve => {
    const end = () => {
      watch.dispose();
      clearTimeout(timer);
      resolve();
    };
    const watch = guard.onDidChange(() => pendingQuestion(guard, id) && end());
    const timer = setTimeout(end, ARRIVES_MS);
    if (pendingQuestion(guard, id)) end();
  });
}
