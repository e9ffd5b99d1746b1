/** Defines what a watcher reports to a person: changes that were not judged. */
import type { Standing } from "./change.ts";
import type { Who } from "./who.ts";

/** `watch-limited` is no change: the watcher could not see everything. */
export type FindingKind = "watch-limited" | "mass-deletion" | "truncation" | "git-damage" | "protected-write";

/** `alarm` and `warning` notify the person; `note` only appears in the list and in the audit log. */
export type Weight = "alarm" | "warning" | "note";

export interface Lost {
  readonly path: string;
  /** Size in bytes before and now; null if the file does not exist. */
  readonly before: number | null;
  readonly after: number | null;
  readonly standing: Standing;
  /** What the file is, if it has a special meaning: `Git's hooks and settings`. */
  readonly what?: string;
}

export interface Finding {
  readonly kind: FindingKind;
  readonly weight: Weight;
  /** One clause: `30 files are gone from /work/shop`. */
  readonly says: string;
  /** Epoch ms of the first and the last change. */
  readonly from: number;
  readonly to: number;
  readonly items: readonly Lost[];
  readonly who: Who;
  /** How it is known who made the changes, or what else was observed: clauses that accuse nobody. */
  readonly evidence: readonly string[];
  /** The burst of all changes; absent if they were in several. */
  readonly burst?: number;
}
