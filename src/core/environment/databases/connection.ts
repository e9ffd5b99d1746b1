/** The connection that a setting describes, by a URL or by its pieces → where the database is, with evidence. */
import type { Evidence, Locator } from "../../effects/effect.ts";
import { addressesOf, addressText, type DatabaseAddress } from "../../effects/sql/address.ts";
import { maskSecrets } from "../../masking.ts";
import type { Setting } from "./setting.ts";
import { chosen, type Told, toldBy } from "./told.ts";
import type { Where, World } from "./variables.ts";

export type DatabaseLocator = Extract<Locator, { kind: "database" }>;

/** Where a setting was read, for what stands there literally. */
export interface Source {
  /** Strongest first; empty for what is known without a file. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** What the place is called in them: `production`. */
  readonly section?: string;
  /** As a person would write the path. */
  shown(file: string): string;
}

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
/** Where tools keep the connection inside of their settings. */
const INSIDE = ["connection", "dbCredentials", "primary", "write", "master", "credentials", "default"];

/** Every place that it may lead to; empty when it says nothing. */
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
  // Several databases side by side, each by its name.
  if (entries.size > 0 && [...entries.values()].every(({ kind }) => kind === "map"))
    return [...entries.values()].flatMap(one => databasesIn(one, world, source));
  for (const name of INSIDE) {
    const inner = entries.get(name);
    const found = inner === undefined ? [] : databasesIn(inner, world, source);
    if (found.length > 0) return found;
  }
  return fromPieces(entries, world, source);
}

/** Frameworks connect to this machine where no host is named, and engines that are files have none. */
function fromPieces(entries: ReadonlyMap<string, Setting>, world: World, source: Source): DatabaseLocator[] {
  const hosts = toldIn(entries, HOSTS, world);
  const [port] = toldIn(entries, PORTS, world);
  const [database] = toldIn(entries, entries.has("adapter") ? [...DATABASES, "name"] : DATABASES, world);
  const [user] = toldIn(entries, USERS, world);
  const [engine] = toldIn(entries, ENGINES, world);
  // An engine alone says nothing where a URL is meant to come from a variable that is not set.
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
    // A whole connection string may stand where a host is asked for.
    const [address] = name !== undefined && /:\/\//.test(name) ? addressesOf(name) : [];
    const [bare, own] = name?.split(/:(?=\d+$)/) ?? [];
    const given = address ?? { ...(bare ? { host: bare } : {}), ...(own !== undefined && { port: Number(own) }) };
    return located({ ...rest, ...given }, host, source);
  });
}

/** Known as a whole. */
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

function unknownPlace({ files: [file], shown }: Source): DatabaseLocator {
  const name = file === undefined ? "the program" : shown(file.path);
  const because = `where ${name} connects to is only known when it runs`;
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

/** `DATABASE_URL in .env points at db.acme.io:5432/shop`. */
export function evidenceOf(from: Where, value: string, address: DatabaseAddress, shown: Source["shown"]): Evidence {
  const { file, line, variable, note } = from;
  const place = file === undefined ? "in the environment" : `in ${shown(file)}`;
  const because = `${variable ?? "the connection"} ${place} points at ${addressText(address)}${note === undefined ? "" : ` (${note})`}`;
  return {
    because,
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
    ...(variable !== undefined && { variable }),
    ...(value !== "" && { value: maskSecrets(value) }),
  };
}

function literalEvidence(
  text: string | undefined,
  address: DatabaseAddress,
  { files, section, shown }: Source,
): Evidence {
  // A text that is put together stands nowhere as a whole.
  const place = [text, address.host].flatMap(value => (value ? (placeNaming(files, value, section) ?? []) : []))[0];
  const file = place?.path ?? files[0]?.path;
  const what = section ?? "the connection";
  return {
    because: `${what}${file === undefined ? "" : ` in ${shown(file)}`} points at ${addressText(address)}`,
    ...(file !== undefined && { file }),
    ...(place !== undefined && { line: place.line }),
    ...(text !== undefined && text !== "" && { value: maskSecrets(text) }),
  };
}

/** The first line that has `value`, behind the line that begins `section` where there is one. */
function placeNaming(
  files: Source["files"],
  value: string,
  section: string | undefined,
): { readonly path: string; readonly line: number } | undefined {
  for (const { path, text } of files) {
    const lines = text.split("\n");
    const start =
      section === undefined
        ? 0
        : Math.max(
            0,
            lines.findIndex(line => beginsWith(line, section)),
          );
    const behind = lines.findIndex((line, i) => i >= start && hasWord(line, value));
    const at = behind === -1 ? lines.findIndex(line => hasWord(line, value)) : behind;
    if (at !== -1) return { path, line: at + 1 };
  }
  return undefined;
}

/** Not as a part of a longer word: `dev` is not in `development`. */
function hasWord(line: string, value: string): boolean {
  for (let at = line.indexOf(value); at !== -1; at = line.indexOf(value, at + 1))
    if (!/\w/.test(line.charAt(at - 1)) && !/\w/.test(line.charAt(at + value.length))) return true;
  return false;
}

/** `production:`, `"production": {`, `[production]`. */
function beginsWith(line: string, section: string): boolean {
  const bare = line.replace(/^\W+/, "");
  return bare.startsWith(section) && !/^\w/.test(bare.slice(section.length));
}
