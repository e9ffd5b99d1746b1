import * as z from "zod";
import type { Decision } from "../../core/policy/decision.ts";
import type { Message } from "../message.ts";

const params = z.object({
  /** Of the open document. */
  uri: z.string().min(1).max(4096),
  rule: z.string().min(1).max(64),
  /** Judged alone when given, instead of the audited acts. */
  command: z.string().min(1).max(4000).exactOptional(),
});

export type TryRuleParams = z.infer<typeof params>;
export interface TryRuleResult {
  /** The rule as a sentence; why it cannot be tried where `acts` is absent. */
  readonly says: string;
  /** Newest first. */
  readonly acts?: readonly TriedAct[];
}
export interface TriedAct {
  readonly text: string;
  /** Epoch ms; absent for a command that was only tried. */
  readonly at?: number;
  readonly agent?: string;
  /** The rule speaks of this act. */
  readonly applies: boolean;
  readonly decision: Decision;
  /** What would be decided if the rule were not there. */
  readonly without: Decision;
  /** The reason that counts most, as a clause. */
  readonly because: string;
}

/** What a rule of an open policy file makes of the last audited acts, or of one command. */
export const TryRule: Message<TryRuleParams, TryRuleResult> = { method: "guard/tryRule", from: "visitor", params };
