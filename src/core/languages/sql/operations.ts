/** Finds the operations in one statement's tokens. */

import type { Operation } from "../../facts/sql-operation.ts";
import { ownProperty } from "../../text/own-property.ts";
import { alterOperations } from "./alter.ts";
import type { Dialect } from "./dialect.ts";
import { dropOperation } from "./drop.ts";
import { callOperations, dynamicSql, functionCalls, metaOperations } from "./execute.ts";
import type { Token } from "./lexer.ts";
import { has, nameAt, namesFrom, skipWords } from "./names.ts";
import { insertOperations, mergeOperations, rowOperation } from "./rows.ts";
import { actingCalls, fileOperations, serverOperations } from "./server.ts";
import { startsOf, VERBS } from "./starts.ts";

/** Reads a statement; `body` is code between BEGIN and END, where a first word may be a variable. */
export function operationsIn(tokens: readonly Token[], dialect: Dialect, body: boolean): Operation[] {
  const [first] = tokens;
  if (!first) return [];
  if (first.kind === "meta") return metaOperations(first.text);
  const { starts, complete } = startsOf(tokens, dialect);
  return [
    ...dataLossAllowed(tokens),
    ...starts.flatMap(
      ({ at, end }) => ownProperty(BY_VERB, tokens[at]?.upper ?? "")?.(tokens.slice(at + 1, end)) ?? [],
    ),
    ...functionCalls(tokens),
    ...actingCalls(tokens),
    ...fileOperations(tokens),
    ...(starts.length === 0 ? serverOperations(tokens) : []),
    ...(starts.length === 0 ? firstWord(tokens, dialect, body) : []),
    ...(complete ? [] : [{ kind: "unknown" as const, word: "more operations than can be read" }]),
  ];
}

type Reader = (rest: readonly Token[]) => readonly Operation[];

const called: Reader = rest => {
  const { name } = nameAt(rest, 0);
  return /\bsystem\.(?:expire_snapshots|remove_orphan_files|rollback_to_\w+)$/i.test(name)
    ? [{ kind: "lose-logs", what: `versions of a table (${name})` }]
    : callOperations(rest);
};
const takenAway: Reader = rest => [{ kind: "revoke", what: textOf(rest) }];

/** The reader of each verb; it gets the tokens after the verb. */
const BY_VERB: Readonly<Record<string, Reader>> = {
  DELETE: rest => [rowOperation("delete", rest)],
  UPDATE: rest => (rest[0]?.upper === "STATISTICS" ? [] : [rowOperation("update", rest)]),
  MERGE: mergeOperations,
  INSERT: rest => insertOperations("INSERT", rest),
  REPLACE: rest => insertOperations("REPLACE", rest),
  TRUNCATE: rest => {
    const targets = namesFrom(rest, skipWords(rest, 0, ["TABLE", "IF", "EXISTS", "ONLY"]));
    return [{ kind: "truncate", targets, cascade: has(rest, "CASCADE") }];
  },
  DROP: dropOperation,
  ALTER: alterOperations,
  CREATE: createOperations,
  GRANT: rest => [{ kind: "grant", what: textOf(rest) }],
  REVOKE: takenAway,
  DENY: takenAway,
  COPY: rest => (has(rest, "PROGRAM") ? [{ kind: "program", how: "COPY … PROGRAM" }] : []),
  EXECUTE: called,
  EXEC: called,
  CALL: called,
  PREPARE: rest => {
    const from = rest.findIndex(({ upper }) => upper === "FROM");
    return from === -1 ? [] : [dynamicSql(rest.slice(from + 1))];
  },
  RESTORE: rest =>
    /^(?:FILELISTONLY|HEADERONLY|LABELONLY|VERIFYONLY)$/.test(rest[0]?.upper ?? "")
      ? []
      : [drop("DATABASE", namesFrom(rest, 1))],
  PURGE: rest =>
    /^(?:BINARY|MASTER)$/.test(rest[0]?.upper ?? "")
      ? [{ kind: "lose-logs", what: "the binary logs" }]
      : [drop(rest[0]?.upper ?? "", namesFrom(rest, 1))],
  RESET: rest =>
    /^(?:MASTER|BINARY|SLAVE|REPLICA)$/.test(rest[0]?.upper ?? "")
      ? [{ kind: "lose-logs", what: "the replication logs" }]
      : [],
  RENAME: rest => [{ kind: "change", what: `renames ${textOf(rest)}` }],
  SHUTDOWN: () => [{ kind: "stop", what: "the database server", resource: "system" }],
  SOURCE: rest => [{ kind: "unknown", word: `SOURCE ${textOf(rest)}` }],
  SYSTEM: systemOperations,
};

/** `SYSTEM …` of ClickHouse; in the mysql client it is a command. */
const CLICKHOUSE_SYSTEM = /^(?:DROP|FLUSH|RELOAD|START|STOP|SYNC|RESTART|ENABLE|DISABLE|RESTORE|UNFREEZE)$/;

function systemOperations(rest: readonly Token[]): Operation[] {
  const word = rest[0]?.upper ?? "";
  if (/^(?:SHUTDOWN|KILL)$/.test(word)) return [{ kind: "stop", what: "the database server", resource: "system" }];
  if (word === "DROP" && has(rest, "REPLICA")) return [drop("REPLICA", namesFrom(rest, 2))];
  return CLICKHOUSE_SYSTEM.test(word)
    ? [{ kind: "change", what: `runs SYSTEM ${textOf(rest)}` }]
    : [{ kind: "program", how: "the client's shell command" }];
}

function createOperations(rest: readonly Token[]): Operation[] {
  const replaces = rest[0]?.upper === "OR" && rest[1]?.upper === "REPLACE";
  const at = skipWords(rest, replaces ? 2 : 0, ["TEMPORARY", "TEMP", "TRANSIENT", "EXTERNAL", "DYNAMIC", "HYBRID"]);
  const lasts = !rest.slice(0, at).some(({ upper }) => /^(?:TEMP(?:ORARY)?|EXTERNAL)$/.test(upper));
  const what = rest[at]?.upper ?? "";
  const { name } = nameAt(rest, skipWords(rest, at + 1, ["IF", "NOT", "EXISTS"]));
  if (replaces && lasts && /^(?:TABLE|SCHEMA|DATABASE|STAGE)$/.test(what))
    return [{ kind: "replace-table", target: `${what.toLowerCase()} ${name}` }];
  if (/^(?:USER|ROLE|LOGIN)$/.test(what) && has(rest, "SUPERUSER"))
    return [{ kind: "grant", what: `all rights to the new role ${name}` }];
  return [];
}

/** Statements that change nothing, or only the session. */
const HARMLESS = new Set(
  `SELECT WITH VALUES TABLE SHOW DESCRIBE DESC EXPLAIN ANALYZE ANALYSE USE SET BEGIN START COMMIT ROLLBACK ABORT END
   SAVEPOINT RELEASE DECLARE FETCH MOVE CLOSE OPEN LISTEN NOTIFY UNLISTEN CHECKPOINT DISCARD PRAGMA ATTACH DETACH VACUUM
   REINDEX CLUSTER LOCK UNLOCK COMMENT SECURITY REFRESH IMPORT DEALLOCATE OPTIMIZE REPAIR CHECK CHECKSUM FLUSH HANDLER
   LOAD HELP PRINT RAISERROR RAISE THROW WAITFOR IF WHILE FOR FOREACH RETURN GOTO TRY CATCH LIST PUT GET EXPORT ASSERT
   LEAVE ITERATE SIGNAL RESIGNAL PERFORM NULL ELSE ELSIF ELSEIF LOOP REPEAT UNTIL CASE WHEN DBCC KILL UNDROP CONTINUE
   EXIT REASSIGN CACHE UNCACHE BACKUP INSTALL CHANGE STOP UNLOAD EXCHANGE MSCK INVALIDATE RECONFIGURE GO CONNECT
   CONSISTENCY TRACING PAGING EXPAND CAPTURE APPLY SERIAL SUMMARIZE PIVOT UNPIVOT FROM SPOOL PROMPT WHENEVER COLUMN
   DEFINE UNDEFINE VARIABLE QUIT TTITLE BTITLE ACCEPT DISCONNECT XA RESIGN SUSPEND RESUME UNSET VALIDATE INFER UPSERT`.split(
    /\s+/,
  ),
);

/** An unknown first word is an unknown operation, never nothing. `DO $$…$$` contains code. */
function firstWord(tokens: readonly Token[], dialect: Dialect, body: boolean): Operation[] {
  const first = tokens.find(({ text, kind }) => text !== "(" || kind !== "symbol");
  if (!first) return [];
  const block = tokens.findIndex(({ upper }, i) => upper === "DO" && tokens[i + 1]?.kind === "dollar");
  if (body && block !== -1) return [{ kind: "dynamic", text: tokens[block + 1]?.text ?? "", static: true }];
  if (first.upper === "DO" && !body) {
    // MySQL's DO only evaluates expressions.
    if (!dialect.dollar) return [];
    const code = tokens.find(({ kind }) => kind === "dollar" || kind === "string");
    return code ? [{ kind: "dynamic", text: code.text, static: true }] : [{ kind: "unknown", word: "DO" }];
  }
  const known =
    (HARMLESS.has(first.upper) && !(first.upper === "FOR" && has(tokens, "REMOVE"))) ||
    readsGraph(first, tokens) ||
    VERBS.has(first.upper) ||
    first.text.startsWith("@");
  return body || known ? [] : [{ kind: "unknown", word: first.text.slice(0, 40) }];
}

/** `DBCC CHECKDB ('app', REPAIR_ALLOW_DATA_LOSS)` deletes what it cannot repair. */
function dataLossAllowed(tokens: readonly Token[]): Operation[] {
  const word = tokens[0]?.upper === "DBCC" ? "REPAIR_ALLOW_DATA_LOSS" : undefined;
  return word !== undefined && has(tokens, word) ? [{ kind: "unknown", word: `DBCC with ${word}` }] : [];
}

/** Cypher that matches and returns, without a word that writes or calls. */
function readsGraph(first: Token, tokens: readonly Token[]): boolean {
  return /^(?:MATCH|OPTIONAL|UNWIND)$/.test(first.upper) && !tokens.some(({ upper }) => WRITES_GRAPH.test(upper));
}

const WRITES_GRAPH = /^(?:CREATE|MERGE|SET|DELETE|DETACH|REMOVE|DROP|LOAD|FOREACH|CALL|GRANT|DENY|REVOKE)$/;

function drop(what: string, targets: readonly string[]): Operation {
  return { kind: "drop", what, targets, cascade: false, temporary: false };
}

/** The first words as a person would write them: `SELECT ON users TO app`. */
function textOf(tokens: readonly Token[]): string {
  return tokens
    .slice(0, 12)
    .map(({ text }) => text)
    .join(" ")
    .replace(/ ([.,)])/g, "$1")
    .replace(/([.(]) /g, "$1");
}
