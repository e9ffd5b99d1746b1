import * as z from "zod";
import { type Message, path } from "../message.ts";

const params = z.object({ file: path });

export type PolicyTrustParams = z.infer<typeof params>;
export interface PolicyTrustResult {
  /** The hash of the present text. Trust is bound to it. */
  readonly sha256: string;
  readonly trusted: boolean;
  /** What the text would loosen. Empty when it loosens nothing and so needs no trust. */
  readonly loosens: readonly { readonly line: number; readonly says: string }[];
}

/** Tells what a workspace's policy would loosen if the person trusted its present text. */
export const PolicyTrust: Message<PolicyTrustParams, PolicyTrustResult> = {
  method: "guard/policyTrust",
  from: "visitor",
  params,
};
