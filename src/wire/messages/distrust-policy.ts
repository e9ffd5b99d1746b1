import * as z from "zod";
import type { AnswerResult } from "../guard.ts";
import { type Message, path } from "../message.ts";

const params = z.object({ file: path });

export type DistrustPolicyParams = z.infer<typeof params>;

/** Withdraws a person's trust in a workspace's policy, so that it loosens nothing. */
export const DistrustPolicy: Message<DistrustPolicyParams, AnswerResult> = {
  method: "guard/distrustPolicy",
  path: "/v1/distrust",
  from: "person",
  params,
};
