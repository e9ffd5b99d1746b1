import * as z from "zod";
import type { AnswerResult } from "../guard.ts";
import { type Message, path } from "../message.ts";

const params = z.object({ file: path, sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** `sha256`: the hash of the text that was shown. */
export type TrustPolicyParams = z.infer<typeof params>;

/** Trusts what a workspace's policy loosens, provided that its text is still the one that was shown. */
export const TrustPolicy: Message<TrustPolicyParams, AnswerResult> = {
  method: "guard/trustPolicy",
  path: "/v1/trust",
  from: "person",
  params,
};
