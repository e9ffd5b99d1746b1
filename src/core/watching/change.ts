/** Defines what a watcher over a workspace reports: what happened to single files, and what is known about it. */
import type { Surroundings } from "../facts/facts.ts";
import type { Witness } from "./witness.ts";

/** A change of one file. Sizes are in bytes; null if the file does not exist. */
export interface Change {
  /** When the system reported the change, in epoch ms. */
  readonly at: number;
  /** Absolute. */
  readonly path: string;
  readonly before: number | null;
  readonly after: number | null;
  /** Equal for a file that vanished and one that appeared, if the file was moved. */
  readonly identity?: string;
  /** An editor extension made the change, perhaps in an unsaved document. Absent: a process made it on the disk. */
  readonly by?: "editor";
  /** Equal for changes that were reported without a pause between them. */
  readonly burst?: number;
}

/** Explains changes of `path` and of what lies below it, so that nobody needs to be told. */
export interface Explained {
  /** Epoch ms; changes outside of this time are not explained. */
  readonly from: number;
  readonly until: number;
  readonly path: string;
  /** `act`: an allowed act, or the guard itself. `save`: a person saved. `editor`: the editor deleted or renamed it. */
  readonly by: "act" | "save" | "editor";
  /** If set, explains only a change of `path` itself that leaves this size in bytes; null: that deletes it. */
  readonly exactly?: number | null;
}

/** The state of a changed file in git. */
export type Standing =
  /** The index has the file and the folder does not, so git can restore what was last added. */
  | "missing"
  /** Equal to the last commit, so git itself put it there. */
  | "as-committed"
  /** Tracked, and different from the last commit. */
  | "changed"
  /** No longer in the index, but recently committed or stashed: by a checkout, a rebase or a stash. */
  | "taken-by-git"
  | "ignored"
  | "unknown";

export interface GitKnowledge {
  /** By absolute path; git does not know a path that is absent. */
  readonly standing: ReadonlyMap<string, Standing>;
  /** What is wrong with the repository, as a clause; undefined if its last commit is complete. */
  readonly broken?: string;
}

/** What is known about the folder in which the changes happened. */
export interface Known {
  /** Absolute path of the watched folder. */
  readonly root: string;
  /** The repository's own folder; undefined where there is none. */
  readonly gitFolder?: string;
  /** Number of files there before, as far as they were counted. */
  readonly files: number;
  readonly around: Surroundings;
  /** Globs of the policy's `protect`. */
  readonly protect: readonly string[];
  readonly explained: readonly Explained[];
  /** An agent has acted here recently. */
  readonly agentAtWork: boolean;
  /** Observations made while files changed; absent if none were made. */
  readonly witness?: Witness;
  /** Number of files that may vanish without a report, if the policy sets a lower one than the built-in number. */
  readonly deletions?: number;
  /** Undefined: git was not asked yet. Null: git could not tell. */
  readonly git?: GitKnowledge | null;
}
