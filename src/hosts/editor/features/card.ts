/** Puts one question at a time before the person, as a native modal in which every reflex means "no". */
import { commands, Disposable, window } from "vscode";
import type { Question } from "../../../wire/guard.ts";
import { tooSoon } from "../../cards/arming.ts";
import { type Answered, allowOnce, deny, denyAndTell, type Shown } from "../answering.ts";
import { type Editor, pendingQuestion } from "../guard.ts";
import { cardText } from "../present/card-text.ts";
import { nextCard } from "../present/ownership.ts";
import { PAUSE_MS, untilCard } from "../present/pause.ts";
import { thisWindow } from "../this-window.ts";
import { Typing } from "../typing.ts";
import { markOneOf } from "./mark.ts";

export function card(editor: Editor): Disposable {
  const cards = new Cards(editor);
  return Disposable.from(
    cards,
    commands.registerCommand("agentguard.card.show", (id: string) => cards.bringBack(id)),
  );
}

/**
 * The first item has the focus, so that Enter denies. Escape presses the Cancel button that VS Code adds by itself and
 * arrives as no choice, which is a denial too. (Marking Deny as the close affordance would move the focus off it.)
 */
const DENY = { title: "Deny" };
const DENY_AND_TELL = { title: "Deny and Tell the Agent…" };
const REVIEW = { title: "Details" };
/** Offered only where a place is what makes the act severe. */
const MARK = { title: "Mark the Place…" };
const ALLOW_ONCE = { title: "Allow Once" };
/** Offered only while several questions wait: an agent run wild could cover the kill switch with its cards. */
const STOP_ALL = { title: "Stop All Agents" };

/** The key of `when` clauses: a question is shown as a dialog. */
const ASKING = "agentguard.asking";

/** A dialog cannot be closed by us, so it is shown a moment later if it may be outdated by then. */
const JUDGED_AGAIN_MS = 1000;

class Cards {
  private showing: string | undefined;
  /** Questions set aside, to be read and answered elsewhere in this window. */
  private readonly aside = new Set<string>();
  /** Questions answered here that the service may still list. */
  private readonly answered = new Set<string>();
  private readonly typing = new Typing();
  /** Ends the wait for a pause, as the person has asked for the question. */
  private openNow: (() => void) | undefined;
  private readonly watches: Disposable;

  constructor(private readonly editor: Editor) {
    this.watches = Disposable.from(
      this.typing,
      editor.guard.onDidChange(() => this.next()),
      window.onDidChangeWindowState(() => this.next()),
    );
  }

  dispose(): void {
    this.watches.dispose();
  }

  /** Shows a question that was set aside, or that another window would show. */
  bringBack(id: string): void {
    this.aside.delete(id);
    if (this.showing === id) this.openNow?.();
    const question = pendingQuestion(this.editor.guard, id);
    if (question && this.showing === undefined) void this.show(question, true);
  }

  private next(): void {
    const pending = this.editor.guard.state?.pending;
    if (!pending) return this.answered.clear();
    for (const set of [this.aside, this.answered])
      for (const id of set) if (!pending.some(q => q.id === id)) set.delete(id);
    if (this.showing !== undefined) return;
    const question = nextCard(pending, thisWindow(), new Set([...this.aside, ...this.answered]));
    if (question) void this.show(question);
  }

  /** `wanted`: the person has asked for the question. */
  private async show(question: Question, wanted = false): Promise<void> {
    this.showing = question.id;
    try {
      const typing = !wanted && (await this.pause(question));
      if (!pendingQuestion(this.editor.guard, question.id)) return;
      if (!wanted && (await this.askInDiff(question))) this.aside.add(question.id);
      else await this.ask(question, typing);
    } catch (error) {
      // Without a dialog the question stays open in the tree, and the guard denies it when time runs out.
      this.editor.log.error(`question ${question.id}: the card could not be shown`, error);
      this.aside.add(question.id);
    } finally {
      void commands.executeCommand("setContext", ASKING, false);
      this.showing = undefined;
    }
    this.next();
  }

  /** Shows an edit as its diff, in which it is answered; false where there is none to show. */
  private async askInDiff({ id, card }: Question): Promise<boolean> {
    if (card.kind !== "edit" && card.kind !== "patch") return false;
    return (await commands.executeCommand<boolean>("agentguard.review.openDiff", id)) === true;
  }

  /** Waits for a pause in the person's typing while the status bar shows the question. True when there was none. */
  private async pause(question: Question): Promise<boolean> {
    const arrived = Date.now();
    const left = () => untilCard(this.typing.lastKey, arrived, question.deadline, Date.now());
    let wanted = false;
    while (!wanted && pendingQuestion(this.editor.guard, question.id)) {
      // A round trip lets keys arrive that were pressed before.
      if (left() === 0) await roundTrip();
      if (left() === 0) break;
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, left());
        this.openNow = () => {
          wanted = true;
          clearTimeout(timer);
          resolve();
        };
      });
      this.openNow = undefined;
    }
    return !wanted && Date.now() - this.typing.lastKey < PAUSE_MS;
  }

  /** Asks until there is an answer, the person reads the changes, or the question is gone. `typing`: until just now. */
  private async ask(question: Question, typing: boolean): Promise<void> {
    let note: string | undefined;
    for (let open = true; open; ) {
      const shownAt = Date.now() + (await roundTrip());
      const { message, detail } = cardText(question, note);
      const choice = await window.showWarningMessage(message, { modal: true, detail }, ...this.items(question));
      const early = tooSoon(choice?.title ?? "Cancel", shownAt, Date.now(), typing);
      if (early) {
        this.editor.log.info(`question ${question.id}: ${early}`);
        note = early;
        typing = true;
        open = pendingQuestion(this.editor.guard, question.id) !== undefined;
        continue;
      }
      if (choice === STOP_ALL) {
        for (const { id } of this.editor.guard.state?.pending ?? []) this.answered.add(id);
        await commands.executeCommand("agentguard.halt");
        return;
      }
      if (choice === REVIEW) {
        this.aside.add(question.id);
        await commands.executeCommand("agentguard.review.open", question.id);
        return;
      }
      if (choice === MARK) {
        note = await this.mark(question);
        open = pendingQuestion(this.editor.guard, question.id) !== undefined;
        continue;
      }
      const answered = await this.answer(question, choice, { at: shownAt, in: "the card" });
      open = answered.kind === "back" && pendingQuestion(this.editor.guard, question.id) !== undefined;
      note = answered.kind === "back" ? answered.note : undefined;
    }
    this.answered.add(question.id);
  }

  private items({ card }: Question): { title: string }[] {
    const waiting = (this.editor.guard.state?.pending ?? []).filter(({ id }) => !this.answered.has(id));
    const others = waiting.length > 1;
    const allow = card.override !== "none";
    const marks = (card.environment.places ?? []).length > 0;
    return [
      DENY,
      DENY_AND_TELL,
      ...(others ? [STOP_ALL] : []),
      REVIEW,
      ...(marks ? [MARK] : []),
      ...(allow ? [ALLOW_ONCE] : []),
    ];
  }

  /** Marks a place. Every open question is judged again: a changed one is withdrawn, and passes or comes back. */
  private async mark({ id, card, folder }: Question): Promise<string | undefined> {
    const marked = await markOneOf(this.editor, card.environment.places ?? [], folder ?? card.cwd);
    if (!marked?.done) return marked?.said;
    if (!(await this.takenBack(id))) return `${marked.said} It changes nothing for this act.`;
    void window.showInformationMessage(`AgentGuard: ${marked.said} What was asked has been judged by it.`);
    return undefined;
  }

  /** Resolves to false when the question is still there after the time for judging. */
  private takenBack(id: string): Promise<boolean> {
    const { guard } = this.editor;
    return new Promise(resolve => {
      const end = (gone: boolean) => {
        watch.dispose();
        clearTimeout(timer);
        resolve(gone);
      };
      const watch = guard.onDidChange(() => pendingQuestion(guard, id) ?? end(true));
      const timer = setTimeout(() => end(pendingQuestion(guard, id) === undefined), JUDGED_AGAIN_MS);
      if (pendingQuestion(guard, id) === undefined) end(true);
    });
  }

  private answer(question: Question, choice: { title: string } | undefined, shown: Shown): Promise<Answered> {
    if (choice === ALLOW_ONCE) return allowOnce(this.editor, question, shown);
    if (choice === DENY_AND_TELL) return denyAndTell(this.editor, question, shown);
    return deny(this.editor, question, shown);
  }
}

/** Measures how long a message to the window and back takes, ms, as the card appears that much later. */
async function roundTrip(): Promise<number> {
  const sent = Date.now();
  await commands.executeCommand("setContext", ASKING, true);
  return Date.now() - sent;
}
