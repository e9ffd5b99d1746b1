import * as z from "zod";
import type { AnswerResult } from "../guard.ts";
import { id, type Message } from "../message.ts";

const params = z.object({
  id,
  answer: z.enum(["allow-once", "deny"]),
  /** Words for the agent with a deny. */
  tell: z.string().max(4000).exactOptional(),
  /** What the person typed, when the card demands the name or a one-time code. */
  typed: z.string().max(1000).exactOptional(),
});

export type AnswerParams = z.infer<typeof params>;

/** Answers a question. The first answer wins; later ones get `accepted: false`. */
export const Answer: Message<AnswerParams, AnswerResult> = {
  method: "guard/answer",
  path: "/v1/answer",
  from: "person",
  params,
  // Whoever may come in may say no: without words, which would be a person's to the agent.
  unsigned: z.strictObject({ id, answer: z.literal("deny") }),
};
