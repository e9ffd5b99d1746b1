/** Defines what clients are told of the watcher's findings. */
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
  /** How many of the files git's index still holds as they were last added. */
  readonly restorable: number;
  readonly who: Who;
  /** How the guard knows who it was, or what else it saw. */
  readonly evidence: readonly string[];
  /** The number of files that were restored. */
  readonly restored?: number;
}
