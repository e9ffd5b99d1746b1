import * as z from "zod";
import type { AnswerResult } from "../guard.ts";
import type { Message } from "../message.ts";

const params = z.object({ code: z.string().max(20) });

export type PairCodeParams = z.infer<typeof params>;

/** Sends the code that a paired client shows, as the person typed it. */
export const PairCode: Message<PairCodeParams, AnswerResult> = { method: "guard/pairCode", from: "visitor", params };
