/** `agentguard pending`: lists what waits for a person's answer, and what can still be allowed after a denial. */
import type { Command } from "commander";
import type { EndedQuestion, Question } from "../../wire/guard.ts";
import type { QuestionsResult } from "../../wire/messages/questions.ts";
import { duration, titleOf, wrapped } from "../answering/card-lines.ts";
import { whereOf } from "../cards/words.ts";
import { onlyAPerson } from "./person.ts";
import { questionsNow, shortIds } from "./questions.ts";
import { print } from "./terminal.ts";

export function addPending(program: Command): void {
  program
    .command("pending")
    .description("list the questions that wait for an answer, and those that can still be allowed")
    .option("--json", "all that is known of them, as JSON")
    .action(async ({ json }: { json?: true }) => {
      onlyAPerson("looking at the questions");
      const questions = (await questionsNow()) ?? { pending: [], ended: [] };
      if (json) return print(JSON.stringify(questions, undefined, 2));
      print(...pendingLines(questions, Date.now(), process.stdout.columns || 80));
    });
}

/** Returns the lines. `now` is epoch ms, `width` the columns of the terminal. */
export function pendingLines({ pending, ended }: QuestionsResult, now: number, width: number): string[] {
  const ids = shortIds([...pending, ...ended].map(({ id }) => id));
  const entry = (question: Question | EndedQuestion, times: string) => [
    ...wrapped(`${ids.get(question.id)}  ${times}`, width),
    ...wrapped(titleOf(question.card), width, "      "),
    ...wrapped(`Where: ${whereOf(question.card)}, in ${question.card.cwd}`, width, "      "),
  ];
  if (pending.length === 0 && ended.length === 0) return ["Nothing waits for an answer."];
  return [
    pending.length === 0 ? "Nothing waits for an answer." : "Waiting for an answer:",
    ...pending.flatMap(one =>
      entry(one, `asked ${duration(now - one.asked)} ago, ${duration(one.deadline - now)} left`),
    ),
    ...(ended.length === 0 ? [] : ["Over, and can still be allowed; the agent then has to try it again:"]),
    ...ended.flatMap(one =>
      entry(one, `${HOW[one.how]} ${duration(now - one.ended)} ago, ${duration(one.until - now)} left`),
    ),
    ...(pending.length === 0
      ? ["Allow one with: agentguard approve ID"]
      : ["Answer with: agentguard approve ID, agentguard deny ID, or agentguard watch"]),
  ];
}

const HOW: Readonly<Record<EndedQuestion["how"], string>> = {
  denied: "denied",
  timeout: "not answered in time,",
  "no-editor": "nobody was there to ask,",
};
