/** Defines the words of a policy for effects and resources, with their meanings. The types ensure completeness. */
import type { ShellDialect } from "../action/action.ts";
import type { ResourceKind, Verb } from "../effects/effect.ts";
import type { StatementKind } from "../languages/sql/statement-kinds.ts";
import type { EnvironmentName } from "../places/environment.ts";
import type { Decision } from "./decision.ts";
import type { Ability, Breaker, ProfileName, Requirement } from "./policy.ts";

export const VERB_NOTES: Readonly<Record<Verb, string>> = {
  delete: "removes something",
  overwrite: "replaces what is there",
  write: "creates or changes something",
  move: "moves something away from where it was",
  drop: "drops a table, schema or database",
  truncate: "empties a table or a file",
  update: "changes rows in a database",
  discard: "throws away changes that are not committed",
  "rewrite-history": "changes commits that others may have",
  destroy: "tears down infrastructure",
  revoke: "takes access away",
  grant: "gives access",
  publish: "makes something public or releases it",
  mutate: "changes something through an API",
  migrate: "changes a database schema forward",
  deploy: "puts a new version into service",
  stop: "turns off something that runs",
  weaken: "takes a safeguard of something away",
  "execute-remote": "runs something on another machine",
  "execute-unknown": "runs something that could not be read",
  escalate: "gains higher rights",
  "disable-protection": "switches a safeguard off",
  "read-secret": "reads a credential",
  exfiltrate: "sends local data out",
};

export const STATEMENT_NOTES: Readonly<Record<StatementKind, string>> = {
  select: "looks at data or at how it is laid out, and changes nothing: SELECT, SHOW, DESCRIBE, EXPLAIN",
  insert: "adds rows",
  update: "changes rows",
  delete: "deletes rows",
  merge: "adds, changes or deletes rows: MERGE, REPLACE, UPSERT",
  create: "makes tables, views, indexes and the like",
  alter: "changes how something is laid out: ALTER, RENAME, COMMENT",
  drop: "drops tables, views, schemas and the like",
  truncate: "empties tables",
  grant: "gives or takes rights: GRANT, REVOKE",
  call: "runs code on the server: CALL, EXEC, DO",
  copy: "moves data in or out in bulk: COPY, LOAD, UNLOAD",
  transaction: "begins or ends transactions",
  set: "changes settings of the session: SET, RESET, USE, PRAGMA",
  maintain: "looks after tables: VACUUM, ANALYZE, REINDEX",
};

export const RESOURCE_NOTES: Readonly<Record<ResourceKind, string>> = {
  file: "a file",
  directory: "a folder and what is in it",
  "working-tree": "uncommitted changes to tracked files",
  "untracked-files": "files that git does not know",
  stash: "stashed changes",
  branch: "a local branch",
  "remote-branch": "a branch on a remote",
  commit: "commits",
  table: "a database table",
  rows: "rows of a table",
  schema: "a database schema",
  database: "a whole database",
  volume: "a storage volume",
  backup: "backups or snapshots",
  bucket: "an object storage bucket",
  cluster: "a cluster",
  namespace: "a namespace of a cluster",
  stack: "a stack of infrastructure",
  service: "a deployed service",
  project: "a project at a provider",
  environment: "an environment at a provider",
  domain: "a domain or DNS zone",
  secret: "a credential",
  record: "one record of a service",
  container: "a container or a virtual machine",
  image: "a container image",
  process: "a running process",
  system: "the machine itself: its services, disks, users and start-up",
  network: "a network, a firewall or a route",
  account: "a user, a role or a service account",
  queue: "a queue, a topic or a stream",
  workload: "something a cluster runs or holds by description",
  package: "a published package or release",
  setting: "a setting of something",
  guard: "AgentGuard itself",
  code: "code to be run",
  unknown: "something that could not be told",
};

export const DECISION_NOTES: Readonly<Record<Decision, string>> = {
  allow: "lets it run unasked; without effect in a workspace file",
  ask: "holds it until a person answers",
  deny: "refuses it",
};

export const ENVIRONMENT_NOTES: Readonly<Record<EnvironmentName, string>> = {
  local: "this machine only",
  development: "shared, and nobody minds losing it",
  staging: "like production, without customers",
  unknown: "could not be told",
  production: "the real thing",
};

export const REQUIREMENT_NOTES: Readonly<Record<Requirement, string>> = {
  confirm: "presses Allow once",
  "type-name": "types the name of what is destroyed",
  code: "types a one-time code (`agentguard codes`)",
};

export const SHELL_NOTES: Readonly<Record<ShellDialect, string>> = {
  bash: "Bash",
  sh: "POSIX shell",
  zsh: "Z shell",
  fish: "fish",
  powershell: "PowerShell",
  cmd: "cmd.exe",
};

export const ABILITY_NOTES: Readonly<Record<Ability, string>> = {
  read: "looks at files, and runs commands that only look",
  edit: "changes files",
  run: "runs programs",
  fetch: "sends requests and calls tools of other servers",
  data: "changes what databases and services hold",
  deploy: "pushes, publishes, migrates and deploys",
  secrets: "reads credentials",
  administer: "changes machines, networks, accounts and access",
};

export const BREAKER_NOTES: Readonly<Record<Breaker, string>> = {
  ask: "asks about every further act that destroys something",
  halt: "stops every agent until a person resumes",
};

export const PROFILE_NOTES: Readonly<Record<ProfileName, string>> = {
  solo: "asks about what cannot be undone, silent on the rest",
  team: "asks as well before others are affected: releases, deployments, shared branches",
  regulated: "refuses losses in production, asks about everything that leaves or lasts",
  observe: "judges and records, holds nothing but what would switch the guard off",
};

/** Returns the keys of such a table as a non-empty tuple, as zod's enums need it. */
export function wordsOf<Word extends string>(notes: Readonly<Record<Word, string>>): [Word, ...Word[]] {
  return Object.keys(notes) as [Word, ...Word[]];
}
