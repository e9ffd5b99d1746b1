/** What a watcher has seen that nobody judged: the words and numbers a person gets. */
import type { Standing } from "./change.ts";
import type { Who } from "./who.ts";

/** `watch-limited`: no change, but that not everything is seen. */
export type FindingKind = "watch-limited" | "mass-deletion" | "truncation" | "git-damage" | "protected-write";

/** `alarm` and `warning` are put before a person, `note` stands in the list and in the audit log. */
export type Weight = "alarm" | "warning" | "note";

export interface Lost {
  readonly path: string;
  /** Bytes before and now; null: not there. */
  readonly before: number | null;
  readonly after: number | null;
  readonly standing: Standing;
  /** What the file is, where it is more than a file: `Git's hooks and settings`. */
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
  /** How it is known who it was, or what else was seen: clauses that blame nobody. */
  readonly evidence: readonly string[];
  /** The burst that all of it belongs to; absent where it came in several. */
  readonly burst?: number;
}
