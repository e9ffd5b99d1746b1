import * as z from "zod";
import type { AnswerResult } from "../guard.ts";
import { id, type Message } from "../message.ts";

const params = z.object({ id });

export type RefusePairingParams = z.infer<typeof params>;

/** Refuses to pair a client that the person does not know. */
export const RefusePairing: Message<RefusePairingParams, AnswerResult> = {
  method: "guard/refusePairing",
  from: "person",
  params,
};
