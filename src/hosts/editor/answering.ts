/** Sends a person's answer to the service, in the same way from the card, the review documents and the tree. */
import { CancellationTokenSource, commands, window } from "vscode";
import type { Question } from "../../wire/guard.ts";
import { Answer, type AnswerParams } from "../../wire/messages/answer.ts";
import { tooEarly, tooSoon, toType, wronglyTyped } from "../cards/arming.ts";
import { reveal, revealLine } from "../cards/reveal.ts";
import { type Editor, NotPaired, pendingQuestion } from "./guard.ts";

/** How long a person is told what to do after their answer, ms. */
const NEXT_MS = 20_000;

/** `back`: the question is still open, since there was no answer or none that counts (`note` says why). */
export type Answered = { readonly kind: "done" } | { readonly kind: "back"; readonly note?: string };

/** Where and when the person first saw the question. */
export interface Shown {
  /** Epoch ms. */
  readonly at: number;
  /** For the log: `the card`. */
  readonly in: string;
}

/** Characters of a message to the agent; the service takes no more. */
const MAX_WORDS = 4000;

export async function allowOnce(editor: Editor, question: Question, shown: Shown): Promise<Answered> {
  const { card, id } = question;
  const note = tooEarly(card, shown.at, Date.now());
  if (note) return { kind: "back", note };
  // Already over: the service says why, and nobody is asked to type for nothing.
  if (toType(card) === undefined || !pendingQuestion(editor.guard, id))
    return send(editor, { id, answer: "allow-once" }, shown);
  const typed = await typedFor(editor, question);
  return typed === undefined ? { kind: "back" } : send(editor, { id, answer: "allow-once", typed }, shown);
}

export function deny(editor: Editor, question: Question, shown: Shown): Promise<Answered> {
  return send(editor, { id: question.id, answer: "deny" }, shown);
}

/** Asks for words to the agent, the gentler way filled in. Escape goes back; an empty text is a plain denial. */
export async function denyAndTell(editor: Editor, question: Question, shown: Shown): Promise<Answered> {
  if (!pendingQuestion(editor.guard, question.id)) return deny(editor, question, shown);
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
  return send(editor, { id: question.id, answer: "deny", ...(words ? { tell: words } : {}) }, shown);
}

export type InlineAnswer = "allow-once" | "deny" | "deny-and-tell";

const INLINE = {
  "allow-once": { title: "Allow Once", give: allowOnce },
  deny: { title: "Deny", give: deny },
  "deny-and-tell": { title: "Deny and Tell the Agent…", give: denyAndTell },
} as const;

/** The same answers without a dialog: what sends the person back to the question is told in a notification. */
export async function answerInline(
  editor: Editor,
  question: Question,
  answer: InlineAnswer,
  shown: Shown,
): Promise<void> {
  const note = tooSoon(INLINE[answer].title, shown.at, Date.now());
  if (note) editor.log.info(`question ${question.id}, in ${shown.in}: ${note}`);
  const answered: Answered = note ? { kind: "back", note } : await INLINE[answer].give(editor, question, shown);
  if (answered.kind === "back" && answered.note) void window.showWarningMessage(`AgentGuard: ${answered.note}`);
}

function typedFor(editor: Editor, question: Question): Thenable<string | undefined> {
  const { card } = question;
  return whilePending(editor, question, token =>
    window.showInputBox(
      {
        title: revealLine(card.what),
        prompt: `To allow this once, type: ${reveal(toType(card) ?? "")}`,
        placeHolder: reveal(toType(card) ?? ""),
        ignoreFocusOut: true,
        validateInput: typed => wronglyTyped(card, typed),
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

async function send(editor: Editor, params: AnswerParams, shown: Shown): Promise<Answered> {
  const after = `in ${shown.in} after ${((Date.now() - shown.at) / 1000).toFixed(1)} s`;
  // Anybody may say no, without words.
  const { id, answer } = params;
  const plain = answer === "deny" && editor.guard.state?.paired === false;
  try {
    const { accepted, because, next } = await editor.guard.ask(Answer, plain ? { id, answer } : params);
    const taken = accepted ? "accepted" : `not accepted: ${because}`;
    editor.log.info(`question ${params.id}: ${params.answer} ${after}, ${taken}`);
    if (accepted && next) void window.setStatusBarMessage(`$(info) AgentGuard: ${next}`, NEXT_MS);
    if (accepted) return { kind: "done" };
    const note = `Your answer did not count: ${because ?? "the question is closed"}`;
    if (pendingQuestion(editor.guard, params.id)) return { kind: "back", note };
    void window.showWarningMessage(`AgentGuard: ${note}`);
    return { kind: "done" };
  } catch (error) {
    if (error instanceof NotPaired) return pairThenSend(editor, params, shown);
    editor.log.error(`question ${params.id}: the answer ${params.answer} was not delivered`, error);
    const note = "Your answer could not be delivered to the service. Nothing was allowed.";
    if (pendingQuestion(editor.guard, params.id)) return { kind: "back", note };
    void window.showErrorMessage(`AgentGuard: ${note} The agent is denied when its time runs out.`);
    return { kind: "done" };
  }
}

/** The answer is sent again when the person has paired this editor; otherwise the card comes back. */
async function pairThenSend(editor: Editor, params: AnswerParams, shown: Shown): Promise<Answered> {
  if ((await commands.executeCommand<boolean>("agentguard.pair")) === true) return send(editor, params, shown);
  const note = "Your answer did not count: this editor is not paired with the guard.";
  if (pendingQuestion(editor.guard, params.id)) return { kind: "back", note };
  void window.showWarningMessage(`AgentGuard: ${note}`);
  return { kind: "done" };
}
