/** Answers a card without an editor: by a person at the terminal, or by a script. */
import type { Question } from "../../wire/guard.ts";
import type { AnswerParams } from "../../wire/messages/answer.ts";
import { cardLines } from "../answering/card-lines.ts";
import { askInTerminal, openTerminal } from "../answering/prompt.ts";

/** Decides one question. `signal` aborts when the question is over before an answer. */
export type Asker = (question: Question, signal: AbortSignal) => Promise<Omit<AnswerParams, "id">>;

/** Shows the card, types what it demands, and gives this answer. */
export function scripted(answer: "deny" | "allow"): Asker {
  return async question => {
    const look = { width: process.stdout.columns || 80, colours: false };
    console.log(`\nAn agent waits for your answer.\n${cardLines(question, look).join("\n")}`);
    console.log(`answered by --answer ${answer}`);
    if (answer === "deny") return { answer: "deny" };
    const { typeName } = question.card;
    return { answer: "allow-once", ...(typeName !== undefined && { typed: typeName }) };
  };
}

/** Asks at the terminal. Whatever is not exactly an allow is a deny. */
export function terminal(): Asker {
  return async (question, signal) => {
    const here = openTerminal();
    if (!here) return { answer: "deny" };
    try {
      here.write("\nAn agent waits for your answer.\n");
      const asked = await askInTerminal(question, "key", here, signal);
      if (asked === "leave") process.kill(process.pid, "SIGINT");
      return typeof asked === "string" ? { answer: "deny" } : asked;
    } finally {
      here.close();
    }
  };
}
