/** Reads `ALTER …`: which of its actions lose data, which change rights, and which only change definitions. */

import type { Operation } from "../../facts/sql-operation.ts";
import type { Token } from "./lexer.ts";
import { has, nameAt, skipWords } from "./names.ts";
import { matchesOf } from "./where.ts";

/** Kinds of objects that `DROP x` inside an ALTER TABLE may name, besides a column. */
const NO_COLUMN = new Set(
  `CONSTRAINT INDEX KEY PRIMARY FOREIGN CHECK DEFAULT NOT IDENTITY EXPRESSION GENERATED CLUSTERING SYSTEM STATISTICS TAG
   MASKING ROW POLICY`.split(/\s+/),
);

/** What guards signing in to Snowflake (its manual, ALTER ACCOUNT). */
const SIGN_IN_GUARDS = new Set(
  "NETWORK_POLICY AUTHENTICATION_POLICY PASSWORD_POLICY SESSION_POLICY ALLOWED_IP_LIST BLOCKED_IP_LIST".split(" "),
);

/** The operations of an ALTER; `rest` holds the tokens after that word. */
export function alterOperations(rest: readonly Token[]): Operation[] {
  const what = rest[skipWords(rest, 0, ["FOREIGN", "MATERIALIZED", "EXTERNAL", "EVENT"])]?.upper ?? "";
  const at = skipWords(rest, rest.findIndex(({ upper }) => upper === what) + 1, ["IF", "EXISTS", "ONLY"]);
  const { name, next } = nameAt(rest, at);
  const change = `changes the ${what.toLowerCase() || "definition"} ${name}`.trim();
  const lossy = rest.find(({ upper }) => upper.endsWith("ALLOW_DATA_LOSS"));
  if (lossy) return [{ kind: "unknown", word: `ALTER … ${lossy.text}, which gives up what no other server has` }];
  if (what === "SYSTEM") return [systemOperation(rest)];
  const guard = rest.find(({ upper }) => SIGN_IN_GUARDS.has(upper));
  if (guard) return [{ kind: "weaken", what: `changes who may sign in from where (${guard.text})` }];
  const special =
    (ACCOUNT.test(what) ? accountOperation(rest, name) : undefined) ??
    (what === "DATABASE" ? databaseOperation(rest, name) : undefined) ??
    versionsGivenUp(rest, name);
  if (special) return [special];
  if (what !== "TABLE") return [{ kind: "change", what: change }];
  // ClickHouse: `ON CLUSTER` follows the name and says on which machines.
  const onCluster = rest[next]?.upper === "ON" && rest[next + 1]?.upper === "CLUSTER";
  const lost = actionsOf(rest.slice(onCluster ? next + 3 : next)).flatMap(action => lossIn(action, name) ?? []);
  return lost.length > 0 ? lost : [{ kind: "change", what: change }];
}

/** Snowflake: without retention, time travel cannot restore anything afterwards. */
function versionsGivenUp(rest: readonly Token[], name: string): Operation | undefined {
  const retention = rest.findIndex(({ upper }) => upper.endsWith("DATA_RETENTION_TIME_IN_DAYS"));
  const none = retention !== -1 && rest.slice(retention + 1, retention + 3).some(({ text }) => text === "0");
  return none ? { kind: "weaken", what: `gives up the earlier versions of ${name}` } : undefined;
}

const ACCOUNT = /^(?:USER|ROLE|LOGIN|GROUP)$/;

function accountOperation(rest: readonly Token[], name: string): Operation | undefined {
  if (isPasswordTaken(rest)) return { kind: "weaken", what: `takes the password of ${name} away` };
  if (["SUPERUSER", "CREATEROLE", "BYPASSRLS"].some(word => has(rest, word)))
    return { kind: "grant", what: `all rights to ${name}` };
  const locked = rest.some(({ upper }, i) => upper === "LOCK" && rest[i - 1]?.upper === "ACCOUNT");
  return locked || has(rest, "NOLOGIN") || has(rest, "DISABLE")
    ? { kind: "revoke", what: `the login of ${name}` }
    : undefined;
}

/** An empty password: `IDENTIFIED BY ''`, `PASSWORD NULL`. */
function isPasswordTaken(rest: readonly Token[]): boolean {
  return rest.some(({ kind, text, upper }, i) => {
    const before = rest[rest[i - 1]?.text === "=" ? i - 2 : i - 1]?.upper ?? "";
    return /^(?:BY|PASSWORD)$/.test(before) && (upper === "NULL" || (kind === "string" && text === ""));
  });
}

function databaseOperation(rest: readonly Token[], name: string): Operation | undefined {
  // Oracle: the database file is given up, not only taken offline for a while.
  if (rest.some(({ upper }, i) => upper === "DROP" && rest[i - 1]?.upper === "OFFLINE"))
    return { kind: "drop", what: "DATABASE", targets: [], cascade: false, temporary: false };
  if (rest.some(({ upper }, i) => upper === "ROLLBACK" && rest[i + 1]?.upper === "IMMEDIATE"))
    return { kind: "discard", what: `throws away what everybody connected to ${name} has not committed` };
  return ["OFFLINE", "SINGLE_USER", "RESTRICTED_USER", "EMERGENCY"].some(word => has(rest, word))
    ? { kind: "stop", what: `the database ${name}: everybody is disconnected`, resource: "database" }
    : undefined;
}

/** Settings of PostgreSQL that make writes durable, or log who did what. */
const SAFEGUARD = new RegExp(
  "^(?:fsync|full_page_writes|archive_mode|archive_command|wal_level|ssl|password_encryption|zero_damaged_pages" +
    "|ignore_checksum_failure|row_security|log_\\w+)$",
  "i",
);

/** `ALTER SYSTEM` holds for the whole server and every database in it. */
function systemOperation(rest: readonly Token[]): Operation {
  const setting = rest[2]?.text ?? "";
  if (rest[1]?.upper === "RESET" && rest[2]?.upper === "ALL")
    return { kind: "weaken", what: "takes every setting of the server back to what it was built with" };
  if (SAFEGUARD.test(setting)) return { kind: "weaken", what: `changes the server's safeguard ${setting}` };
  return { kind: "change", what: `changes the server: ${rest[1]?.text ?? ""} ${setting}`.trim() };
}

function lossIn(action: readonly Token[], table: string): Operation | undefined {
  const verb = action[0]?.upper ?? "";
  const second = action[1]?.upper ?? "";
  if (/^(?:DISABLE|NO)$/.test(verb) && has(action, "SECURITY"))
    return { kind: "weaken", what: `switches row level security of ${table} off: every role sees its rows` };
  // Iceberg through Trino: data without a snapshot is gone.
  if (verb === "EXECUTE" && /^(?:EXPIRE_SNAPSHOTS|REMOVE_ORPHAN_FILES)$/.test(second))
    return { kind: "lose-logs", what: `the earlier versions of ${table}` };
  // ClickHouse: rows expire by themselves, and those that are older already at once.
  if (verb === "MODIFY" && second === "TTL") return { kind: "weaken", what: `lets rows of ${table} expire` };
  if (second === "PARTITION" && /^(?:DROP|TRUNCATE)$/.test(verb))
    return { kind: "drop-part", what: "partition", name: nameAt(action, 2).name, table };
  // ClickHouse deletes and updates rows through ALTER TABLE.
  if (verb === "DELETE" || (verb === "UPDATE" && action.some(({ text }) => text === "="))) {
    const where = action.findIndex(({ upper }) => upper === "WHERE");
    const matches = where === -1 ? "all" : matchesOf(action.slice(where + 1), table);
    return { kind: verb === "DELETE" ? "delete" : "update", target: table, matches, limited: false };
  }
  if (verb !== "DROP" && !(verb === "CLEAR" && second === "COLUMN")) return undefined;
  if (/^(?:CONSTRAINT|PRIMARY|FOREIGN)$/.test(second) && has(action, "CASCADE"))
    return { kind: "weaken", what: `drops a constraint of ${table} with every reference that rests on it` };
  const { name } = nameAt(action, skipWords(action, 1, ["COLUMN", "IF", "EXISTS"]));
  return NO_COLUMN.has(second) || name === "" ? undefined : { kind: "drop-part", what: "column", name, table };
}

/** The comma-separated actions of one ALTER TABLE. */
function actionsOf(tokens: readonly Token[]): Token[][] {
  const depth = tokens[0]?.depth ?? 0;
  const actions: Token[][] = [[]];
  for (const token of tokens) {
    if (token.text === "," && token.depth === depth) actions.push([]);
    else actions.at(-1)?.push(token);
  }
  return actions;
}
