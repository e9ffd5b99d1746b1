import * as z from "zod";
import { id, type Message } from "../message.ts";

const params = z.object({ id });

/** `id`: of a question that ended without a yes. */
export type AskAgainParams = z.infer<typeof params>;
export interface AskAgainResult {
  readonly accepted: boolean;
  /** Why not, for the person. */
  readonly because?: string;
  /** The question that is open now, another one than that which ended. */
  readonly id?: string;
}

/** Puts a question that ended without a yes before people again. A yes lets the same act pass once when it is tried again. */
export const AskAgain: Message<AskAgainParams, AskAgainResult> = {
  method: "guard/askAgain",
  path: "/v1/ask-again",
  from: "person",
  params,
};
