/**
 * The vocabulary of consequences: what one act would do, to what, how much of it, and whether it comes back.
 * Facts only: nothing here scores or phrases.
 */
import type { Beyond, Locator } from "../places/locator.ts";
import type { Span } from "../text/span.ts";

export type Verb =
  | "delete"
  | "overwrite"
  | "write"
  | "move"
  | "drop"
  | "truncate"
  | "update"
  | "discard"
  | "rewrite-history"
  | "destroy"
  | "revoke"
  | "grant"
  | "publish"
  | "mutate"
  /** A forward migration: the schema changes, the data stays. */
  | "migrate"
  /** Puts a new version into service. */
  | "deploy"
  /** Turns off something that runs; what it keeps stays. */
  | "stop"
  /** Takes a safeguard of something else away: deletion protection, a firewall rule, permissions. */
  | "weaken"
  | "execute-remote"
  | "execute-unknown"
  | "escalate"
  | "disable-protection"
  | "read-secret"
  | "exfiltrate";

export type ResourceKind =
  | "file"
  | "directory"
  | "working-tree"
  | "untracked-files"
  | "stash"
  | "branch"
  | "remote-branch"
  | "commit"
  | "table"
  | "rows"
  | "schema"
  | "database"
  | "volume"
  | "backup"
  | "bucket"
  | "cluster"
  | "namespace"
  | "stack"
  | "service"
  | "project"
  | "environment"
  | "domain"
  | "secret"
  | "record"
  | "container"
  | "image"
  | "process"
  | "system"
  | "network"
  | "account"
  | "queue"
  /** What a cluster runs or holds by description: applied again, it is back. Data is never one. */
  | "workload"
  | "package"
  | "setting"
  | "guard"
  | "code"
  | "unknown";

/** How much of the resource: one named thing, several, everything there, or not known. */
export type Reach = "one" | "several" | "all" | "unknown";

/** What it takes to get it back: nothing, our own copy taken before, real work, or it is gone. */
export type Recovery = "free" | "snapshot" | "effort" | "none";

/** How sure the reading is. `possible`: the words only look like it. */
export type Certainty = "certain" | "likely" | "possible";

export interface Effect {
  readonly verb: Verb;
  readonly resource: ResourceKind;
  /** What exactly, as a person would name it: a path, a table, `volume 3d2c…`. */
  readonly target: string;
  readonly reach: Reach;
  readonly recovery: Recovery;
  readonly certainty: Certainty;
  /** Id of the pack or reader that read it. */
  readonly source: string;
  /** Public id of the rule that said so: `glab/repo-delete`. */
  readonly rule?: string;
  /** Code has read it, and `rule` was put on it afterwards: a policy that names its kind means it as well. */
  readonly byCode?: true;
  /** One plain clause for the card, for example `deletes the volume 3d2c… and the backups stored in it`. */
  readonly says: string;
  /** The part of the action's text it came from; absent when the text is in another file. */
  readonly span?: Span;
  /** Absolute path, when the target is on disk. */
  readonly path?: string;
  /**
   * All that goes on disk where `path` alone does not say it: absolute file patterns, `/**` at the end for what lies
   * below as well. Absent: `path` and what lies below.
   */
  readonly covers?: readonly string[];
  /** Absolute path of the place that what is moved goes to, where it is known. */
  readonly movedTo?: string;
  /** Of a move, also into an archive: the absolute path that the thing has afterwards; `onlyCopy`: nothing else holds it. */
  readonly brings?: { readonly to: string; readonly onlyCopy: boolean };
  /** Of a write: what stood there has been taken away before, so that nothing older is in it. */
  readonly anew?: true;
  /** Where it lands, strongest first. */
  readonly at?: readonly Locator[];
  /** Where it goes beyond this machine, where nothing there tells environments apart. Shown; weighs nothing. */
  readonly beyond?: Beyond;
  /** The simple command it came from, its words joined by blanks: what a policy's `command` globs are held against. */
  readonly command?: string;
  /** The gentler way to the same goal, if the pack knows one. */
  readonly instead?: string;
  /** What the file holds afterwards has been read, and starts nothing else than before: its place alone asks nothing. */
  readonly looked?: true;
  /** Named circumstances that the score table knows, for example `home`, `workspace-root`, `protected-branch`. */
  readonly marks?: readonly Mark[];
}

/** Public id of what says that an effect is one: a knowledge file's rule, else its kind, for example `effect/drop-table`. */
export function ruleOf({ rule, verb, resource }: Effect): string {
  return rule ?? `effect/${verb}-${resource}`;
}

/** Every id by which a policy means the effect: its rule's, and its kind where no table's line says what it is. */
export function ruleIdsOf(effect: Effect): readonly string[] {
  const { rule, byCode, ...unnamed } = effect;
  return byCode ? [ruleOf(effect), ruleOf(unnamed)] : [ruleOf(effect)];
}

/** The same where nothing is lost by it: what goes came with the text, or comes back. */
export function withoutLoss({ instead: _, marks: __, ...rest }: Effect): Effect {
  return { ...rest, recovery: "free", certainty: "likely" };
}

/** Circumstances that raise an effect. Each has one line in `core/rules/score.ts`. */
export type Mark =
  | "home"
  | "root"
  | "workspace-root"
  | "workspace-ancestor"
  | "outside-workspace"
  | "unresolved-target"
  | "protected-branch"
  | "with-backups"
  | "no-confirmation"
  | "through-wrapper"
  | "protected-path"
  /** Another file system begins there. */
  | "mount-point"
  /** A folder that version control has never seen. */
  | "only-copy"
  /** The folder is a repository of its own. */
  | "repository"
  /** Program source that its repository has never seen. */
  | "unsaved-sources";
