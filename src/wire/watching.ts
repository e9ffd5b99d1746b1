/** What the watcher over the workspaces has seen, as clients are told of it. */
import type { FindingKind, Weight } from "../core/watching/finding.ts";
import type { Who } from "../core/watching/who.ts";

/** One finding, newest first in `GuardState.found`. */
export interface WatchedChange {
  readonly id: string;
  /** Epoch ms of the first and the last change. */
  readonly from: number;
  readonly to: number;
  /** Absolute path of the watched folder. */
  readonly root: string;
  readonly kind: FindingKind;
  readonly weight: Weight;
  /** One clause. */
  readonly says: string;
  readonly count: number;
  /** Of these, how many git's index still holds as they were last added. */
  readonly restorable: number;
  readonly who: Who;
  /** How it is known who it was, or what else was seen. */
  readonly evidence: readonly string[];
  /** Files that were given back. */
  readonly restored?: number;
}
