/** Connection strings → where a database is, and the database that an act without one would reach. */
import type { Action } from "../../action/action.ts";
import type { DotenvEntry, Facts } from "../../facts.ts";
import { maskSecrets } from "../../masking.ts";
import type { Evidence, Locator } from "../effect.ts";
import type { Scope } from "../pack.ts";
import { HOLE } from "../words.ts";

export interface DatabaseAddress {
  /** Undefined when the text does not say, or only says it at run time. */
  readonly host?: string;
  readonly port?: number;
  readonly database?: string;
  readonly user?: string;
}

/**
 * Reads `postgresql://u:p@h:5432/db`, JDBC and ADO forms, `host=… dbname=…`, and file databases (host `localhost`).
 * Undefined when the text is no connection string. With several hosts the first counts; see `databaseLocators`.
 */
export function databaseOf(text: string): DatabaseAddress | undefined {
  return addressesOf(text)[0];
}

/** One locator for each host that the connection string names. */
export function databaseLocators(text: string, evidence: Evidence): Locator[] {
  return addressesOf(text).map(({ host, database }) => ({
    kind: "database",
    ...(host !== undefined && { host }),
    ...(database !== undefined && { database }),
    evidence,
  }));
}

function addressesOf(text: string): DatabaseAddress[] {
  const plain = text.trim().replace(/^jdbc:/i, "");
  if (/^(?:file:|sqlite3?:|duckdb:)/i.test(plain) || /^[^:]*\.(?:db|sqlite3?|duckdb)$/i.test(plain))
    return [{ host: "localhost", database: plain.replace(/^[a-z0-9]+:(?:\/\/)?/i, "").split("?")[0] ?? plain }];
  const url = /^[a-z][a-z0-9+.-]*:\/\/([^/?#;]*)(?:\/([^?#;]*))?([?;].*)?$/is.exec(plain);
  if (url) return fromUrl(url[1] ?? "", url[2] ?? "", url[3] ?? "");
  const pairs = pairsOf(plain);
  return pairs.size === 0 ? [] : [fromPairs(pairs)];
}

/** The last `@` ends the password, which may hold anything. */
function fromUrl(authority: string, path: string, parameters: string): DatabaseAddress[] {
  const at = authority.lastIndexOf("@");
  const user = at === -1 ? "" : (authority.slice(0, at).split(":")[0] ?? "");
  const given = new Map(
    parameters
      .split(/[?&;]/)
      .map(part => part.split("="))
      .map(([name = "", value = ""]) => [name.toLowerCase(), decode(value)]),
  );
  const names = given.get("host") ?? given.get("hostaddr") ?? authority.slice(at + 1);
  const database = decode(path) || given.get("databasename") || given.get("database") || given.get("dbname") || "";
  return names.split(",").map(name => {
    const { host, port } = hostAndPort(decode(name));
    return {
      // A URL without a host means the socket on this machine.
      ...known("host", host === "" ? "localhost" : host),
      ...(port !== undefined && { port }),
      ...known("database", database),
      ...known("user", decode(user)),
    };
  });
}

/** `host=… dbname=…` of libpq, `Server=tcp:…,1433;Database=…` of ADO. */
function fromPairs(pairs: ReadonlyMap<string, string>): DatabaseAddress {
  const named = (...names: readonly string[]) => names.map(name => pairs.get(name)).find(value => value !== undefined);
  const { host, port } = hostAndPort(
    (named("host", "hostaddr", "server", "data source", "address", "addr") ?? "")
      .replace(/^tcp:/i, "")
      .replace(/,(\d+)$/, ":$1"),
  );
  const database = named("dbname", "database", "initial catalog", "dbq") ?? "";
  return {
    ...known("host", host === "" && named("service") === undefined ? "localhost" : host),
    ...(port !== undefined && { port }),
    ...known("database", database),
    ...known("user", named("user", "uid", "user id", "username") ?? ""),
  };
}

const KEYS =
  /(?:^|[\s;])(host|hostaddr|server|data source|address|addr|dbname|database|initial catalog|dbq|user|uid|user id|username|port|service)\s*=\s*('(?:[^'\\]|\\.)*'|[^;\s]*)/gi;

function pairsOf(text: string): Map<string, string> {
  if (!/(?:^|[\s;])(?:host|hostaddr|server|data source|dbname|database|initial catalog|service)\s*=/i.test(text))
    return new Map();
  return new Map(
    [...text.matchAll(KEYS)].map(([, key = "", value = ""]) => [key.toLowerCase(), value.replace(/^'|'$/g, "")]),
  );
}

function hostAndPort(text: string): { host: string; port?: number } {
  const found = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?/.exec(text);
  const host = (found?.[1] ?? text).replace(/^\[|\]$/g, "").toLowerCase();
  return found?.[2] === undefined ? { host } : { host, port: Number(found[2]) };
}

/** A part that is only known at run time is not known. */
function known<K extends string>(key: K, value: string): { readonly [key in K]?: string } {
  return value === "" || /[$<{]/.test(value) || value.includes(HOLE)
    ? {}
    : ({ [key]: value } as { [key in K]: string });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

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
/** The files that frameworks read without being told. */
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
 * Where a program lands that takes its connection from the usual variables, as they are where it runs; then from the
 * default env files. Empty when nothing says.
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

/** Entries of the env files that frameworks read without being told. */
export function defaultEntries(root: string, cwd: string, facts: Facts): DotenvEntry[] {
  return (facts.ask({ kind: "dotenv", root }) ?? []).filter(entry => isDefaultFile(entry, root, cwd));
}

interface Candidate {
  readonly name: string;
  /** Null when it is only known at run time. */
  readonly value: string | null;
  readonly evidence: (host: string | undefined) => Evidence;
}

/** The first variable that holds a connection; else the first that names a host. */
function locatorsIn(candidates: readonly Candidate[]): Locator[] {
  const byName = new Map([...candidates].reverse().map(candidate => [candidate.name, candidate]));
  for (const name of VARIABLES) {
    const found = byName.get(name);
    if (found?.value === null) return [{ kind: "database", evidence: found.evidence(undefined) }];
    const address = found && found.value !== "" ? databaseOf(found.value) : undefined;
    if (found && address) return databaseLocators(found.value, found.evidence(address.host));
  }
  const found = HOST_VARIABLES.flatMap(name => byName.get(name) ?? [])[0];
  const host = found?.value ?? undefined;
  return found ? [{ kind: "database", ...(host && { host }), evidence: found.evidence(host) }] : [];
}

function inEnvironment(variable: string): Candidate["evidence"] {
  return host => ({
    because: `${variable} in the environment points at ${host ?? "a host that is not known"}`,
    variable,
  });
}

function inFile({ file, line, name, value }: DotenvEntry, root: string): Candidate["evidence"] {
  const shown = file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;
  return host => ({
    because: `${name} in ${shown} points at ${host ?? "a host that is not known"}`,
    file,
    line,
    variable: name,
    value: maskSecrets(value),
  });
}

/** A default file of the root or of a folder on the way down to where the act happens. */
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
