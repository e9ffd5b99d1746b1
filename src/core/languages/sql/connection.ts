/** Finds the database that an act reaches without naming a connection. */
import type { Action } from "../../action/action.ts";
import type { DotenvEntry, Facts } from "../../facts/facts.ts";
import { addressText, type DatabaseAddress, databaseLocators, databaseOf } from "../../places/database-address.ts";
import type { Evidence, Locator } from "../../places/locator.ts";
import type { Scope } from "../../places/scope.ts";
import { maskSecrets } from "../../text/masking.ts";

/** Variables that tools read a connection from, the most usual first. */
const VARIABLES = [
  "DATABASE_URL",
  "POSTGRES_URL",
  "POSTGRES_PRISMA_URL",
  "POSTGRESQL_URL",
  "PG_URL",
  "DB_URL",
  "DATABASE_URI",
  "SQLALCHEMY_DATABASE_URI",
  "MYSQL_URL",
  "MARIADB_URL",
  "MSSQL_URL",
  "DIRECT_URL",
  "SUPABASE_DB_URL",
  "DATABASE_DSN",
  "DB_DSN",
  "DB_URI",
  "GOOSE_DBSTRING",
  "FLYWAY_URL",
  "LIQUIBASE_COMMAND_URL",
  "SPRING_DATASOURCE_URL",
  "MONGODB_URI",
  "MONGODB_URL",
  "MONGO_URL",
  "MONGO_URI",
];
const HOST_VARIABLES = ["PGHOST", "DB_HOST", "DATABASE_HOST", "MYSQL_HOST", "POSTGRES_HOST"];
/** Env files that frameworks load by default. */
const DEFAULT_FILES = [".env.local", ".env.development.local", ".env.development", ".env"];

/**
 * Where SQL without a connection lands: the process's environment first, then the workspace's default env files, each
 * with file and line. Never empty: when nothing says, the one locator has no host, which counts as unknown.
 */
export function defaultDatabase(action: Action, facts: Facts): Locator[] {
  const found = databaseInScope({ cwd: action.cwd, variables: new Map(Object.entries(action.env ?? {})) }, facts);
  return found.length > 0 ? found : [{ kind: "database", evidence: { because: NOTHING_SAYS } }];
}

const NOTHING_SAYS = "nothing here says which database this reaches";

/**
 * Returns where a program connects that uses the usual variables in `variables`; then by the default env files. Empty
 * when nothing says.
 */
export function databaseInScope({ cwd, variables }: Pick<Scope, "cwd" | "variables">, facts: Facts): Locator[] {
  const set = [...variables].map(([name, value]) => ({ name, value, evidence: inEnvironment(name) }));
  const fromEnv = locatorsIn(set);
  if (fromEnv.length > 0) return fromEnv;
  const roots = facts.around.roots.length > 0 ? facts.around.roots : cwd === null ? [] : [cwd];
  return roots.flatMap(root =>
    groupByFile(defaultEntries(root, cwd ?? root, facts)).flatMap(group =>
      locatorsIn(group.map(entry => ({ ...entry, evidence: inFile(entry, root) }))),
    ),
  );
}

/** Entries of the env files that frameworks load by default. */
export function defaultEntries(root: string, cwd: string, facts: Facts): DotenvEntry[] {
  return (facts.ask({ kind: "dotenv", root }) ?? []).filter(entry => isDefaultFile(entry, root, cwd));
}

interface Candidate {
  readonly name: string;
  /** Null when it is only known at run time. */
  readonly value: string | null;
  readonly evidence: (address: DatabaseAddress) => Evidence;
}

/** The first variable that holds a connection; else the first that names a host. */
function locatorsIn(candidates: readonly Candidate[]): Locator[] {
  const byName = new Map([...candidates].reverse().map(candidate => [candidate.name, candidate]));
  for (const name of VARIABLES) {
    const found = byName.get(name);
    if (found?.value === null) return [{ kind: "database", evidence: found.evidence({}) }];
    const address = found && found.value !== "" ? databaseOf(found.value) : undefined;
    if (found && address) return databaseLocators(found.value, found.evidence(address));
  }
  const found = HOST_VARIABLES.flatMap(name => byName.get(name) ?? [])[0];
  const host = found?.value ?? undefined;
  const address = host ? { host } : {};
  return found ? [{ kind: "database", ...address, evidence: found.evidence(address) }] : [];
}

function inEnvironment(variable: string): Candidate["evidence"] {
  return address => ({ because: `${variable} in the environment points at ${addressText(address)}`, variable });
}

function inFile({ file, line, name, value }: DotenvEntry, root: string): Candidate["evidence"] {
  const shown = file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;
  return address => ({
    because: `${name} in ${shown} points at ${addressText(address)}`,
    file,
    line,
    variable: name,
    value: maskSecrets(value),
  });
}

/** Whether a default file lies in the root or in a folder between it and `cwd`. */
function isDefaultFile({ file }: DotenvEntry, root: string, cwd: string): boolean {
  const slash = file.lastIndexOf("/");
  const folder = file.slice(0, slash);
  return DEFAULT_FILES.includes(file.slice(slash + 1)) && (folder === root || `${cwd}/`.startsWith(`${folder}/`));
}

function groupByFile(entries: readonly DotenvEntry[]): DotenvEntry[][] {
  const groups = new Map<string, DotenvEntry[]>();
  for (const entry of entries) groups.set(entry.file, [...(groups.get(entry.file) ?? []), entry]);
  return [...groups.values()];
}
