/** SQL operations → effects: what each loses, and in a sentence. */

import { ownOf } from "../../own.ts";
import type { Effect, Locator, ResourceKind, Span } from "../effect.ts";
import { HOLE } from "../words.ts";
import type { Operation } from "./operation.ts";

export interface SqlContext {
  readonly at: readonly Locator[];
  readonly source: string;
  readonly span: Span | undefined;
  /** Put together from strings at run time: what it names is a guess. */
  readonly guessed: boolean;
}

const COPY_FIRST = "Copy what matters first (CREATE TABLE … AS SELECT), or write a reviewed migration.";
const DUMP_FIRST = "Dump it first (pg_dump, mysqldump, BACKUP), and keep the dump until nobody has missed it.";
const COUNT_FIRST = "Run the same condition as a SELECT count(*) first, and add a WHERE that names the rows.";

export function effectOfOperation(operation: Operation, context: SqlContext): Effect | undefined {
  const found = meaningOf(operation);
  if (!found) return undefined;
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

/** A document store has no tables and rows. */
function ofDocuments(says: string): string {
  return says
    .replace(/^(drops|replaces) the table\b/, "$1 the collection")
    .replace(/^((?:deletes|changes) (?:one |every |some |the )?)row/, "$1document");
}

type Meaning = Pick<Effect, "verb" | "resource" | "target" | "says"> & Partial<Effect>;

function meaningOf(operation: Operation): Meaning | undefined {
  switch (operation.kind) {
    case "delete":
    case "update":
      return rowMeaning(operation);
    case "truncate": {
      const target = list(operation.targets, "a table");
      return {
        verb: "truncate",
        resource: "table",
        target,
        reach: reachOf(operation.targets, operation.cascade),
        says: `empties ${target}${operation.cascade ? " and every table that refers to it" : ""}`,
        instead: COPY_FIRST,
      };
    }
    case "drop":
      return dropMeaning(operation);
    case "drop-part":
      return {
        verb: "drop",
        resource: "table",
        target: `${operation.what} ${operation.name} of ${operation.table}`,
        says: `drops the ${operation.what} ${operation.name} of ${operation.table} with what it holds`,
        instead: COPY_FIRST,
      };
    case "replace-table":
      return {
        verb: "drop",
        resource: "table",
        target: operation.target,
        certainty: "likely",
        says: `replaces the ${operation.target}, dropping what it holds`,
        instead: "Create it under a new name.",
      };
    case "grant":
      return {
        verb: "grant",
        resource: "database",
        target: operation.what,
        ...(EVERYTHING_GRANTED.test(operation.what) && { reach: "all" as const }),
        recovery: "effort",
        says: `grants ${operation.what}`,
      };
    case "revoke":
      return {
        verb: "revoke",
        resource: "database",
        target: operation.what,
        ...(/\bon\s+all\b/i.test(operation.what) && { reach: "all" as const }),
        recovery: "effort",
        says: `takes away ${operation.what}`,
      };
    case "change":
      return {
        verb: "mutate",
        resource: "schema",
        target: operation.what,
        recovery: "effort",
        says: operation.what,
      };
    case "weaken":
      return {
        verb: "weaken",
        resource: "schema",
        target: operation.what,
        recovery: "effort",
        says: operation.what,
      };
    case "stop":
      return {
        verb: "stop",
        resource: operation.resource,
        target: operation.what,
        ...(operation.all && { reach: "all" as const }),
        recovery: "effort",
        says: `stops ${operation.what}`,
      };
    case "write-file":
      return fileMeaning(operation.to);
    case "program":
      return {
        verb: "execute-remote",
        resource: "code",
        target: operation.how,
        says: `runs a program through ${operation.how}`,
      };
    case "dynamic":
      return unknown("SQL that is put together at run time", "none");
    case "call":
      return unknown(`the stored code ${operation.name}`, "effort");
    case "unknown":
      return unknown(`a statement that could not be read (${operation.word})`, "none");
    case "lose-logs":
      return {
        verb: "delete",
        resource: "backup",
        target: operation.what,
        says: `deletes ${operation.what}, which a restore to a point in time needs`,
      };
    case "discard":
      return { verb: "discard", resource: "rows", target: operation.what, recovery: "effort", says: operation.what };
    case "copy-secrets":
      return {
        verb: "exfiltrate",
        resource: "secret",
        target: operation.from,
        certainty: "possible",
        says: `copies secrets from ${operation.from} into ${operation.to}, where others can read them`,
      };
  }
}

/** To an address it leaves the server; a file of the server is seldom one that matters. */
function fileMeaning(to: string): Meaning {
  const leaves = /^[a-z][a-z0-9]*:\/\//i.test(to) && !to.startsWith("file:");
  return {
    verb: leaves ? "exfiltrate" : "overwrite",
    resource: leaves ? "rows" : "file",
    target: to,
    recovery: leaves ? "effort" : "none",
    certainty: RUN_OR_SERVED.test(to) ? "likely" : "possible",
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

/** Tables in which a server keeps what it is: one row there may be a database or everybody's way in. */
const CATALOGUE =
  /^(?:(?:pg_catalog\.)?pg_(?!temp|stat_statements)[a-z]\w*|mysql\.\w+|sys\.\w+|information_schema\.\w+|sqlite_(?:master|schema|sequence)|system\.\w+|msdb\.dbo\.\w+|master\.dbo\.\w+)$/i;

/** Kinds that hold data; what else can be dropped is a definition that a migration can bring back. */
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
  const resource = ownOf(HOLDS_DATA, what);
  const kind = what === "OWNED" ? "everything owned by" : `the ${what.toLowerCase()}`;
  const target = list(targets, "one that is not named");
  return {
    verb: "drop",
    resource: resource ?? "unknown",
    target,
    // What is inside a database goes with it in any case.
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

/** For people: a part only known at run time is an ellipsis, and nothing runs over the card. */
function shown(text: string): string {
  return text
    .replace(new RegExp(`${HOLE}+`, "g"), "…")
    .replace(/\s+/g, " ")
    .slice(0, 300);
}

/** Files that a server runs, obeys or shows to everybody: a table written there is code. */
const RUN_OR_SERVED =
  /^\/(?:etc|root|home|boot|usr|lib\d*|opt|srv|s?bin|var\/(?:www|spool|lib))\/|\.(?:php\d?|phtml|jspx?|aspx?|cgi|sh|so|dll|exe|bat|ps1)$|\\(?:inetpub|htdocs|wwwroot)\\/i;

/** Every right, on everything or to everybody; or the right to everything, which is what a superuser is. */
const EVERYTHING_GRANTED =
  /^all\b.{0,40}\bon\s+(?:\*|all\b|database\b|schema\b)|^all rights\b|\b\w*superuser\b|^(?:super|file|process|shutdown|ownership)\b|^"?postgres"?\s+to\b|^"?(?:dba|sysdba|sysadmin|securityadmin|db_owner|azure_pg_admin|pg_execute_server_program|pg_(?:read|write)_server_files|pg_write_all_data)\b|\b(?:role\s+)?(?:account|security|org)admin\b|\bto\s+public\b|\bwith (?:grant|admin) option\b/i;
