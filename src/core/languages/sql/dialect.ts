/** The differences between SQL dialects that matter for reading statements, one row for each dialect. */
import { anyOf, words } from "../../text/expressions.ts";

type DialectId = "postgres" | "mysql" | "sqlite" | "tsql" | "snowflake" | "bigquery";

export interface Dialect {
  readonly id: DialectId;
  /** A backslash escapes inside `'…'`. PostgreSQL only after `E`. */
  readonly backslash: boolean;
  /** `"…"` is a string, not a name. */
  readonly doubleQuotedString: boolean;
  /** `[…]` is a name. */
  readonly brackets: boolean;
  /** `$tag$…$tag$` is a string. */
  readonly dollar: boolean;
  /** `#` starts a comment. */
  readonly hash: boolean;
  /** `//` starts a comment. */
  readonly slashes: boolean;
  /** `--` starts a comment only before a blank. */
  readonly dashesNeedBlank: boolean;
  // Comments nest: `/* a /* b */ c */`.
  readonly nested: boolean;
  // `/*!50000 DROP … */` is code, not a comment.
  readonly versioned: boolean;
  /** `'''…'''` and prefixes `r'…'`, `b'…'`. */
  readonly triple: boolean;
  /** `\command` to the end of the line, as in psql. */
  readonly backslashCommands: boolean;
  /** `.command` at the start of a line, as in sqlite3. */
  readonly dotCommands: boolean;
  /** `DELIMITER $$` lines. */
  readonly delimiter: boolean;
  /** `GO` lines end a batch, and a statement needs no semicolon. */
  readonly batches: boolean;
}

const PLAIN: Omit<Dialect, "id"> = {
  backslash: false,
  doubleQuotedString: false,
  brackets: false,
  dollar: false,
  hash: false,
  slashes: false,
  dashesNeedBlank: false,
  nested: false,
  versioned: false,
  triple: false,
  backslashCommands: false,
  dotCommands: false,
  delimiter: false,
  batches: false,
};

const DIALECTS: Readonly<Record<DialectId, Dialect>> = {
  postgres: { ...PLAIN, id: "postgres", dollar: true, nested: true, backslashCommands: true },
  mysql: {
    ...PLAIN,
    id: "mysql",
    backslash: true,
    doubleQuotedString: true,
    hash: true,
    dashesNeedBlank: true,
    versioned: true,
    delimiter: true,
  },
  sqlite: { ...PLAIN, id: "sqlite", brackets: true, dotCommands: true },
  tsql: { ...PLAIN, id: "tsql", brackets: true, nested: true, batches: true },
  snowflake: { ...PLAIN, id: "snowflake", backslash: true, dollar: true, slashes: true },
  bigquery: { ...PLAIN, id: "bigquery", backslash: true, doubleQuotedString: true, hash: true, triple: true },
};

/** The dialect of a client program. The source of an effect is the id of its pack, which tells the dialect too. */
const SPOKEN_BY: Readonly<Record<string, DialectId>> = {
  psql: "postgres",
  postgres: "postgres",
  pgcli: "postgres",
  cockroach: "postgres",
  mysql: "mysql",
  mariadb: "mysql",
  mycli: "mysql",
  sqlite3: "sqlite",
  sqlite: "sqlite",
  litecli: "sqlite",
  sqlcmd: "tsql",
  bcp: "tsql",
  snowsql: "snowflake",
  bq: "bigquery",
};

/** Returns the dialects to read `text` in: the client's, or both common families when nothing tells. */
export function dialectsOf(source: string, text: string): readonly [Dialect, ...Dialect[]] {
  const id = SPOKEN_BY[source] ?? clientOf(text);
  if (id) return [DIALECTS[id]];
  return LOOKS_LIKE_TSQL.test(text)
    ? [DIALECTS.postgres, DIALECTS.mysql, DIALECTS.tsql]
    : [DIALECTS.postgres, DIALECTS.mysql];
}

/** Syntax that only SQL Server has: `[name]`, `dbo.t`, `OBJECT_ID(…)`, `DECLARE @x`, a line of `GO`. */
const LOOKS_LIKE_TSQL = anyOf(
  [
    /\[[a-z_][\w ]{0,60}\]/,
    ...words`\bdbo\. \bobject_id\s{0,4}\( \bdeclare\s{1,4}@ ^\s{0,8}go\b`,
    /\bexec\s{1,4}(?:\w{1,60}\.)?sp_|\bsys\.\w|@@\w/,
  ],
  "im",
);

/** Guesses the client by its syntax: `\dt`, `.tables`, tables called `#t`. */
function clientOf(text: string): DialectId | undefined {
  if (/^\s*\\[a-z!?]/i.test(text)) return "postgres";
  if (/^\s*\.[a-z]/i.test(text)) return "sqlite";
  return /\b(?:table|into|from|exists|update)\s{1,8}#[a-z_]/i.test(text) ? "tsql" : undefined;
}
