/**
 * What the core may know of the world. The core is pure, so it cannot look: it asks for a fact by name. The host tells
 * small facts at once; the others are written down as wants, which the host gathers before it judges again, until a
 * judgement wants nothing new (`settle`). A fact can be `null`: looked, could not tell.
 */

import type { CommandAction } from "../action/action.ts";
import type { AgentSwitch } from "../agent-switches/switch.ts";
import { isWindows, type Platform } from "../text/paths.ts";
import type { Moment } from "./moment.ts";
import type { Operation } from "./sql-operation.ts";

export type Want =
  /** UTF-8 text of a file: at most `MAX_FILE_TEXT` characters, else null. */
  | { readonly kind: "text"; readonly path: string }
  /** What is at a path, links not followed for `type`. */
  | { readonly kind: "stat"; readonly path: string }
  /** State of the git work tree that holds `path`; null when there is none. */
  | { readonly kind: "git"; readonly path: string }
  /** Every `.env*` file of the workspace with its entries, nearest first. */
  | { readonly kind: "dotenv"; readonly root: string }
  /** The files that an archive holds; null for what is none, or none that can be looked into. */
  | { readonly kind: "members"; readonly path: string }
  /** What PostgreSQL's own grammar reads in a text; null when it is not PostgreSQL or nobody could look. */
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
  /** Another file system begins here. */
  readonly mount?: true;
  /** The file has other names elsewhere: what is written into it is written into them. */
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
   * Paths that git ignores, folders collapsed and ending in `/`: what git would not give back. Absent when nobody
   * looked; then nothing counts as safe in git, for an ignored file is otherwise listed nowhere.
   */
  readonly ignored?: readonly string[];
  readonly stashes: number;
  /** True when a list above was cut. */
  readonly cut: boolean;
}

export interface DotenvEntry {
  readonly file: string;
  /** 1-based line of the name. */
  readonly line: number;
  readonly name: string;
  readonly value: string;
}

/** A file in an archive: its name as it stands there, and how large it is unpacked. */
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

/** Gathered facts by `wantKey`. */
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

/** A file in which an agent looks for hooks, whether ours is there or something that switches it off. */
export interface HookFile {
  /** Absolute; or from `~/` on, which is any home and any project. Its last part may hold a `*`. */
  readonly path: string;
  /** Whose it is, in words for a person. */
  readonly agent: string;
}

/** What an agent's session has done to files before this act. All paths are absolute. */
export interface SessionFiles {
  /** Files that did not exist before the session made them. */
  readonly created?: readonly string[];
  /** Where it has moved what nothing else holds: what lies there now is no product of the place. */
  readonly movedIn?: readonly string[];
  /** Commands that may still be waiting. */
  readonly waiting?: readonly WaitingCommand[];
}

export interface WaitingCommand {
  readonly action: CommandAction;
  /** Files whose texts it was judged by; some were not there. */
  readonly reads: readonly string[];
  /** What it was allowed to do: keys of its effects. */
  readonly did: readonly string[];
}

/** Where the act happens, known before any gathering. */
export interface Surroundings extends SessionFiles {
  /** Working directory of the act. When it is not on this disk, the disk is not the one the act would change. */
  readonly cwd?: string;
  /** Absolute workspace roots; empty when not known. */
  readonly roots: readonly string[];
  readonly home?: string;
  /** Variables of the process that acts, as they are before it changes any. */
  readonly env?: Readonly<Record<string, string>>;
  /** Absolute folders of the guard itself, wherever the act's own variables say that home is. */
  readonly guard?: readonly string[];
  /** Numbers of the guard's own processes. */
  readonly guardProcesses?: readonly number[];
  /** Files in which agents look for the guard's hook; the same array for every act on a machine. */
  readonly hookFiles?: readonly HookFile[];
  /** Settings by which agents go without questions or hooks; the same array for every act on a machine. */
  readonly switches?: readonly AgentSwitch[];
  readonly user?: string;
  /** When it is judged; absent where there is no clock. */
  readonly now?: Moment;
  readonly platform: Platform;
}

/** The core's only window on the world; remembers what it was asked and could not answer. */
export class Facts {
  readonly wants = new Map<string, Want>();
  /** What was looked up before, by subject: one judgement asks for the same few paths again and again. */
  private readonly seen = new Map<Want["kind"], Map<string, Fact | undefined>>();

  /** `tell` answers at once what `table` does not hold, or with undefined what takes longer. */
  constructor(
    readonly table: FactTable,
    readonly around: Surroundings,
    private readonly tell: (want: Want) => Fact | undefined = () => undefined,
  ) {}

  /** The fact, or null when it could not be told or is not gathered yet (then it is wanted). */
  ask<K extends Want["kind"]>(want: Extract<Want, { kind: K }>): FactOf[K] | null {
    // `C:/x` is on no disk of another system.
    if ("path" in want && isWindows(want.path) && this.around.platform !== "win32") return null;
    const fact = this.lookUp(want);
    if (fact === undefined) return null;
    return want.kind === "stat" && this.elsewhere(fact as FactOf["stat"]) ? null : (fact as FactOf[K]);
  }

  /** The fact as gathered; undefined, and wanted, where nobody has. */
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

  /** A path that is missing here says nothing where not even the act's own folder is here. */
  private elsewhere(stat: FactOf["stat"]): boolean {
    const { cwd } = this.around;
    if (stat?.type !== "missing" || cwd === undefined) return false;
    const own = this.lookUp({ kind: "stat", path: cwd }) as FactOf["stat"] | undefined;
    return own?.type === "missing";
  }
}
