/** Parses connection strings into the address of a database. */

import { captured, inOrder, words } from "../text/expressions.ts";
import { HOLE } from "../text/words.ts";
import type { Evidence, Locator } from "./locator.ts";

export interface DatabaseAddress {
  /** Undefined if the text does not say it, or only at run time. */
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

/** Formats an address as `db.acme.io:5432/shop`. */
export function addressText({ host, port, database }: DatabaseAddress): string {
  const name = database?.replace(/^\//, "");
  if (host === undefined)
    return name === undefined ? "a host that is not known" : `${name} on a host that is not known`;
  return `${host}${port === undefined ? "" : `:${port}`}${name === undefined ? "" : `/${name}`}`;
}

/** Returns one locator for each host of the connection string. */
export function databaseLocators(text: string, evidence: Evidence): Locator[] {
  return addressesOf(text).map(address => ({ kind: "database", ...address, evidence }));
}

/** Returns one address for each host of the connection string; empty if the text is none. */
export function addressesOf(text: string): DatabaseAddress[] {
  const plain = text.trim().replace(/^(?:jdbc|db):/i, "");
  const file = /^(?:data ?source|filename)\s*=\s*(?!\s)([^;=]*\.(?:db|sqlite3?))\s*(?:;|$)/i.exec(plain)?.[1];
  if (file !== undefined) return [{ host: "localhost", database: file }];
  if (/^(?:file:|sqlite3?:|duckdb:)/i.test(plain) || /^[^:=]*\.(?:db|sqlite3?|duckdb)$/i.test(plain))
    return [{ host: "localhost", database: plain.replace(/^[a-z0-9]+:(?:\/\/)?/i, "").split("?")[0] ?? plain }];
  const url = /^[a-z][a-z0-9+.-]*:\/\/([^/?#;]*)(?:\/([^?#;]*))?([?;].*)?$/is.exec(plain);
  if (url) return fromUrl(url[1] ?? "", url[2] ?? "", url[3] ?? "");
  const pairs = pairsOf(plain);
  return pairs.size === 0 ? [] : [fromPairs(pairs)];
}

/** The last `@` ends the password, which may contain any character. */
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
      // A URL without a host means the local socket.
      ...known("host", host === "" ? "localhost" : host),
      ...(port !== undefined && { port }),
      ...known("database", database),
      ...known("user", decode(user)),
    };
  });
}

/** Reads `host=… dbname=…` of libpq, `Server=tcp:…,1433;Database=…` of ADO. */
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

const KEYS = inOrder(
  [
    /(?:^|[\s;])/,
    captured([
      /host|hostaddr|server|data source/,
      ...words`address addr dbname database`,
      /initial catalog|dbq|user|uid|user id|username|port|service/,
    ]),
    /\s*=\s*('(?:[^'\\]|\\.)*'|[^;\s]*)/,
  ],
  "gi",
);

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

/** Omits a part that is known only at run time. */
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
