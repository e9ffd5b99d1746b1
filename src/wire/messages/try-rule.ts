import * as z from "zod";
import type { Decision } from "../../core/policy/decision.ts";
import type { Message } from "../message.ts";

const params = z.object({
  /** The open document. */
  uri: z.string().min(1).max(4096),
  rule: z.string().min(1).max(64),
  /** A command to judge instead of the audited acts. */
  command: z.string().min(1).max(4000).exactOptional(),
});

export type TryRuleParams = z.infer<typeof params>;
export interface TryRuleResult {
  /** The rule as a sentence. Where `acts` is absent, says why the rule cannot be tried. */
  readonly says: string;
  /** Newest first. */
  readonly acts?: readonly TriedAct[];
}
export interface TriedAct {
  readonly text: string;
  /** Epoch ms. Absent for a command that was only tried. */
  readonly at?: number;
  readonly agent?: string;
  /** Whether the rule applies to this act. */
  readonly applies: boolean;
  readonly decision: Decision;
  /** The decision without the rule. */
  readonly without: Decision;
  /** The strongest reason, as a clause. */
  readonly because: string;
}

/** Tells what a rule of an open policy file decides for the last audited acts, or for one command. */
export const TryRule: Message<TryRuleParams, TryRuleResult> = { method: "guard/tryRule", from: "visitor", params };
