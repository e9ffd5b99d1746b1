import * as z from "zod";
import { KNOWN_KEYS } from "../../core/places/locator.ts";
import type { Mark } from "../../core/policy/mark.ts";
import type { AnswerResult } from "../guard.ts";
import type { Message } from "../message.ts";

/** The kinds of place that a person can mark, and the environments, in the words of the policy. */
const params = z.object({
  kind: z.enum(KNOWN_KEYS),
  value: z.string().min(1).max(200),
  as: z.enum(["production", "staging", "development", "local"]),
});

export type MarkParams = Mark;

/** Marks a place as an environment, in the user's policy. */
export const MarkPlace: Message<MarkParams, AnswerResult> = {
  method: "guard/mark",
  path: "/v1/mark",
  from: "person",
  params,
};
