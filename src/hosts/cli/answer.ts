/** `agentguard approve` and `deny`: shows one question and then answers it. Nothing can be answered unseen. */
import type { Command } from "commander";
import type { AnswerResult, EndedQuestion, Question } from "../../wire/guard.ts";
import { Answer } from "../../wire/messages/answer.ts";
import { AskAgain } from "../../wire/messages/ask-again.ts";
import type { Given, Mode } from "../answering/keys.ts";
import { askInTerminal, openTerminal, type Terminal } from "../answering/prompt.ts";
import { askedAsPerson, pairHere } from "./as-person.ts";
import { onlyAPerson } from "./person.ts";
import { questionNamed, questionsNow } from "./questions.ts";
import { print } from "./terminal.ts";
import { Trouble } from "./trouble.ts";

export function addAnswer(program: Command): void {
  program
    .command("approve")
    .description("show one question and let its act pass once; see: agentguard pending")
    .argument("<id>", "the question's id, or as much of its beginning as is needed")
    .action(async (id: string) => {
      onlyAPerson("approving");
      await pairedHere();
      const found = await named(id);
      const { question, given } = await inTerminal(async terminal => {
        const question = await askedNow(found);
        return { question, given: await ask(question, "allow-line", terminal) };
      });
      say(await askedAsPerson(Answer, { id: question.id, ...given }), "Allowed once.");
    });
  program
    .command("deny")
    .description("show one question and deny it")
    .argument("<id>", "the question's id, or as much of its beginning as is needed")
    .option("--tell <words>", "what the agent is told")
    .action(async (id: string, { tell }: { tell?: string }) => {
      onlyAPerson("denying");
      await pairedHere();
      const question = await named(id);
      if (!("deadline" in question)) return print("It was denied already; the agent was told so.");
      const given = await inTerminal(terminal => ask(question, "deny-line", terminal));
      say(await askedAsPerson(Answer, { id: question.id, ...given, ...(tell !== undefined && { tell }) }), "Denied.");
    });
}

/** Pairing comes before the terminal is taken over, as a code is typed as a line. */
async function pairedHere(): Promise<void> {
  if (process.stdin.isTTY && (await questionsNow())) await pairHere();
}

async function named(id: string): Promise<Question | EndedQuestion> {
  const questions = await questionsNow();
  if (!questions) throw new Trouble("nothing waits for an answer: the service is not running");
  return questionNamed(id, questions);
}

/** Returns the open question. One that has ended is asked again first, and judged anew. */
async function askedNow(question: Question | EndedQuestion): Promise<Question> {
  if ("deadline" in question) return question;
  const { id, because } = await askedAsPerson(AskAgain, { id: question.id });
  if (id === undefined) throw new Trouble(because ?? "it cannot be asked again");
  const open = (await questionsNow())?.pending.find(one => one.id === id);
  if (!open) throw new Trouble("the question is over: somebody else has answered it");
  return open;
}

async function ask(question: Question, mode: Mode, terminal: Terminal): Promise<Given> {
  const over = AbortSignal.timeout(Math.max(0, question.deadline - Date.now()));
  const asked = await askInTerminal(question, mode, terminal, over);
  if (asked === "over") throw new Trouble("its time ran out: it was denied");
  if (typeof asked === "string") throw new Trouble("nothing was answered: the question stays open");
  return asked;
}

async function inTerminal<T>(work: (terminal: Terminal) => Promise<T>): Promise<T> {
  const terminal = openTerminal();
  if (!terminal)
    throw new Trouble("an answer is given by a person who has seen the question: run this in a terminal of your own");
  try {
    return await work(terminal);
  } finally {
    terminal.close();
  }
}

function say({ accepted, because, next }: AnswerResult, done: string): void {
  if (!accepted) throw new Trouble(because ?? "the answer did not count");
  print(done, ...(next === undefined ? [] : [next]));
}
