/** Turns SQL operations into effects: what each one loses, and a sentence for it. */

import type { Effect, ResourceKind } from "../../effects/effect.ts";
import type { Operation } from "../../facts/sql-operation.ts";
import type { Locator } from "../../places/locator.ts";
import { ownProperty } from "../../text/own-property.ts";
import type { Span } from "../../text/span.ts";
import { HOLE } from "../../text/words.ts";

export interface SqlContext {
  readonly at: readonly Locator[];
  readonly source: string;
  readonly span: Span | undefined;
  /** The SQL is concatenated at run time, so that the names in it are a guess. */
  readonly guessed: boolean;
}

const COPY_FIRST = "Copy what matters first (CREATE TABLE … AS SELECT), or write a reviewed migration.";
const DUMP_FIRST = "Dump it first (pg_dump, mysqldump, BACKUP), and keep the dump until nobody has missed it.";
const COUNT_FIRST = "Run the same condition as a SELECT count(*) first, and add a WHERE that names the rows.";

export function effectOfOperation(operation: Operation, context: SqlContext): Effect {
  const found = meaningOf(operation);
  const { at, source, span, guessed } = context;
  return {
    reach: "one",
    recovery: "none",
    certainty: guessed ? "likely" : "certain",
    source,
    at,
    ...found,
    target: shown(found.target),
    says: shown(source === "mongosh" ? ofDocuments(found.says) : found.says),
    ...(source === "mongosh" && found.instead === COPY_FIRST && { instead: "Copy it first: mongodump --collection." }),
    ...(span && { span }),
  };
}

/** Replaces tables and rows by the words for a document store. */
function ofDocuments(says: string): string {
  return says
    .replace(/^(drops|replaces) the table\b/, "$1 the collection")
    .replace(/^((?:deletes|changes) (?:one |every |some |the )?)row/, "$1document");
}

type Meaning = Pick<Effect, "verb" | "resource" | "target" | "says"> & Partial<Effect>;

type Of<K extends Operation["kind"]> = Extract<Operation, { kind: K }>;
type Meanings = { readonly [K in Operation["kind"]]: (operation: Of<K>) => Meaning };

const MEANINGS: Meanings = {
  delete: rowMeaning,
  update: rowMeaning,
  truncate: ({ targets, cascade }) => ({
    verb: "truncate",
    resource: "table",
    target: list(targets, "a table"),
    reach: reachOf(targets, cascade),
    says: `empties ${list(targets, "a table")}${cascade ? " and every table that refers to it" : ""}`,
    instead: COPY_FIRST,
  }),
  drop: dropMeaning,
  "drop-part": ({ what, name, table }) => ({
    verb: "drop",
    resource: "table",
    target: `${what} ${name} of ${table}`,
    says: `drops the ${what} ${name} of ${table} with what it holds`,
    instead: COPY_FIRST,
  }),
  "replace-table": ({ target }) => ({
    verb: "drop",
    resource: "table",
    target,
    certainty: "likely",
    says: `replaces the ${target}, dropping what it holds`,
    instead: "Create it under a new name.",
  }),
  grant: ({ what }) => ({
    ...clause("grant", "database", what, `grants ${what}`),
    ...(GRANTS_EVERYTHING.some(pattern => pattern.test(what)) && { reach: "all" }),
  }),
  revoke: ({ what }) => ({
    ...clause("revoke", "database", what, `takes away ${what}`),
    ...(/\bon\s+all\b/i.test(what) && { reach: "all" }),
  }),
  change: ({ what }) => clause("mutate", "schema", what),
  weaken: ({ what }) => clause("weaken", "schema", what),
  discard: ({ what }) => clause("discard", "rows", what),
  stop: ({ what, resource, all }) => ({
    ...clause("stop", resource, what, `stops ${what}`),
    ...(all && { reach: "all" }),
  }),
  "write-file": ({ to }) => fileMeaning(to),
  program: ({ how }) => ({
    verb: "execute-remote",
    resource: "code",
    target: how,
    says: `runs a program through ${how}`,
  }),
  dynamic: () => unknown("SQL that is put together at run time", "none"),
  call: ({ name }) => unknown(`the stored code ${name}`, "effort"),
  unknown: ({ word }) => unknown(`a statement that could not be read (${word})`, "none"),
  "lose-logs": ({ what }) => ({
    verb: "delete",
    resource: "backup",
    target: what,
    says: `deletes ${what}, which a restore to a point in time needs`,
  }),
  "copy-secrets": ({ from, to }) => ({
    verb: "exfiltrate",
    resource: "secret",
    target: from,
    certainty: "possible",
    says: `copies secrets from ${from} into ${to}, where others can read them`,
  }),
};

function meaningOf(operation: Operation): Meaning {
  return (MEANINGS[operation.kind] as (operation: Operation) => Meaning)(operation);
}

/** An effect that some effort can undo, with its clause. */
function clause(verb: Effect["verb"], resource: ResourceKind, target: string, says = target): Meaning {
  return { verb, resource, target, recovery: "effort", says };
}

/** To an address it leaves the server; a file of the server is seldom one that matters. */
function fileMeaning(to: string): Meaning {
  const leaves = /^[a-z][a-z0-9]*:\/\//i.test(to) && !to.startsWith("file:");
  return {
    verb: leaves ? "exfiltrate" : "overwrite",
    resource: leaves ? "rows" : "file",
    target: to,
    recovery: leaves ? "effort" : "none",
    certainty: RUN_OR_SERVED.some(pattern => pattern.test(to)) ? "likely" : "possible",
    says: leaves ? `sends rows to ${to}` : `writes the file ${to} on the server`,
  };
}

function rowMeaning({ kind, target, matches, limited }: Extract<Operation, { kind: "delete" | "update" }>): Meaning {
  const catalogue = CATALOGUE.test(target);
  const whole = (matches === "all" && !limited) || catalogue;
  const act = kind === "delete" ? "deletes" : "changes";
  const which = {
    one: "one row",
    several: "the rows that match its condition",
    unknown: "rows by a condition only known at run time",
    all: limited ? "some rows, without saying which," : "every row",
  };
  const of = matches === "several" || matches === "unknown" ? "in" : "of";
  return {
    verb: kind,
    resource: "rows",
    target,
    reach: whole
      ? "all"
      : matches === "one"
        ? "one"
        : matches === "unknown" || matches === "all"
          ? "unknown"
          : "several",
    says: `${act} ${which[matches]} ${of} ${target}${catalogue ? ", the server's own catalogue" : ""}`,
    instead: COUNT_FIRST,
  };
}

/** System tables of a server: one row there may be a database or everybody's access. */
const CATALOGUE = new RegExp(
  "^(?:(?:pg_catalog\\.)?pg_(?!temp|stat_statements)[a-z]\\w*|sqlite_(?:master|schema|sequence)" +
    "|(?:mysql|sys|information_schema|system|msdb\\.dbo|master\\.dbo)\\.\\w+)$",
  "i",
);

/** Kinds of objects that hold data; others are definitions that a migration can create again. */
const HOLDS_DATA: Readonly<Record<string, ResourceKind>> = {
  TABLE: "table",
  DATABASE: "database",
  SCHEMA: "schema",
  KEYSPACE: "database",
  TABLESPACE: "database",
  DATASET: "database",
  STAGE: "bucket",
  BUCKET: "bucket",
  OWNED: "schema",
  PARTITION: "table",
  COLUMN: "table",
  VAULT: "database",
};

function dropMeaning({ what, targets, cascade, temporary }: Extract<Operation, { kind: "drop" }>): Meaning {
  const resource = ownProperty(HOLDS_DATA, what);
  const kind = what === "OWNED" ? "everything owned by" : `the ${what.toLowerCase()}`;
  const target = list(targets, "one that is not named");
  return {
    verb: "drop",
    resource: resource ?? "unknown",
    target,
    // Dropping a database includes everything in it, with or without CASCADE.
    reach: what === "OWNED" ? "all" : reachOf(targets, cascade && resource === "table"),
    recovery: temporary ? "free" : resource ? "none" : "effort",
    says: `drops ${kind} ${target}${cascade ? " and everything that depends on it" : ""}`,
    ...(resource && { instead: resource === "database" || resource === "schema" ? DUMP_FIRST : COPY_FIRST }),
  };
}

function unknown(what: string, recovery: Effect["recovery"]): Meaning {
  return {
    verb: "execute-unknown",
    resource: "code",
    target: what,
    reach: "unknown",
    recovery,
    certainty: "possible",
    says: `runs ${what}`,
  };
}

function reachOf(targets: readonly string[], cascade: boolean): Effect["reach"] {
  if (targets.length === 0) return "unknown";
  return targets.length > 1 || cascade ? "several" : "one";
}

function list(names: readonly string[], nothing: string): string {
  if (names.length === 0) return nothing;
  return names.length > 5 ? `${names.slice(0, 5).join(", ")} and ${names.length - 5} more` : names.join(", ");
}

/** Shortens a text for people: parts only known at run time become an ellipsis. */
function shown(text: string): string {
  return text
    .replace(new RegExp(`${HOLE}+`, "g"), "…")
    .replace(/\s+/g, " ")
    .slice(0, 300);
}

/** Files that a server runs, obeys or shows to everybody: a table written there is code. */
const RUN_OR_SERVED = [
  /^\/(?:etc|root|home|boot|usr|lib\d*|opt|srv|s?bin|var\/(?:www|spool|lib))\//i,
  /\.(?:php\d?|phtml|jspx?|aspx?|cgi|sh|so|dll|exe|bat|ps1)$|\\(?:inetpub|htdocs|wwwroot)\\/i,
];

/** Every right, on everything or to everybody; or a superuser's right to everything. */
const GRANTS_EVERYTHING = [
  /^all\b.{0,40}\bon\s+(?:\*|all\b|database\b|schema\b)|^all rights\b/i,
  /\b\w*superuser\b|^(?:super|file|process|shutdown|ownership)\b|^"?postgres"?\s+to\b/i,
  /^"?(?:dba|sysdba|sysadmin|securityadmin|db_owner|azure_pg_admin)\b/i,
  /^"?pg_(?:execute_server_program|(?:read|write)_server_files|write_all_data)\b/i,
  /\b(?:role\s+)?(?:account|security|org)admin\b|\bto\s+public\b|\bwith (?:grant|admin) option\b/i,
];
