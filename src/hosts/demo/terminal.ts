/** Who answers a card when there is no editor: a person at the terminal, or a script. */
import { createInterface } from "node:readline/promises";
import type { AnswerParams, Question } from "../../wire/guard.ts";
import { wholeCard } from "../editor/present/card-text.ts";

/** Decides one question. `signal` aborts when the question is over before an answer. */
export type Asker = (question: Question, signal: AbortSignal) => Promise<Omit<AnswerParams, "id">>;

/** Shows the card and answers as told, typing whatever the card demands. */
export function scripted(answer: "deny" | "allow"): Asker {
  return async question => {
    console.log(framed(question));
    console.log(`answered by --answer ${answer}`);
    if (answer === "deny") return { answer: "deny" };
    const { typeName } = question.card;
    return { answer: "allow-once", ...(typeName !== undefined && { typed: typeName }) };
  };
}

/** Asks at the terminal. Whatever is not plainly an allow is a deny. */
export function terminal(): Asker {
  return async (question, signal) => {
    console.log(framed(question));
    const { card } = question;
    const reader = createInterface({ input: process.stdin, output: process.stdout });
    try {
      const choice = (await reader.question("[D]eny (default), or [A]llow once? ", { signal })).trim().toLowerCase();
      if (choice !== "a" && choice !== "allow" && choice !== "allow once") return { answer: "deny" };
      if (card.override !== "type-name") return { answer: "allow-once" };
      const typed = (await reader.question(`To allow this once, type ${card.typeName}: `, { signal })).trim();
      if (typed === card.typeName) return { answer: "allow-once", typed };
      console.log("That is not it: denied.");
      return { answer: "deny" };
    } finally {
      reader.close();
    }
  };
}

function framed(question: Question): string {
  const bar = "─".repeat(78);
  return `\n${bar}\nAn agent waits for your answer.\n\n${wholeCard(question)}${bar}`;
}
