/** Messages about single rules of a policy, from editors to the service on the same stream as `guard.ts`. */
import type { Decision } from "../core/policy/decision.ts";

/** Where a rule stands that a reason names: `policy/<id>`, `role/<name>`, `environment/<name>`. */
export const RuleLocation = "guard/ruleLocation";
export interface RuleLocationParams {
  readonly reason: string;
  /** Absolute, of the act that the reason is from. */
  readonly folder: string;
}
/** Null when no policy in force there has it. */
export type RuleLocationResult = { readonly file: string /** 1-based. */; readonly line: number } | null;

/** What a rule of an open policy file makes of the last audited acts, and of one command. */
export const TryRule = "guard/tryRule";
export interface TryRuleParams {
  /** URI of the open document. */
  readonly uri: string;
  readonly rule: string;
  /** Judged alone when given, instead of the audited acts. */
  readonly command?: string;
}
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

/** The acts on which a rule has decided. */
export const Firings = "guard/firings";
export interface FiringsParams {
  readonly uri: string;
  readonly rule: string;
}
export interface FiringsResult {
  /** Newest first. */
  readonly acts: readonly {
    readonly text: string;
    readonly at: number;
    readonly agent: string;
    readonly folder: string;
    readonly decision: string;
  }[];
}
