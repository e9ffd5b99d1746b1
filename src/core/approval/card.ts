/**
 * What a person must know before answering, in the order it is shown: what, where, what would be lost, why, and the
 * command last. Plain data, so that a window, a terminal and a test show the same card.
 */
import type { Action } from "../action/action.ts";
import type { Environment } from "../places/environment.ts";
import type { Contribution, Level, Override } from "../rules/contribution.ts";
import type { Span } from "../text/span.ts";
import type { FileCounts } from "./file-counts.ts";

/** A before/after pair shown as a real diff. `after: null` means the file would be gone. */
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
  /** Lines on what would be lost; `could not tell` is one of them when it could not. */
  readonly lost: readonly string[];
  /** The files that would go, counted: one entry for each effect on this disk that could be counted, worst first. */
  readonly counts?: readonly FileCounts[];
  readonly why: readonly Contribution[];
  readonly score: number;
  readonly level: Level;
  readonly override: Override;
  /** What must be typed when `override` is `type-name`. */
  readonly typeName?: string;
  /** The act as text, hidden characters revealed, secrets masked. */
  readonly command: string;
  /** Parts of `command` to mark. */
  readonly marked: readonly Span[];
  readonly instead?: string;
  readonly agent: string;
  readonly intent?: string;
  /** Where the agent's own words are clearly not what the act does: `The agent says “local test database”. This reaches production.` */
  readonly differs?: string;
  /** Of a program: who has started it, the outermost first. */
  readonly startedBy?: readonly string[];
  readonly cwd: string;
  readonly kind: Action["kind"];
}
