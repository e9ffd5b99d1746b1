import * as z from "zod";
import { id, type Message } from "../message.ts";

const params = z.object({ id });

/** `id`: the question that ended without a yes. */
export type AskAgainParams = z.infer<typeof params>;
export interface AskAgainResult {
  readonly accepted: boolean;
  /** Why not, for the person. */
  readonly because?: string;
  /** The id of the new question, which differs from that of the ended one. */
  readonly id?: string;
}

/** Asks again a question that ended without a yes. A yes lets the same act pass once when it is tried again. */
export const AskAgain: Message<AskAgainParams, AskAgainResult> = {
  method: "guard/askAgain",
  path: "/v1/ask-again",
  from: "person",
  params,
};
