/**
 * What a person must know before answering, in the order it is shown: what, where, what would be lost, why, and the
 * command last. Plain data, so that a window, a terminal and a test show the same card.
 */
import type { Action } from "../action/action.ts";
import type { Environment } from "../places/environment.ts";
import type { Contribution, Level, Override } from "../rules/contribution.ts";
import type { Span } from "../text/span.ts";
import type { FileCounts } from "./file-counts.ts";

/** A before/after pair shown as a real diff. `after: null`: the file would be deleted. */
export interface ImpactDocument {
  readonly title: string;
  readonly before: string;
  readonly after: string | null;
  /** Absolute path the text belongs to, for syntax colours. */
  readonly path?: string;
}

export interface Card {
  /** One sentence: `Deletes 62 files, none of them in git.` */
  readonly what: string;
  readonly environment: Environment;
  /** Label of the badge for that environment, for example `PROD`. */
  readonly where: string;
  /** Lines on what would be lost; one says so if that could not be measured. */
  readonly lost: readonly string[];
  /** Counts of the files that would be lost, worst first: one entry for each effect that could be counted. */
  readonly counts?: readonly FileCounts[];
  readonly why: readonly Contribution[];
  readonly score: number;
  readonly level: Level;
  readonly override: Override;
  /** What must be typed when `override` is `type-name`. */
  readonly typeName?: string;
  /** The act as text, hidden characters revealed, secrets masked. */
  readonly command: string;
  /** Spans of `command` to highlight. */
  readonly marked: readonly Span[];
  readonly instead?: string;
  readonly agent: string;
  readonly intent?: string;
  /** How the agent's own words differ from the act: `The agent says “local test database”. This reaches production.` */
  readonly differs?: string;
  /** The processes that started it, the outermost first; only for the start of a program. */
  readonly startedBy?: readonly string[];
  readonly cwd: string;
  readonly kind: Action["kind"];
}
