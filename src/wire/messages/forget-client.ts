import * as z from "zod";
import type { AnswerResult } from "../guard.ts";
import { id, type Message } from "../message.ts";

const params = z.object({ id });

export type ForgetClientParams = z.infer<typeof params>;

/** Unpairs a client, which may no longer answer. */
export const ForgetClient: Message<ForgetClientParams, AnswerResult> = {
  method: "guard/forgetClient",
  from: "person",
  params,
};
