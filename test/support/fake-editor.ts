/** Plays somebody at an editor: connects to a sandbox's service like a window, and answers as told. */
import { type Attached, attach } from "../../src/hosts/answering/attach.ts";
import type { GuardState, Question } from "../../src/wire/guard.ts";
import { Answer, type AnswerParams } from "../../src/wire/messages/answer.ts";
import type { Sandbox } from "./sandbox.ts";
import { testSigner } from "./test-client.ts";

export interface FakeEditor extends Attached {
  /** Every question that was ever pending, oldest first. */
  readonly questions: readonly Question[];
  /** Resolves with the next question that is pending and was not returned before. */
  nextQuestion(): Promise<Question>;
}

/** `answer` decides each question; undefined leaves it open. `told` is called with each state. */
export async function fakeEditor(
  sandbox: Pick<Sandbox, "places" | "workspace">,
  answer: (question: Question) => Omit<AnswerParams, "id"> | undefined = () => undefined,
  told: (state: GuardState) => void = () => {},
): Promise<FakeEditor> {
  const questions: Question[] = [];
  let waiting: ((question: Question) => void) | undefined;
  const unseen: Question[] = [];
  const attached = await attach(sandbox.places, {
    client: "test",
    signer: testSigner,
    folders: [sandbox.workspace],
    onState: state => {
      told(state);
      const { pending } = state;
      for (const question of pending) {
        if (questions.some(({ id }) => id === question.id)) continue;
        questions.push(question);
        if (waiting) waiting(question);
        else unseen.push(question);
        waiting = undefined;
        const decided = answer(question);
        if (decided) queueMicrotask(() => attached.ask(Answer, { id: question.id, ...decided }).catch(() => {}));
      }
    },
  });
  return {
    ...attached,
    questions,
    nextQuestion: () =>
      new Promise(resolve => {
        const question = unseen.shift();
        if (question) resolve(question);
        else waiting = resolve;
      }),
  };
}

export const deny = (tell?: string) => () => ({ answer: "deny" as const, ...(tell !== undefined && { tell }) });

/** Allows a question, and types what its card demands. */
export const allow = ({ card: { typeName } }: Question) => ({
  answer: "allow-once" as const,
  ...(typeName !== undefined && { typed: typeName }),
});
