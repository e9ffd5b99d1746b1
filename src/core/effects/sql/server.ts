/** Statements about the server and its files rather than about rows: settings, locks, sessions, exports, functions. */

import type { Token } from "./lexer.ts";
import { nameAt } from "./names.ts";
import type { Operation } from "./operation.ts";

/** What a statement that begins with none of the verbs does all the same. `tokens`: the whole statement. */
export function serverOperations(tokens: readonly Token[]): Operation[] {
  const [first, second, third] = tokens;
  const word = second?.upper ?? "";
  switch (first?.upper) {
    case "SET":
      return settingOperations(tokens);
    case "PRAGMA":
      return /^writable_schema$/i.test(second?.text ?? "") && !/^(?:0|OFF|FALSE)$/i.test(tokens.at(-1)?.text ?? "")
        ? [{ kind: "weaken", what: "lets statements write the schema table directly" }]
        : [];
    case "VACUUM":
      if (tokens.some(({ upper }) => upper === "FULL"))
        return [{ kind: "stop", what: "the tables that it rewrites, which are locked meanwhile", resource: "table" }];
      if (keepsFew(tokens)) return [{ kind: "lose-logs", what: "the table's earlier versions" }];
      return fileBehind(tokens, "INTO");
    case "CLUSTER":
    case "LOCK":
      return [{ kind: "stop", what: "a table, which is locked meanwhile", resource: "table" }];
    case "FLUSH":
      return tokens.some(({ upper }) => upper === "LOCK")
        ? [{ kind: "stop", what: "every table, which is locked meanwhile", resource: "table" }]
        : [];
    case "KILL":
      return [{ kind: "stop", what: "a session or query", resource: "process" }];
    case "REASSIGN":
      return [{ kind: "change", what: "gives what a role owns to another one" }];
    case "CHANGE":
    case "STOP":
    case "START":
      return /^(?:SLAVE|REPLICA|MASTER|REPLICATION|GROUP_REPLICATION)$/.test(word)
        ? [{ kind: "change", what: "changes how the server replicates" }]
        : [];
    case "INSTALL":
      return /^(?:PLUGIN|COMPONENT|SONAME)$/.test(word)
        ? [{ kind: "program", how: `INSTALL ${word}, which loads native code` }]
        : [];
    case "LOAD":
      if (word === "DATA" && tokens.some(({ upper }) => upper === "OVERWRITE"))
        return [{ kind: "truncate", targets: [nameAt(tokens, behind(tokens, "OVERWRITE")).name], cascade: false }];
      return tokens.some(({ upper }) => upper === "REPLACE")
        ? [
            {
              kind: "update",
              target: nameAt(tokens, behind(tokens, "TABLE")).name || "a table",
              matches: "unknown",
              limited: false,
            },
          ]
        : [];
    case "DBCC":
      if (tokens.some(({ upper }) => upper === "REPAIR_ALLOW_DATA_LOSS"))
        return [{ kind: "unknown", word: "DBCC with REPAIR_ALLOW_DATA_LOSS, which deletes what it cannot repair" }];
      return /^(?:SHRINK|CHECKIDENT|WRITEPAGE)/.test(word) ? [{ kind: "change", what: `runs DBCC ${word}` }] : [];
    case "BACKUP":
      // What is thrown away counts as backed up: the next one builds on it.
      return tokens.some(({ kind, text }) => kind === "string" && /^(?:nul:?|\/dev\/null)$/i.test(text))
        ? [{ kind: "lose-logs", what: "the chain of backups, with one that goes nowhere" }]
        : [];
    case "EXPORT":
    case "UNLOAD":
      return tokens.flatMap(({ kind, text }): Operation[] =>
        kind === "string" && /^[a-z][a-z0-9]*:\/\//i.test(text) ? [{ kind: "write-file", to: text }] : [],
      );
    case "EXCHANGE":
    case "DETACH":
      return third && /^(?:TABLES?|DATABASES?|VIEW|DICTIONARY|DICTIONARIES)$/.test(word)
        ? [{ kind: "change", what: `${first.text.toLowerCase()}s ${third.text}` }]
        : [];
    default:
      return [];
  }
}

/** Delta Lake keeps seven days of versions unless told otherwise: `VACUUM t RETAIN 0 HOURS`. */
function keepsFew(tokens: readonly Token[]): boolean {
  const retain = tokens.findIndex(({ upper }) => upper === "RETAIN");
  if (retain === -1 || tokens.some(({ upper }) => upper === "DRY")) return false;
  return Number(tokens[retain + 1]?.text) < 168;
}

/** `SET GLOBAL x = 1` changes the server for everybody, `SET x = 1` only this session. */
function settingOperations(tokens: readonly Token[]): Operation[] {
  const name = tokens.slice(1, 4).map(({ text }) => text);
  if (/^(?:GLOBAL|PERSIST|PERSIST_ONLY)$/i.test(name[0] ?? "") || /^@@(?:global|persist)$/i.test(name[0] ?? ""))
    return [{ kind: "change", what: `changes the server's setting ${name[1] === "." ? name[2] : name[1]}` }];
  if (
    tokens.some(({ text }) => /^session_replication_role$/i.test(text)) &&
    tokens.some(({ text }) => /^replica$/i.test(text))
  )
    return [{ kind: "change", what: "switches triggers and foreign keys off for this session" }];
  return [];
}

/** `COPY t TO 'file'`, `SELECT … INTO OUTFILE 'file'`, `COPY INTO 's3://…' FROM t`. */
export function fileOperations(tokens: readonly Token[]): Operation[] {
  const verb = tokens[0]?.upper;
  if (verb === "COPY") {
    const into = tokens[1]?.upper === "INTO" ? tokens[2] : undefined;
    if (into?.kind === "string") return [{ kind: "write-file", to: into.text }];
    return [...fileBehind(tokens, "TO"), ...secretBehind(tokens, "FROM", "the table")];
  }
  if (verb === "LOAD") return secretBehind(tokens, "INFILE", "the table");
  const out = tokens.findIndex(({ upper }) => upper === "OUTFILE" || upper === "DUMPFILE");
  const target = out > 0 && tokens[out - 1]?.upper === "INTO" ? tokens[out + 1] : undefined;
  return target?.kind === "string" ? [{ kind: "write-file", to: target.text }] : [];
}

/** A file of the machine's accounts or keys that is loaded as if it were data: `LOAD DATA INFILE '/etc/passwd'`. */
function secretBehind(tokens: readonly Token[], keyword: string, to: string): Operation[] {
  const file = tokens[tokens.findIndex(({ upper }) => upper === keyword) + 1];
  return file?.kind === "string" && KEPT_SECRET.test(file.text) ? [{ kind: "copy-secrets", from: file.text, to }] : [];
}

const KEPT_SECRET =
  /^\/etc\/(?:passwd|g?shadow|sudoers|master\.passwd|krb5\.keytab)$|\/\.(?:ssh|aws|gnupg|kube|docker)\/|^\/proc\/[^/]+\/environ$|\/\.(?:env|netrc|pgpass|my\.cnf)$|\/wp-config\.php$/;

/** Functions that act when a SELECT calls them: PostgreSQL's, and what is named after destruction. */
export function actingCalls(tokens: readonly Token[]): Operation[] {
  const found: Operation[] = [];
  for (const [i, token] of tokens.entries()) {
    if (tokens[i + 1]?.text !== "(" || (token.kind !== "word" && token.kind !== "name")) continue;
    const name = token.text.toLowerCase();
    if (/^pg_drop_replication_slot$/.test(name))
      found.push({
        kind: "drop",
        what: "REPLICATION SLOT",
        targets: literal(tokens[i + 2]),
        cascade: false,
        temporary: false,
      });
    else if (/^pg_(?:terminate|cancel)_backend$/.test(name))
      found.push({
        kind: "stop",
        what: "other sessions of the server",
        resource: "process",
        ...(isOfEverybody(tokens) && { all: true }),
      });
    // SQLite runs the library's entry point in the client's process.
    else if (name === "load_extension") found.push({ kind: "program", how: "load_extension, which loads native code" });
    else if (/^(?:pg_promote|pg_wal_replay_pause|pg_create_restore_point|pg_switch_wal|pg_rotate_logfile)$/.test(name))
      found.push({ kind: "change", what: `calls ${name}` });
    else if (name === "unschedule" || name === "pg_file_unlink")
      found.push({
        kind: "drop",
        what: name === "unschedule" ? "SCHEDULED JOB" : "FILE OF THE SERVER",
        targets: literal(tokens[i + 2]),
        cascade: false,
        temporary: false,
      });
    else if (name === "lo_unlink")
      found.push({ kind: "delete", target: "large objects", matches: rowsOf(tokens), limited: false });
    else if (
      /^(?:pg_read_(?:binary_)?file|lo_import|load_file)$/.test(name) &&
      /^\/|\.\./.test(literal(tokens[i + 2])[0] ?? "")
    )
      found.push({ kind: "copy-secrets", from: literal(tokens[i + 2])[0] ?? "a file of the server", to: "the result" });
    else if (name === "lo_export" || /^pg_(?:catalog\.)?file_write$/.test(name))
      found.push({ kind: "write-file", to: literal(tokens[i + 4])[0] ?? "a file of the server" });
    else if (DESTRUCTIVE.test(name) && isCalled(tokens, i))
      found.push({ kind: "unknown", word: `${token.text}(), a function that is named after destruction` });
    if (found.length >= 50) break;
  }
  return found;
}

/** Whether the statement is about functions that it names, and calls none of them. */
export function isDefinition(statement: readonly Token[]): boolean {
  return /^(?:CREATE|ALTER|DROP|COMMENT|GRANT|REVOKE)$/.test(statement[0]?.upper ?? "");
}

/** A name with parentheses behind it that is no list of columns and no definition. */
function isCalled(tokens: readonly Token[], at: number): boolean {
  if (isDefinition(tokens)) return false;
  let before = at - 1;
  while (tokens[before]?.text === ".") before -= 2;
  return !/^(?:INTO|TABLE|UPDATE|JOIN|REFERENCES|CALL|EXEC|EXECUTE)$/.test(tokens[before]?.upper ?? "");
}

/** `drop_chunks`, `purge_old_orders`, `delete_everything`; not `date_trunc`, `array_remove`. */
export const DESTRUCTIVE =
  /^(?:sp_|citus_|partman_|undo_)?(?:drop|delete|truncate|purge|destroy|wipe|erase|nuke|clear)(?:_[a-z]|[a-z]*_(?:all|everything)$)/;

/** `… FROM pg_stat_activity` where no condition says whose: leaving oneself out (`pid <> …`) is none. */
function isOfEverybody(tokens: readonly Token[]): boolean {
  if (!tokens.some(({ upper }) => upper === "FROM")) return false;
  return !tokens.some(
    ({ text, upper }) => text === "=" || text === "<" || text === ">" || /^(?:IN|LIKE|ANY)$/.test(upper),
  );
}

function rowsOf(tokens: readonly Token[]): "one" | "several" | "all" {
  if (!tokens.some(({ upper }) => upper === "FROM")) return "one";
  return tokens.some(({ upper }) => upper === "WHERE") ? "several" : "all";
}

function literal(token: Token | undefined): string[] {
  return token?.kind === "string" ? [token.text] : [];
}

function behind(tokens: readonly Token[], word: string): number {
  const at = tokens.findIndex(({ upper }) => upper === word);
  return at === -1 ? tokens.length : at + (tokens[at + 1]?.upper === "INTO" ? 2 : 1);
}

function fileBehind(tokens: readonly Token[], word: string): Operation[] {
  const at = tokens.findIndex(({ upper, depth }) => upper === word && depth === 0);
  const file = at === -1 ? undefined : tokens[at + 1];
  return file?.kind === "string" ? [{ kind: "write-file", to: file.text }] : [];
}
