/** Points with a source and a reason, and what a person must do to let an act pass. */
import type { Decision } from "../policy/decision.ts";

const LEVELS = ["safe", "low", "medium", "high", "critical"] as const;
export type Level = (typeof LEVELS)[number];

/**
 * What a person must do to let the act pass once.
 * `confirm`: press Allow once. `type-name`: type the target's name as well, so that no single keypress runs it.
 * `code`: type a one-time code, which no program on the machine knows. `none`: no card; the act is refused outright.
 */
export type Override = "confirm" | "type-name" | "code" | "none";

/** Points with a source and a reason: a score is nothing but a list of these. */
export interface Contribution {
  /** The rule's id in a knowledge file (`glab/repo-delete`), `effect/…`, `recovery/…`, `policy/<id>` and so on. */
  readonly rule: string;
  /** It names what the act does; the others say how bad that is, or what somebody has ruled. */
  readonly ofEffect?: true;
  readonly points: number;
  readonly because: string;
  /** What this rule alone would decide, when it decides rather than adds points. */
  readonly then?: Decision;
  /** What a person must do at least to let it pass. */
  readonly require?: Exclude<Override, "none">;
  /** The gentler way. */
  readonly instead?: string;
}
