/**
 * Defines what the core may know of the world. The core is pure, so it asks for facts. The host answers small ones at
 * once; the others are recorded as wants, which the host gathers before it judges again, until a judgement wants
 * nothing new (`settle`). A fact is `null` if the host looked and could not tell.
 */

import type { CommandAction } from "../action/action.ts";
import type { AgentSwitch } from "../agent-switches/switch.ts";
import { isWindows, type Platform } from "../text/paths.ts";
import type { Moment } from "./moment.ts";
import type { Operation } from "./sql-operation.ts";

export type Want =
  /** UTF-8 text of a file: at most `MAX_FILE_TEXT` characters, else null. */
  | { readonly kind: "text"; readonly path: string }
  /** The file or folder at a path; `type` does not follow links. */
  | { readonly kind: "stat"; readonly path: string }
  /** State of the git work tree that holds `path`; null when there is none. */
  | { readonly kind: "git"; readonly path: string }
  /** Every `.env*` file of the workspace with its entries, nearest first. */
  | { readonly kind: "dotenv"; readonly root: string }
  /** The files in an archive; null if it is none or cannot be opened. */
  | { readonly kind: "members"; readonly path: string }
  /** What PostgreSQL's own grammar parses from a text; null if it is not PostgreSQL or no parser was available. */
  | { readonly kind: "postgres"; readonly text: string };

export const MAX_FILE_TEXT = 256 * 1024;

export interface StatFact {
  readonly type: "missing" | "file" | "directory" | "link" | "other";
  readonly size: number;
  /** Modification time in ms; only compared, never shown. */
  readonly mtimeMs: number;
  /** Real path after following links. */
  readonly realpath: string;
  /** Direct entries of a directory, at most 100 names; absent for others. */
  readonly entries?: readonly string[];
  /** A mount point: another file system begins here. */
  readonly mount?: true;
  /** The file has further hard links, so a write changes what they name as well. */
  readonly shared?: true;
}

export interface GitFact {
  /** Absolute path of the work tree's root. */
  readonly root: string;
  readonly branch?: string;
  readonly head?: string;
  readonly upstream?: string;
  readonly ahead?: number;
  /** Paths relative to `root`, at most 1000 each. */
  readonly modified: readonly string[];
  readonly staged: readonly string[];
  readonly untracked: readonly string[];
  /**
   * Paths that git ignores and so cannot restore; folders are collapsed and end in `/`. Absent if nobody looked; then
   * no file counts as safe in git, because nothing else lists ignored files.
   */
  readonly ignored?: readonly string[];
  readonly stashes: number;
  /** True when a list above was cut. */
  readonly cut: boolean;
}

export interface DotenvEntry {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly name: string;
  readonly value: string;
}

/** A file in an archive: its name there, and its unpacked size in bytes. */
export interface Member {
  readonly name: string;
  readonly size: number;
}

export interface FactOf {
  text: string | null;
  stat: StatFact | null;
  git: GitFact | null;
  members: readonly Member[] | null;
  dotenv: readonly DotenvEntry[] | null;
  postgres: readonly Operation[] | null;
}

export type Fact<K extends Want["kind"] = Want["kind"]> = FactOf[K];

/** Gathered facts by the key that `wantKey` gives. */
export type FactTable = ReadonlyMap<string, Fact>;

export function wantKey(want: Want): string {
  return `${want.kind}:${subjectOf(want)}`;
}

function subjectOf(want: Want): string {
  switch (want.kind) {
    case "dotenv":
      return want.root;
    case "postgres":
      return want.text;
    default:
      return want.path;
  }
}

/** A file in which an agent looks for hooks. Such a file can also switch the guard's hook off. */
export interface HookFile {
  /** Absolute, or `~/…` for any home and any project. The last part may contain a `*`. */
  readonly path: string;
  /** The agent's name, for display. */
  readonly agent: string;
}

/** What the agent's session did to files before this act. All paths are absolute. */
export interface SessionFiles {
  /** Files that the session itself created. */
  readonly created?: readonly string[];
  /** Folders into which the session moved the only copy of files, so their contents are not regenerable. */
  readonly movedIn?: readonly string[];
  /** Commands that may not have run yet. */
  readonly waiting?: readonly WaitingCommand[];
}

export interface WaitingCommand {
  readonly action: CommandAction;
  /** Files whose texts were read to judge it; some did not exist. */
  readonly reads: readonly string[];
  /** The effects that it was allowed, by their keys. */
  readonly did: readonly string[];
}

/** The surroundings of the act, known before any fact is gathered. */
export interface Surroundings extends SessionFiles {
  /** Working directory of the act. If it is not on this disk, the act changes another machine's disk. */
  readonly cwd?: string;
  /** Absolute workspace roots; empty when not known. */
  readonly roots: readonly string[];
  readonly home?: string;
  /** Environment variables of the acting process before the act changes any. */
  readonly env?: Readonly<Record<string, string>>;
  /** Absolute paths of the guard's own folders, wherever the act's variables say the home is. */
  readonly guard?: readonly string[];
  /** Process ids of the guard. */
  readonly guardProcesses?: readonly number[];
  /** Files in which agents look for the guard's hook; the same array for every act on a machine. */
  readonly hookFiles?: readonly HookFile[];
  /** Settings that make agents skip questions or hooks; the same array for every act on a machine. */
  readonly switches?: readonly AgentSwitch[];
  readonly user?: string;
  /** When the act is judged; absent without a clock. */
  readonly now?: Moment;
  readonly platform: Platform;
}

/** The core's only access to the world. It records the facts that were asked for and are missing. */
export class Facts {
  readonly wants = new Map<string, Want>();
  /** Facts by kind and subject, because one judgement asks for the same few paths again and again. */
  private readonly seen = new Map<Want["kind"], Map<string, Fact | undefined>>();

  /** `tell` answers small wants that are not in `table`; it returns undefined for those that take longer. */
  constructor(
    readonly table: FactTable,
    readonly around: Surroundings,
    private readonly tell: (want: Want) => Fact | undefined = () => undefined,
  ) {}

  /** Returns the fact; null if it could not be told, or if it is not gathered yet and so becomes a want. */
  ask<K extends Want["kind"]>(want: Extract<Want, { kind: K }>): FactOf[K] | null {
    // A Windows path such as `C:/x` exists on no other system.
    if ("path" in want && isWindows(want.path) && this.around.platform !== "win32") return null;
    const fact = this.lookUp(want);
    if (fact === undefined) return null;
    return want.kind === "stat" && this.elsewhere(fact as FactOf["stat"]) ? null : (fact as FactOf[K]);
  }

  /** Returns the gathered fact; if there is none, records the want and returns undefined. */
  private lookUp(want: Want): Fact | undefined {
    const subject = subjectOf(want);
    const seen = this.seen.get(want.kind) ?? new Map<string, Fact | undefined>();
    if (seen.size === 0) this.seen.set(want.kind, seen);
    const before = seen.get(subject);
    if (before !== undefined || seen.has(subject)) return before;
    const key = wantKey(want);
    const held = this.table.get(key);
    const fact = held === undefined ? this.tell(want) : held;
    seen.set(subject, fact);
    if (fact === undefined) this.wants.set(key, want);
    return fact;
  }

  /** If the act's working directory is missing here too, a missing path says nothing: the act is elsewhere. */
  private elsewhere(stat: FactOf["stat"]): boolean {
    const { cwd } = this.around;
    if (stat?.type !== "missing" || cwd === undefined) return false;
    const own = this.lookUp({ kind: "stat", path: cwd }) as FactOf["stat"] | undefined;
    return own?.type === "missing";
  }
}
