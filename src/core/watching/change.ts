/** What a watcher over a workspace hands to the core: what became of single files, and what is known about it. */
import type { Surroundings } from "../facts/facts.ts";
import type { Witness } from "./witness.ts";

/** One look at one file: what it was and what it is. Sizes in bytes; null: not there. */
export interface Change {
  /** Epoch ms: when the system told of it. */
  readonly at: number;
  /** Absolute. */
  readonly path: string;
  readonly before: number | null;
  readonly after: number | null;
  /** Equal for a file that went and one that came: it was moved. */
  readonly identity?: string;
  /** Code in the editor did it, to a document that need not be saved. Absent: some process, on the disk. */
  readonly by?: "editor";
  /** Equal for changes that were told one after the other without a pause. */
  readonly burst?: number;
}

/** Why a change is nobody's surprise: it holds for `path` and what lies below. */
export interface Explained {
  /** Epoch ms, from when and until when. */
  readonly from: number;
  readonly until: number;
  readonly path: string;
  /** An act that was judged and let through, or AgentGuard's own; a person's save; a delete or rename that went through the editor. */
  readonly by: "act" | "save" | "editor";
  /** Holds for `path` alone, and only where the file has so many bytes afterwards; null: where it is gone. */
  readonly exactly?: number | null;
}

/** How git stands to a file after the change. */
export type Standing =
  /** Its index holds the file, the folder does not: git can give back what was last added. */
  | "missing"
  /** Exactly what was last committed: git itself put it there. */
  | "as-committed"
  /** Tracked, and not as it was committed. */
  | "changed"
  /** Not in the index any more, and in what was committed or stashed lately: a checkout, a rebase, a stash. */
  | "taken-by-git"
  | "ignored"
  | "unknown";

export interface GitKnowledge {
  /** By absolute path; one that is absent here is unknown to git. */
  readonly standing: ReadonlyMap<string, Standing>;
  /** What is wrong with the repository, as a clause; undefined when its last commit can be read whole. */
  readonly broken?: string;
}

/** What the changes of one window of time are held against. */
export interface Known {
  /** Absolute path of the watched folder. */
  readonly root: string;
  /** The repository's own folder; undefined where there is none. */
  readonly gitFolder?: string;
  /** Files that were there before, as far as they are counted. */
  readonly files: number;
  readonly around: Surroundings;
  /** Globs of the policy's `protect`. */
  readonly protect: readonly string[];
  readonly explained: readonly Explained[];
  /** An agent has acted here lately. */
  readonly agentAtWork: boolean;
  /** What was seen while files changed; absent where nobody looked. */
  readonly witness?: Witness;
  /** How many files may go before somebody is told, where the policy says less than is built in. */
  readonly deletions?: number;
  /** Undefined: nobody has asked git yet. Null: git could not tell. */
  readonly git?: GitKnowledge | null;
}
