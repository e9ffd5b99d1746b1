/** How a person's answer reaches the service, the same from the card, the review documents and the tree. */
import { CancellationTokenSource, window } from "vscode";
import type { AnswerParams, Question } from "../../wire/guard.ts";
import { type Editor, pendingQuestion } from "./guard.ts";
import { tooEarly, wrongName } from "./present/arming.ts";
import { reveal, revealLine } from "./present/reveal.ts";

/** `back`: the question is still open, since there was no answer or none that counts (`note` says why). */
export type Answered = { readonly kind: "done" } | { readonly kind: "back"; readonly note?: string };

/** Characters of a message to the agent; the service takes no more. */
const MAX_WORDS = 4000;

/** `shownAt` is when the person first saw the question where they answer it, in epoch ms. */
export async function allowOnce(editor: Editor, question: Question, shownAt: number): Promise<Answered> {
  const { card, id } = question;
  const note = tooEarly(card, shownAt, Date.now());
  if (note) return { kind: "back", note };
  // Already over: the service says why, and nobody is asked to type for nothing.
  if (card.override !== "type-name" || !pendingQuestion(editor.guard, id))
    return send(editor, { id, answer: "allow-once" });
  const typed = await typeName(editor, question);
  return typed === undefined ? { kind: "back" } : send(editor, { id, answer: "allow-once", typed });
}

export function deny(editor: Editor, question: Question): Promise<Answered> {
  return send(editor, { id: question.id, answer: "deny" });
}

/** Asks for words to the agent, the gentler way filled in. Escape goes back; an empty text is a plain denial. */
export async function denyAndTell(editor: Editor, question: Question): Promise<Answered> {
  if (!pendingQuestion(editor.guard, question.id)) return deny(editor, question);
  const tell = await whilePending(editor, question, token =>
    window.showInputBox(
      {
        title: "Deny and tell the agent",
        prompt: "What should the agent do instead? Enter denies and sends this.",
        value: question.card.instead ?? "",
        ignoreFocusOut: true,
      },
      token,
    ),
  );
  if (tell === undefined) return { kind: "back" };
  const words = tell.trim().slice(0, MAX_WORDS);
  return send(editor, { id: question.id, answer: "deny", ...(words ? { tell: words } : {}) });
}

export type InlineAnswer = "allow-once" | "deny" | "deny-and-tell";

/** The same answers without a dialog: what sends the person back to the question is told in a notification. */
export async function answerInline(
  editor: Editor,
  question: Question,
  answer: InlineAnswer,
  shownAt: number,
): Promise<void> {
  const answered =
    answer === "allow-once"
      ? await allowOnce(editor, question, shownAt)
      : await (answer === "deny" ? deny : denyAndTell)(editor, question);
  if (answered.kind === "back" && answered.note) void window.showWarningMessage(`AgentGuard: ${answered.note}`);
}

function typeName(editor: Editor, question: Question): Thenable<string | undefined> {
  const { card } = question;
  return whilePending(editor, question, token =>
    window.showInputBox(
      {
        title: revealLine(card.what),
        prompt: `To allow this once, type: ${reveal(card.typeName ?? "")}`,
        placeHolder: reveal(card.typeName ?? ""),
        ignoreFocusOut: true,
        validateInput: typed => wrongName(card, typed),
      },
      token,
    ),
  );
}

/** Closes the input when the question is settled elsewhere, so that nobody types into nothing. */
async function whilePending<T>(
  editor: Editor,
  question: Question,
  show: (token: CancellationTokenSource["token"]) => Thenable<T>,
): Promise<T> {
  const source = new CancellationTokenSource();
  const watch = editor.guard.onDidChange(() => {
    if (!pendingQuestion(editor.guard, question.id)) source.cancel();
  });
  try {
    return await show(source.token);
  } finally {
    watch.dispose();
    source.dispose();
  }
}

async function send(editor: Editor, params: AnswerParams): Promise<Answered> {
  try {
    const { accepted, because } = await editor.guard.answer(params);
    editor.log.info(`question ${params.id}: ${params.answer}, ${accepted ? "accepted" : `not accepted: ${because}`}`);
    if (accepted) return { kind: "done" };
    const note = `Your answer did not count: ${because ?? "the question is closed"}`;
    if (pendingQuestion(editor.guard, params.id)) return { kind: "back", note };
    void window.showWarningMessage(`AgentGuard: ${note}`);
    return { kind: "done" };
  } catch (error) {
    editor.log.error(`question ${params.id}: the answer ${params.answer} was not delivered`, error);
    const note = "Your answer could not be delivered to the service. Nothing was allowed.";
    if (pendingQuestion(editor.guard, params.id)) return { kind: "back", note };
    void window.showErrorMessage(`AgentGuard: ${note} The agent is denied when its time runs out.`);
    return { kind: "done" };
  }
}
