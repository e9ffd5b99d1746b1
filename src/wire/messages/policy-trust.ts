import * as z from "zod";
import { type Message, path } from "../message.ts";

const params = z.object({ file: path });

export type PolicyTrustParams = z.infer<typeof params>;
export interface PolicyTrustResult {
  /** Of the text as it is now: what trusting it is bound to. */
  readonly sha256: string;
  readonly trusted: boolean;
  /** Empty when it loosens nothing, which needs no trust. */
  readonly loosens: readonly { readonly line: number; readonly says: string }[];
}

/** What a workspace's policy would loosen if the person trusted it as it is. */
export const PolicyTrust: Message<PolicyTrustParams, PolicyTrustResult> = {
  method: "guard/policyTrust",
  from: "visitor",
  params,
};
