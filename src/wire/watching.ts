/** Messages about what the watcher over the workspaces has seen, on the same stream as `guard.ts`. */
import type { FindingKind, Lost, Weight } from "../core/watching/finding.ts";
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

/** Editor → service: every file of a finding. */
export const FoundFiles = "guard/foundFiles";
export interface FoundFilesParams {
  readonly id: string;
}
export interface FoundFilesResult {
  /** At most 5000. */
  readonly items: readonly Lost[];
}

/** Editor → service: a person has seen the list and wants git's files back. */
export const GiveBack = "guard/giveBack";
export interface GiveBackResult {
  readonly restored: number;
  readonly left: readonly { readonly path: string; readonly because: string }[];
  /** Why nothing was given back, for the person. */
  readonly because?: string;
}

/** Editor → service: what goes through the editor's own doors. Absolute paths. */
export const EditorActs = "guard/editorActs";
export interface EditorActsParams {
  /** About to be deleted or to get another name, by a person or an extension. */
  readonly leaving?: readonly string[];
  /** Saved by the editor. */
  readonly saved?: readonly string[];
  /** Open documents that code has taken most of the text from; lengths in characters. */
  readonly emptied?: readonly { readonly path: string; readonly before: number; readonly after: number }[];
}
