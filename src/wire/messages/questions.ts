import type { EndedQuestion, Question } from "../guard.ts";
import { type Message, type Nothing, nothing } from "../message.ts";

export interface QuestionsResult {
  readonly pending: readonly Question[];
  /** Newest first. */
  readonly ended: readonly EndedQuestion[];
}

/** Lists the questions that wait for an answer, and those that can be asked again. */
export const Questions: Message<Nothing, QuestionsResult> = {
  method: "guard/questions",
  path: "/v1/questions",
  from: "visitor",
  params: nothing,
};
