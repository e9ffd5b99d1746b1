/** Defines contributions to a verdict: points with a reason, and what a person must do to let an act pass. */
import type { Decision } from "../policy/decision.ts";

const LEVELS = ["safe", "low", "medium", "high", "critical"] as const;
export type Level = (typeof LEVELS)[number];

/**
 * What a person must do to let the act pass once.
 * `confirm`: press Allow once. `type-name`: type the target's name as well, so that no single keypress runs it.
 * `code`: type a one-time code, which no program on the machine knows. `none`: no card; the act is refused outright.
 */
export type Override = "confirm" | "type-name" | "code" | "none";

/** Points with a rule and a reason. A score is the sum of such lines. */
export interface Contribution {
  /** The rule's id in a knowledge file (`glab/repo-delete`), `effect/…`, `recovery/…`, `policy/<id>` and so on. */
  readonly rule: string;
  /** Names what the act does; other contributions say how bad that is, or what a policy decided. */
  readonly ofEffect?: true;
  readonly points: number;
  readonly because: string;
  /** The decision of this rule alone, if it decides instead of adding points. */
  readonly then?: Decision;
  /** The least that a person must do to let the act pass. */
  readonly require?: Exclude<Override, "none">;
  /** A safer alternative. */
  readonly instead?: string;
}
