/** What the pipeline says of one action: every stage's result, nothing phrased for an agent yet. */
import type { Contribution, Decision, Level, Override } from "./decision/decision.ts";
import type { Effect } from "./effects/effect.ts";
import type { Environment } from "./environment/environment.ts";
import type { Want } from "./facts.ts";

export interface Judgement {
  readonly decision: Decision;
  readonly override: Override;
  /** 0 to 100. */
  readonly score: number;
  readonly level: Level;
  /** Worst first. */
  readonly effects: readonly Effect[];
  readonly environment: Environment;
  /** Every contribution, the one that weighs most first. */
  readonly reasons: readonly Contribution[];
  /** Facts that were asked for and not gathered yet: empty once settled. */
  readonly wants: readonly Want[];
}
