/** `ALTER …`: which of its actions lose data, which change rights, and which only change definitions. */
import type { Token } from "./lexer.ts";
import { nameAt, skipWords } from "./names.ts";
import type { Operation } from "./operation.ts";
import { matchesOf } from "./where.ts";

/** What `DROP x` inside an ALTER TABLE names when it is no column. */
const NO_COLUMN =
  /^(?:CONSTRAINT|INDEX|KEY|PRIMARY|FOREIGN|CHECK|DEFAULT|NOT|IDENTITY|EXPRESSION|GENERATED|CLUSTERING|SYSTEM|STATISTICS|TAG|MASKING|ROW|POLICY)$/;

const SIGN_IN_POLICY =
  /^(?:NETWORK_POLICY|AUTHENTICATION_POLICY|PASSWORD_POLICY|SESSION_POLICY|MFA_\w+|DISABLE_MFA|MINS_TO_BYPASS_MFA|ALLOWED_IP_LIST|BLOCKED_IP_LIST)$/;

/** `rest`: the tokens after ALTER. */
export function alterOperations(rest: readonly Token[]): Operation[] {
  const what = rest[skipWords(rest, 0, ["FOREIGN", "MATERIALIZED", "EXTERNAL", "EVENT"])]?.upper ?? "";
  const at = skipWords(rest, rest.findIndex(({ upper }) => upper === what) + 1, ["IF", "EXISTS", "ONLY"]);
  const named = nameAt(rest, at);
  const { name } = named;
  // ClickHouse says behind the name on which machines.
  const next =
    rest[named.next]?.upper === "ON" && rest[named.next + 1]?.upper === "CLUSTER" ? named.next + 3 : named.next;
  const change: Operation = {
    kind: "change",
    what: `changes the ${what.toLowerCase() || "definition"} ${name}`.trim(),
  };
  if (what === "SYSTEM") return systemOperations(rest);
  const given = rest.find(({ upper }) => upper.endsWith("ALLOW_DATA_LOSS"));
  if (given)
    return [{ kind: "unknown", word: `ALTER … ${given.text}, which gives up what no other server has received yet` }];
  if (what === "SHARE" && rest.some(({ upper }) => upper === "ACCOUNTS" || upper === "ACCOUNT"))
    return [{ kind: "weaken", what: `opens what the share ${name} holds to another account` }];
  // Snowflake: who may sign in, from where and how.
  const guard = rest.find(({ upper }) => SIGN_IN_POLICY.test(upper));
  if (guard || (what === "NETWORK" && rest[1]?.upper === "POLICY"))
    return [{ kind: "weaken", what: `changes who may sign in from where (${guard?.text ?? "network policy"})` }];
  // Snowflake: nothing can be brought back by time travel afterwards.
  const retention = rest.findIndex(({ upper }) => /^(?:DATA|MAX_DATA)_RETENTION_TIME_IN_DAYS$/.test(upper));
  if (retention !== -1 && rest.slice(retention + 1, retention + 3).some(({ text }) => text === "0"))
    return [{ kind: "weaken", what: `gives up the earlier versions of ${name}` }];
  const account = /^(?:USER|ROLE|LOGIN|GROUP)$/.test(what);
  if (account && isPasswordTaken(rest)) return [{ kind: "weaken", what: `takes the password of ${name} away` }];
  if (account)
    return rest.some(({ upper }) => /^(?:SUPERUSER|CREATEROLE|BYPASSRLS)$/.test(upper))
      ? [{ kind: "grant", what: `all rights to ${name}` }]
      : rest.some(
            ({ upper }, i) =>
              /^(?:NOLOGIN|DISABLE)$/.test(upper) || (upper === "LOCK" && rest[i - 1]?.upper === "ACCOUNT"),
          )
        ? [{ kind: "revoke", what: `the login of ${name}` }]
        : [change];
  // Oracle: a file of the database that is given up, not only taken out for a while.
  if (rest.some(({ upper }, i) => upper === "DROP" && rest[i - 1]?.upper === "OFFLINE"))
    return [{ kind: "drop", what: "DATABASE", targets: [], cascade: false, temporary: false }];
  if (what === "DATABASE" && rest.some(({ upper }, i) => upper === "ROLLBACK" && rest[i + 1]?.upper === "IMMEDIATE"))
    return [{ kind: "discard", what: `throws away what everybody connected to ${name} has not committed` }];
  if (
    what === "DATABASE" &&
    rest.some(({ upper }) => /^(?:OFFLINE|SINGLE_USER|RESTRICTED_USER|EMERGENCY)$/.test(upper))
  )
    return [{ kind: "stop", what: `the database ${name}: everybody is disconnected`, resource: "database" }];
  if (what !== "TABLE") return [change];

  const lost = actionsOf(rest.slice(next)).flatMap(action => lossIn(action, name));
  return lost.length > 0 ? lost : [change];
}

/** `IDENTIFIED BY ''`, `PASSWORD NULL`. */
function isPasswordTaken(rest: readonly Token[]): boolean {
  return rest.some(
    ({ kind, text, upper }, i) =>
      /^(?:BY|PASSWORD)$/.test(rest[rest[i - 1]?.text === "=" ? i - 2 : i - 1]?.upper ?? "") &&
      (upper === "NULL" || (kind === "string" && text === "")),
  );
}

/** Settings of PostgreSQL that keep what was written, or say who did what. */
const SAFEGUARD =
  /^(?:fsync|full_page_writes|archive_mode|archive_command|wal_level|ssl|password_encryption|zero_damaged_pages|ignore_checksum_failure|row_security|log_\w+)$/i;

/** `ALTER SYSTEM` holds for the whole server and every database in it. */
function systemOperations(rest: readonly Token[]): Operation[] {
  const all = rest[1]?.upper === "RESET" && rest[2]?.upper === "ALL";
  const setting = rest[2]?.text ?? "";
  if (all) return [{ kind: "weaken", what: "takes every setting of the server back to what it was built with" }];
  if (SAFEGUARD.test(setting)) return [{ kind: "weaken", what: `changes the server's safeguard ${setting}` }];
  return [{ kind: "change", what: `changes the server: ${rest[1]?.text ?? ""} ${setting}`.trim() }];
}

function lossIn(action: readonly Token[], table: string): Operation[] {
  const [verb, second] = action;
  // Iceberg through Trino: what no snapshot keeps is gone.
  if (
    verb?.upper === "EXECUTE" &&
    /^(?:EXPIRE_SNAPSHOTS|REMOVE_ORPHAN_FILES|DROP_EXTENDED_STATS)$/.test(second?.upper ?? "")
  )
    return [{ kind: "lose-logs", what: `the earlier versions of ${table}` }];
  if (/^(?:DISABLE|NO)$/.test(verb?.upper ?? "") && action.some(({ upper }) => upper === "SECURITY"))
    return [{ kind: "weaken", what: `switches row level security of ${table} off: every role sees its rows` }];
  if (verb?.upper === "CLEAR" && second?.upper === "COLUMN")
    return [
      { kind: "drop-part", what: "column", name: nameAt(action, skipWords(action, 2, ["IF", "EXISTS"])).name, table },
    ];
  // ClickHouse: rows that are older go by themselves, those there are at once.
  if (verb?.upper === "MODIFY" && second?.upper === "TTL")
    return [{ kind: "weaken", what: `lets rows of ${table} expire` }];
  if (second?.upper === "PARTITION" && /^(?:DROP|TRUNCATE)$/.test(verb?.upper ?? ""))
    return [{ kind: "drop-part", what: "partition", name: nameAt(action, 2).name, table }];
  // ClickHouse deletes and updates rows through ALTER TABLE.
  if (verb?.upper === "DELETE" || (verb?.upper === "UPDATE" && action.some(({ text }) => text === "="))) {
    const where = action.findIndex(({ upper }) => upper === "WHERE");
    const matches = where === -1 ? "all" : matchesOf(action.slice(where + 1), table);
    return [{ kind: verb.upper === "DELETE" ? "delete" : "update", target: table, matches, limited: false }];
  }
  if (
    verb?.upper === "DROP" &&
    /^(?:CONSTRAINT|PRIMARY|FOREIGN)$/.test(second?.upper ?? "") &&
    action.some(({ upper }) => upper === "CASCADE")
  )
    return [{ kind: "weaken", what: `drops a constraint of ${table} with every reference that rests on it` }];
  if (verb?.upper !== "DROP" || NO_COLUMN.test(second?.upper ?? "")) return [];
  const from = skipWords(action, 1, ["COLUMN", "IF", "EXISTS"]);
  const { name } = nameAt(action, from);
  return name === "" ? [] : [{ kind: "drop-part", what: "column", name, table }];
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
