import * as z from "zod";
import type { AnswerResult } from "../guard.ts";
import { id, type Message } from "../message.ts";

const params = z.object({
  id,
  answer: z.enum(["allow-once", "deny"]),
  /** What the agent is told with a denial. */
  tell: z.string().max(4000).exactOptional(),
  /** What the person typed, if the card demands a name or a one-time code. */
  typed: z.string().max(1000).exactOptional(),
});

export type AnswerParams = z.infer<typeof params>;

/** Answers a question. The first answer wins; later ones get `accepted: false`. */
export const Answer: Message<AnswerParams, AnswerResult> = {
  method: "guard/answer",
  path: "/v1/answer",
  from: "person",
  params,
  // A visitor may deny, but only without words, since the agent would take those for a person's.
  unsigned: z.strictObject({ id, answer: z.literal("deny") }),
};
