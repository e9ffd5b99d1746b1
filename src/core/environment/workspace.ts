/**
 * Computes the badge: the strongest environment that a workspace's defaults reach, before any act. Defaults are the env
 * files that programs load if no mode is selected (or the only ones there), the linked projects, and what the
 * workspace's tools would reach now.
 */

import type { DotenvEntry, Facts } from "../facts/facts.ts";
import { type Environment, type EnvironmentName, mostCareful } from "../places/environment.ts";
import { hostOfValue, isLocalHost } from "../places/hosts.ts";
import type { Evidence } from "../places/locator.ts";
import type { Policy } from "../policy/policy.ts";
import { inOrder, words } from "../text/expressions.ts";
import { ownProperty } from "../text/own-property.ts";
import { baseName, parentOf, relativeTo } from "../text/paths.ts";
import { environmentAt } from "./detect.ts";
import { named } from "./naming.ts";
import { placesOfTools } from "./workspace-places.ts";

const LABELS = {
  local: "LOCAL",
  development: "DEV",
  staging: "STAGING",
  unknown: "UNKNOWN",
  production: "PROD",
} as const satisfies Record<EnvironmentName, string>;
const MODE = /^(APP_ENV|NODE_ENV|RAILS_ENV|RACK_ENV|DJANGO_ENV|FLASK_ENV|ENVIRONMENT)$/;
const MODES: Readonly<Record<string, EnvironmentName>> = {
  production: "production",
  prod: "production",
  live: "production",
  staging: "staging",
  stage: "staging",
  preview: "staging",
  development: "development",
  dev: "development",
  test: "development",
  testing: "development",
  local: "local",
};

/** Returns the badge's environment. `variables`: those of the editor that has the workspace open. */
export function workspaceEnvironment(
  root: string,
  facts: Facts,
  policy: Policy,
  variables: ReadonlyMap<string, string> = new Map(),
): Environment {
  const entries = facts.ask({ kind: "dotenv", root }) ?? [];
  const defaults = defaultsOf(entries);
  const branch = facts.ask({ kind: "git", path: root })?.branch;
  const onBranch =
    branch === undefined ? undefined : named("branch", branch, policy, { because: `the branch is ${branch}` });
  const found = [
    ...defaults.flatMap(entry => entryEnvironment(entry, root, facts, policy) ?? []),
    ...(onBranch ? [onBranch] : []),
    ...placesOfTools(root, defaults, variables, facts).map(at => environmentAt(at, facts, policy)),
  ];
  const strongest = mostCareful({ name: "local", evidence: [] }, ...found);
  // A mark on any of these places can change which environment is the strongest.
  const places = found.flatMap(({ places: own }) => own ?? []);
  const once = [...new Map(places.map(place => [`${place.key} ${place.name}`, place])).values()];
  return { ...strongest, evidence: eachPlaceOnce(strongest.evidence), ...(once.length > 0 && { places: once }) };
}

/** Lists a line of a file once, although several readers may report it. */
function eachPlaceOnce(evidence: readonly Evidence[]): readonly Evidence[] {
  const key = ({ file, line, because }: Evidence) => (file === undefined ? because : `${file}:${line}`);
  return evidence.filter((one, index) => evidence.findIndex(other => key(other) === key(one)) === index);
}

const OTHER_MODES = new Set("production prod live staging stage preview test testing ci".split(" "));

/** Returns the entries of default files, and all entries of a folder that has none: whoever works there picks one. */
function defaultsOf(entries: readonly DotenvEntry[]): DotenvEntry[] {
  const folders = new Set(entries.filter(({ file }) => isDefault(file)).map(({ file }) => parentOf(file)));
  return entries.filter(({ file }) => isDefault(file) || !folders.has(parentOf(file)));
}

/** `.env`, `.env.local`, `.env.development`: the files that are loaded if no mode is selected. */
function isDefault(file: string): boolean {
  return !baseName(file)
    .toLowerCase()
    .split(".")
    .some(part => OTHER_MODES.has(part));
}

export function labelOf(name: EnvironmentName, policy: Policy): { label: string; color?: string } {
  const badge = policy.environments.find(rule => rule.name === name && rule.badge)?.badge;
  return { label: badge?.label ?? LABELS[name], ...(badge?.color && { color: badge.color }) };
}

const DATABASE = inOrder(
  [
    /^/,
    words`
      postgres(?:ql)? mysql2? mariadb mongodb(?:\+srv)? rediss? amqps? mssql sqlserver clickhouse cockroachdb libsql
      nats kafka
    `,
    /(?:\+\w+)?:\/\//,
  ],
  "i",
);

/** The address of a database always counts; other addresses count only if a policy names them. */
function entryEnvironment(entry: DotenvEntry, root: string, facts: Facts, policy: Policy): Environment | undefined {
  const file = relativeTo(entry.file, root, facts.around.platform);
  const evidence = (because: string): Evidence => ({
    because,
    file: entry.file,
    line: entry.line,
    variable: entry.name,
  });
  const mode = MODE.test(entry.name) ? ownProperty(MODES, entry.value.toLowerCase()) : undefined;
  if (mode) return { name: mode, evidence: [evidence(`${entry.name} in ${file} says ${entry.value}`)] };
  const host = hostOfValue(entry.value);
  if (host === undefined || isLocalHost(host)) return undefined;
  const source = evidence(`${entry.name} in ${file} points at ${host}`);
  if (DATABASE.test(entry.value)) return environmentAt({ kind: "host", host, evidence: source }, facts, policy);
  return named("host", host, policy, source);
}
