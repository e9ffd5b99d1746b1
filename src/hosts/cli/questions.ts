/** Asks the service for the open questions, and those that can be asked again. */
import { places } from "../../platform/places.ts";
import { serviceStatus } from "../../platform/service-client.ts";
import type { EndedQuestion, Question } from "../../wire/guard.ts";
import { Questions, type QuestionsResult } from "../../wire/messages/questions.ts";
import { askedAsPerson } from "./as-person.ts";
import { WrongUsage } from "./trouble.ts";

/** Returns undefined when no service runs, as nothing waits for an answer then. */
export async function questionsNow(): Promise<QuestionsResult | undefined> {
  if (!(await serviceStatus(places()))) return undefined;
  return askedAsPerson(Questions, {});
}

/** Returns the question whose id begins like this. Throws when there is none, or more than one. */
export function questionNamed(given: string, { pending, ended }: QuestionsResult): Question | EndedQuestion {
  const found = [...pending, ...ended].filter(({ id }) => id.startsWith(given.toLowerCase()));
  const [one, ...more] = given === "" ? [] : found;
  if (!one) throw new WrongUsage(`no question has the id ${given}: see agentguard pending`);
  if (more.length > 0) throw new WrongUsage(`more than one question has an id that begins with ${given}`);
  return one;
}

/** Shortens ids as far as they stay distinct, to four characters at least. */
export function shortIds(ids: readonly string[]): ReadonlyMap<string, string> {
  const short = (id: string) => {
    for (let length = 4; ; length++) {
      const start = id.slice(0, length);
      if (length >= id.length || ids.filter(other => other.startsWith(start)).length === 1) return start;
    }
  };
  return new Map(ids.map(id => [id, short(id)]));
}
