/**
 * Defines the score table, with every number in one place. An effect's score is the sum of the lines that apply,
 * clamped to 0…100; the act's score is that of its worst effect. Recovery and environment weigh most.
 */

import type { Certainty, Effect, Mark, Reach, Recovery, ResourceKind, Verb } from "../effects/effect.ts";
import type { EnvironmentName } from "../places/environment.ts";
import type { Level } from "./contribution.ts";

interface BaseLine {
  readonly verb: Verb;
  /** Absent: any other resource of this verb. */
  readonly resource?: readonly ResourceKind[];
  readonly reach?: readonly Reach[];
  readonly points: number;
}

/** The base points of losing a resource. The first line that matches counts. */
export const BASE: readonly BaseLine[] = [
  { verb: "delete", resource: ["file"], points: 15 },
  { verb: "delete", resource: ["directory"], points: 25 },
  { verb: "delete", resource: ["untracked-files"], points: 35 },
  { verb: "delete", resource: ["branch", "commit"], points: 25 },
  { verb: "delete", resource: ["remote-branch", "stash"], points: 30 },
  { verb: "delete", resource: ["rows"], reach: ["all", "unknown"], points: 35 },
  // A condition selects the rows, which is ordinary work outside of production.
  { verb: "delete", resource: ["rows"], points: -5 },
  { verb: "delete", resource: ["record"], points: 20 },
  { verb: "delete", resource: ["domain", "secret"], points: 35 },
  { verb: "delete", resource: ["service"], points: 45 },
  { verb: "delete", resource: ["table", "schema"], points: 45 },
  {
    verb: "delete",
    resource: ["volume", "backup", "database", "bucket", "cluster", "namespace", "project", "environment", "stack"],
    points: 60,
  },
  { verb: "delete", resource: ["container", "image", "process"], points: 10 },
  { verb: "delete", resource: ["workload"], points: 30 },
  { verb: "delete", resource: ["queue", "account", "system"], points: 45 },
  { verb: "delete", resource: ["network"], points: 35 },
  { verb: "delete", resource: ["setting"], points: 15 },
  { verb: "delete", points: 30 },
  { verb: "drop", resource: ["database", "schema"], points: 60 },
  { verb: "drop", points: 45 },
  { verb: "truncate", points: 45 },
  { verb: "update", reach: ["all", "unknown"], points: 35 },
  { verb: "update", points: -5 },
  { verb: "destroy", points: 35 },
  { verb: "discard", points: 40 },
  { verb: "rewrite-history", points: 40 },
  { verb: "overwrite", points: 20 },
  { verb: "move", resource: ["system", "secret"], points: 30 },
  { verb: "move", points: 10 },
  { verb: "write", points: 0 },
  { verb: "mutate", resource: ["stack"], points: 25 },
  { verb: "mutate", resource: ["system", "account", "network"], points: 30 },
  { verb: "mutate", points: 5 },
  { verb: "migrate", points: 10 },
  { verb: "deploy", points: 25 },
  { verb: "stop", resource: ["system", "cluster", "project"], points: 45 },
  { verb: "stop", resource: ["service", "database"], points: 15 },
  { verb: "stop", resource: ["process"], reach: ["all", "unknown"], points: 30 },
  { verb: "stop", resource: ["network"], points: 35 },
  { verb: "stop", resource: ["workload"], points: 25 },
  { verb: "stop", points: 5 },
  { verb: "weaken", points: 40 },
  { verb: "revoke", points: 30 },
  { verb: "grant", points: 20 },
  { verb: "publish", points: 40 },
  { verb: "execute-remote", points: 45 },
  { verb: "execute-unknown", points: 35 },
  { verb: "escalate", points: 20 },
  { verb: "disable-protection", points: 95 },
  // A single value by its name, from a store that controls access itself.
  { verb: "read-secret", resource: ["record"], points: 10 },
  { verb: "read-secret", points: 40 },
  { verb: "exfiltrate", resource: ["file", "directory"], points: 20 },
  { verb: "exfiltrate", points: 70 },
];

/** `free` cancels the whole base, because nothing is lost. */
export const RECOVERY: Readonly<Record<Exclude<Recovery, "free">, number>> = { snapshot: 5, effort: 5, none: 25 };

export const REACH: Readonly<Record<Reach, number>> = { one: 0, several: 5, all: 15, unknown: 10 };

export const ENVIRONMENT: Readonly<Record<EnvironmentName, number>> = {
  local: 0,
  development: 0,
  staging: 5,
  unknown: 10,
  production: 30,
};

export const CERTAINTY: Readonly<Record<Certainty, number>> = { certain: 0, likely: -5, possible: -20 };

export const MARK: Readonly<Record<Mark, { readonly points: number; readonly because: string }>> = {
  home: { points: 40, because: "the target is or holds a home folder" },
  root: { points: 50, because: "the target is or holds system folders" },
  "workspace-root": { points: 35, because: "the target is the whole workspace" },
  "workspace-ancestor": { points: 40, because: "the target holds the workspace" },
  "outside-workspace": { points: 10, because: "the target is outside the workspace" },
  "unresolved-target": { points: 30, because: "the target is only known when it runs" },
  "protected-branch": { points: 15, because: "the branch is one that others build on" },
  "with-backups": { points: 10, because: "the backups go with it" },
  "no-confirmation": { points: 5, because: "the tool's own question is switched off" },
  "through-wrapper": { points: 0, because: "it is inside another command" },
  "mount-point": { points: 20, because: "another disk begins there, and what is on it goes" },
  "only-copy": { points: 10, because: "no version control has ever seen what is in it" },
  repository: { points: 15, because: "it is a repository: its history and what was never pushed go with it" },
  "unsaved-sources": { points: 25, because: "it is the source code that nobody has committed yet" },
  "protected-path": { points: 60, because: "the policy protects this path" },
};

/** The command uses a credential that was found elsewhere in the workspace. */
export const FOUND_CREDENTIAL = 15;

/** The act destroys in a second way as well, and each alone has at least level high. */
export const COMPOUND = { points: 10, from: 60 } as const;

/** The command names one place and reaches another, so its author was mistaken. */
export const MISTAKEN_PLACE = 30;

/** Lower bound of each level. Critical acts can be asked about; from the policy's own bound on they are denied. */
export const LEVEL_FROM: readonly (readonly [number, Level])[] = [
  [85, "critical"],
  [60, "high"],
  [40, "medium"],
  [15, "low"],
  [0, "safe"],
];

export function baseOf(effect: Effect): number {
  const line = BASE.find(
    row =>
      row.verb === effect.verb &&
      (row.resource === undefined || row.resource.includes(effect.resource)) &&
      (row.reach === undefined || row.reach.includes(effect.reach)),
  );
  return line?.points ?? 30;
}

export function levelOf(score: number): Level {
  return LEVEL_FROM.find(([from]) => score >= from)?.[1] ?? "safe";
}
