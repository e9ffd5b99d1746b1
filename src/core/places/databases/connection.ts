/** Turns the connection in a setting, as a URL or as separate values, into locators with evidence. */

import { addressesOf, type DatabaseAddress } from "../database-address.ts";
import type { Locator } from "../locator.ts";
import { evidenceOf, literalEvidence, type Source } from "./evidence.ts";
import type { Setting } from "./setting.ts";
import { chosen, type Told, toldBy } from "./setting-values.ts";
import type { World } from "./variables.ts";

export type DatabaseLocator = Extract<Locator, { kind: "database" }>;

const URLS = [
  "url",
  "uri",
  "directUrl",
  "database_url",
  "databaseUrl",
  "connectionString",
  "connection_string",
  "connectionUri",
  "clientUrl",
  "jdbcUrl",
  "jdbc-url",
  "dsn",
  "datasource",
  "open",
];
const HOSTS = ["host", "HOST", "hostname", "server", "servername", "host_name", "dbHost"];
const PORTS = ["port", "PORT"];
const DATABASES = ["database", "dbname", "NAME", "dbName", "db", "databaseName", "storage", "filename"];
const USERS = ["username", "user", "USER", "login", "uid"];
const ENGINES = ["adapter", "ENGINE", "dialect", "client", "driver", "type", "provider", "engine"];
/** Keys under which tools nest the connection in their settings. */
const INSIDE = ["connection", "dbCredentials", "primary", "write", "master", "credentials", "default"];

/** Returns every place that the setting may mean; empty if it says nothing. */
export function databasesIn(setting: Setting, world: World, source: Source): DatabaseLocator[] {
  switch (setting.kind) {
    case "map":
      return fromMap(setting.entries, world, source);
    case "list":
      return setting.items.flatMap(item => databasesIn(item, world, source));
    case "first": {
      for (const option of setting.options) {
        const found = databasesIn(option, world, source);
        if (found.length > 0) return found;
      }
      return [];
    }
    case "either":
      return setting.options.flatMap(option => databasesIn(option, world, source));
    case "when":
      return chosen(setting, world).flatMap(one => databasesIn(one, world, source));
    case "unknown":
      return [unknownPlace(source)];
    default:
      return toldBy(setting, world).flatMap(told => fromUrl(told, source));
  }
}

function fromMap(entries: ReadonlyMap<string, Setting>, world: World, source: Source): DatabaseLocator[] {
  const from = toldIn(entries, ["use_env_variable"], world)[0]?.text;
  const variable = from ? world.variable(from) : undefined;
  if (variable?.value)
    return fromUrl({ text: variable.value, parts: [{ text: variable.value, from: variable.from }] }, source);
  for (const name of URLS) {
    const url = entries.get(name);
    if (url === undefined) continue;
    if (url.kind === "map") return databasesIn(url, world, source);
    const found = toldBy(url, world).flatMap(told => fromUrl(told, source));
    if (found.length > 0) return found;
  }
  // Several named databases are configured side by side.
  if (entries.size > 0 && [...entries.values()].every(({ kind }) => kind === "map"))
    return [...entries.values()].flatMap(one => databasesIn(one, world, source));
  for (const name of INSIDE) {
    const inner = entries.get(name);
    const found = inner === undefined ? [] : databasesIn(inner, world, source);
    if (found.length > 0) return found;
  }
  return fromPieces(entries, world, source);
}

/** Without a host, frameworks connect to this machine; file-based engines have none. */
function fromPieces(entries: ReadonlyMap<string, Setting>, world: World, source: Source): DatabaseLocator[] {
  const hosts = toldIn(entries, HOSTS, world);
  const [port] = toldIn(entries, PORTS, world);
  const [database] = toldIn(entries, entries.has("adapter") ? [...DATABASES, "name"] : DATABASES, world);
  const [user] = toldIn(entries, USERS, world);
  const [engine] = toldIn(entries, ENGINES, world);
  // An engine alone means nothing if the URL should come from an unset variable.
  if (hosts.length === 0 && database === undefined && (engine === undefined || URLS.some(name => entries.has(name))))
    return [];
  const rest = {
    ...(port?.text && /^\d+$/.test(port.text) && { port: Number(port.text) }),
    ...(plain(database) && { database: plain(database) ?? "" }),
    ...(plain(user) && { user: plain(user) ?? "" }),
  };
  if (/sqlite|duckdb|pglite/i.test(engine?.text ?? ""))
    return [located({ host: "localhost", ...("database" in rest && { database: rest.database }) }, database, source)];
  if (hosts.length === 0) return [located({ host: "localhost", ...rest }, database ?? engine, source)];
  return hosts.map(host => {
    const name = plain(host)?.toLowerCase();
    // The host setting may contain a whole connection string.
    const [address] = name !== undefined && /:\/\//.test(name) ? addressesOf(name) : [];
    const [bare, own] = name?.split(/:(?=\d+$)/) ?? [];
    const given = address ?? { ...(bare ? { host: bare } : {}), ...(own !== undefined && { port: Number(own) }) };
    return located({ ...rest, ...given }, host, source);
  });
}

/** Returns the text if all of it is known. */
function plain(told: Told | undefined): string | undefined {
  const text = told?.text ?? undefined;
  return text === undefined || text === "" || /\uFFFC|[#$]\{/.test(text) ? undefined : text;
}

function toldIn(entries: ReadonlyMap<string, Setting>, names: readonly string[], world: World): readonly Told[] {
  for (const name of names) {
    const setting = entries.get(name);
    const told = setting === undefined ? [] : toldBy(setting, world).filter(({ text }) => text !== "");
    if (told.length > 0) return told;
  }
  return [];
}

function fromUrl(told: Told, source: Source): DatabaseLocator[] {
  if (told.text === null) return [located({}, told, source)];
  if (/:memory:|^sqlite(?:\+\w+)?:\/*$/.test(told.text))
    return [located({ host: "localhost", database: ":memory:" }, told, source)];
  return addressesOf(told.text).map(address => located(address, told, source));
}

function unknownPlace({ tool, files: [file], shown }: Source): DatabaseLocator {
  const by = file === undefined ? "" : ` (${shown(file.path)})`;
  const because = `where ${tool} connects to is only known when it runs${by}`;
  return { kind: "database", evidence: { because, ...(file && { file: file.path }) } };
}

function located(address: DatabaseAddress, told: Told | undefined, source: Source): DatabaseLocator {
  const { host } = address;
  const part =
    told?.parts.find(({ text }) => host !== undefined && text.toLowerCase().includes(host)) ?? told?.parts[0];
  const evidence = part
    ? evidenceOf(part.from, part.text, address, source.shown)
    : literalEvidence(told?.text ?? undefined, address, source);
  return { kind: "database", ...address, evidence };
}
