/**
 * The vocabulary of consequences: what one act would do, to what, how much of it, and whether it can be recovered.
 * Facts only: scores and sentences are made elsewhere.
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
  /** Turns off something that runs; its data stays. */
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
  /** What a cluster runs or holds by a manifest: applying it again restores it. Data is never a workload. */
  | "workload"
  | "package"
  | "setting"
  | "guard"
  | "code"
  | "unknown";

/** How much of the resource is affected: one named item, several, everything there, or an unknown amount. */
export type Reach = "one" | "several" | "all" | "unknown";

/** What recovery takes: nothing, a copy that AgentGuard took before, real work; or nothing helps. */
export type Recovery = "free" | "snapshot" | "effort" | "none";

/** How sure the reader is. `possible`: only the words suggest it. */
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
  /** Public id of the rule that found it: `glab/repo-delete`. */
  readonly rule?: string;
  /** A pack's code found it, and `rule` was added afterwards: a policy that names its kind matches it as well. */
  readonly byCode?: true;
  /** One plain clause for the card, for example `deletes the volume 3d2c… and the backups stored in it`. */
  readonly says: string;
  /** The part of the action's text it came from; absent when the text is in another file. */
  readonly span?: Span;
  /** Absolute path, when the target is on disk. */
  readonly path?: string;
  /**
   * Everything on disk that is affected, where `path` alone does not say it: absolute globs, `/**` at the end for what
   * lies below as well. Absent: `path` and everything below it.
   */
  readonly covers?: readonly string[];
  /** Absolute path of a move's destination, where it is known. */
  readonly movedTo?: string;
  /** Of a move, also into an archive: the absolute path afterwards. `onlyCopy`: no other copy exists. */
  readonly brings?: { readonly to: string; readonly onlyCopy: boolean };
  /** Of a write: an older file was removed before, so the new one holds nothing of it. */
  readonly anew?: true;
  /** Locators of the environments that it reaches, strongest first. */
  readonly at?: readonly Locator[];
  /** An address outside this machine from which no environment can be told. It is shown and adds no score. */
  readonly beyond?: Beyond;
  /** The simple command that it came from, words joined by blanks: a policy's `command` globs match it. */
  readonly command?: string;
  /** The gentler way to the same goal, if the pack knows one. */
  readonly instead?: string;
  /** The new content of the file was read and starts nothing new: the path alone is no reason to ask. */
  readonly looked?: true;
  /** Named circumstances that the score table knows, for example `home`, `workspace-root`, `protected-branch`. */
  readonly marks?: readonly Mark[];
}

/** Returns the public id of an effect: its rule, or else its kind, for example `effect/drop-table`. */
export function ruleOf({ rule, verb, resource }: Effect): string {
  return rule ?? `effect/${verb}-${resource}`;
}

/** Returns every id by which a policy may name the effect: its rule's, and for one found by code also its kind's. */
export function ruleIdsOf(effect: Effect): readonly string[] {
  const { rule, byCode, ...unnamed } = effect;
  return byCode ? [ruleOf(effect), ruleOf(unnamed)] : [ruleOf(effect)];
}

/** The effect without its loss, because what is deleted was created by the same text or can be made again. */
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
  /** The mount point of another file system. */
  | "mount-point"
  /** A folder that was never under version control. */
  | "only-copy"
  /** The folder is a repository of its own. */
  | "repository"
  /** Source code that was never committed. */
  | "unsaved-sources";
