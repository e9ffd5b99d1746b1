/** Languages inside a tool's arguments, told by the argument's name and by what its text looks like. */
import type { McpAction } from "../../action/action.ts";
import type { Facts } from "../../facts.ts";
import { resolvePath } from "../../paths.ts";
import type { Locator } from "../effect.ts";
import type { Destination } from "../graphql/effects.ts";
import { looksLikeGraphql } from "../graphql/requests.ts";
import { readingName } from "../names.ts";
import type { Inner, Scope } from "../pack.ts";
import { defaultDatabase } from "../sql/connection.ts";
import { looksLikeSql } from "../sql/reader.ts";
import { literalWord } from "../words.ts";
import { configuredDatabase } from "./server-config.ts";

const MAX_DEPTH = 5;
const MAX_TEXTS = 200;

const ALWAYS_SQL = /^(?:sql|sql_?query|sql_?text|statements?|ddl|migration(?:_sql)?)$/i;
const OFTEN_SQL = /^(?:query|queries|q|command|text|content|body|input|script)$/i;
const SHELL = /^(?:command|cmd|commands|script|bash|shell|shell_?command|command_?line)$/i;
const DATABASE =
  /sql|postgres|\bpg|maria|database|(?:^|[^a-z])db(?:[^a-z]|$)|supabase|neon|snowflake|bigquery|redshift|clickhouse|duckdb|cockroach|planetscale|oracle|databricks|trino/i;
/** Run by their vendors: what the workspace's own DATABASE_URL says is beside the point. */
const HOSTED = /supabase|neon|planetscale|snowflake|bigquery|redshift|databricks|turso|cockroach/i;

interface Text {
  readonly key: string;
  readonly value: string;
  /** The object that holds it, for its neighbours `args` and `cwd`. */
  readonly owner: Readonly<Record<string, unknown>>;
}

export function embeddedIn(
  action: McpAction,
  place: Destination,
  facts: Facts,
): { readonly inner: readonly Inner[]; readonly graphql: readonly string[] } {
  const inner: Inner[] = [];
  const graphql: string[] = [];
  const isDatabase = DATABASE.test(`${action.server} ${action.tool}`);
  for (const text of textsIn(action.arguments)) {
    if (isSql(text, isDatabase, action.tool))
      inner.push({ kind: "sql", text: text.value, at: databaseAt(action, place, facts), source: "mcp" });
    else if (/^(?:query|mutation|document|graphql)/i.test(text.key) && looksLikeGraphql(text.value))
      graphql.push(text.value);
    else if (SHELL.test(text.key) && !isDatabase) inner.push(shellOf(text, action));
    else if (/^(?:url|uri|endpoint)$/i.test(text.key) && /^https?:/i.test(text.value))
      inner.push(...callOf(text, action));
  }
  return { inner, graphql };
}

/** A tool that searches has a `query` that is none; one that runs SQL has one that is, whatever it looks like. */
function isSql({ key, value }: Text, isDatabase: boolean, tool: string): boolean {
  if (ALWAYS_SQL.test(key)) return true;
  if (!OFTEN_SQL.test(key)) return false;
  if (looksLikeSql(value)) return isDatabase || !SHELL.test(key);
  return (
    isDatabase &&
    /^(?:query|queries|q)$/i.test(key) &&
    !(readingName(tool) && /search|docs|find/i.test(tool)) &&
    !looksLikeGraphql(value)
  );
}

function databaseAt(action: McpAction, place: Destination, facts: Facts): readonly Locator[] {
  if (place.local)
    return [{ kind: "database", host: "localhost", evidence: { because: `${place.name} runs on this machine` } }];
  const configured = configuredDatabase(action, facts);
  if (configured.length > 0) return configured;
  return HOSTED.test(action.server) ? place.at : defaultDatabase(action, facts);
}

/** `command` with its neighbour `args` is one argv; on its own it is shell text. */
function shellOf({ value, owner }: Text, action: McpAction): Inner {
  const folder = [owner.cwd, owner.workdir, owner.working_directory, owner.directory].find(
    item => typeof item === "string",
  );
  const scope: Scope = {
    cwd: folder === undefined ? action.cwd : resolvePath(folder, action.cwd),
    variables: new Map(Object.entries(action.env ?? {})),
    via: [`mcp ${action.server}`],
  };
  const args = owner.args ?? owner.arguments;
  if (Array.isArray(args) && args.every(arg => typeof arg === "string"))
    return { kind: "argv", argv: [value, ...args].map(arg => literalWord(arg)), scope };
  return { kind: "shell", text: value, scope };
}

function callOf({ value, owner }: Text, action: McpAction): Inner[] {
  const method = typeof owner.method === "string" ? owner.method.toUpperCase() : "GET";
  const body = owner.body ?? owner.data ?? owner.json;
  const text = typeof body === "string" ? body : body === undefined ? undefined : JSON.stringify(body);
  const call = { method, url: literalWord(value), headers: [], ...(text !== undefined && { body: text }) };
  return [{ kind: "http", call, scope: { cwd: action.cwd, variables: new Map(), via: [] }, source: "mcp" }];
}

/** Every string in the arguments with the name it stands under; an array's items stand under the array's name. */
function textsIn(args: Readonly<Record<string, unknown>>): Text[] {
  const texts: Text[] = [];
  const walk = (value: unknown, key: string, owner: Readonly<Record<string, unknown>>, depth: number): void => {
    if (depth > MAX_DEPTH || texts.length >= MAX_TEXTS) return;
    if (typeof value === "string") texts.push({ key, value, owner });
    else if (Array.isArray(value)) {
      // `command: ["bash", "-c", "…"]` is one argv, read once from its first word.
      const [program, ...rest] = value;
      if (SHELL.test(key) && typeof program === "string" && !/\s/.test(program) && rest.length > 0)
        walk(program, key, { ...owner, args: rest }, depth + 1);
      else for (const item of value) walk(item, key, owner, depth + 1);
    } else if (typeof value === "object" && value !== null) {
      const object = value as Record<string, unknown>;
      for (const [name, item] of Object.entries(object)) walk(item, name, object, depth + 1);
    }
  };
  walk(args, "", args, 0);
  return texts;
}
