/** Reads statements about the server and its files rather than about rows: settings, sessions, exports, functions. */

import type { Operation } from "../../facts/sql-operation.ts";
import { ownProperty } from "../../text/own-property.ts";
import type { Token } from "./lexer.ts";
import { has } from "./names.ts";

type Reader = (tokens: readonly Token[]) => Operation | undefined;

const REPLICATES = /^(?:SLAVE|REPLICA|MASTER|REPLICATION|GROUP_REPLICATION)$/;

const replication: Reader = tokens =>
  REPLICATES.test(tokens[1]?.upper ?? "") ? { kind: "change", what: "changes how the server replicates" } : undefined;

const exported: Reader = tokens => {
  const to = tokens.find(({ kind, text }) => kind === "string" && /^[a-z][a-z0-9]*:\/\//i.test(text));
  return to && { kind: "write-file", to: to.text };
};

/** Statements that act on the server, by their first word. */
const STATEMENTS: Readonly<Record<string, Reader>> = {
  SET: settingOperation,
  PRAGMA: tokens =>
    /^writable_schema$/i.test(tokens[1]?.text ?? "") && !/^(?:0|OFF|FALSE)$/i.test(tokens.at(-1)?.text ?? "")
      ? { kind: "weaken", what: "lets statements write the schema table directly" }
      : undefined,
  VACUUM: vacuumOperation,
  KILL: () => ({ kind: "stop", what: "a session or query", resource: "process" }),
  CHANGE: replication,
  STOP: replication,
  START: replication,
  INSTALL: tokens =>
    /^(?:PLUGIN|COMPONENT|SONAME)$/.test(tokens[1]?.upper ?? "")
      ? { kind: "program", how: "a plugin, which is native code" }
      : undefined,
  LOAD: tokens =>
    has(tokens, "OVERWRITE") || has(tokens, "REPLACE")
      ? { kind: "update", target: "the table it loads", matches: "unknown", limited: false }
      : undefined,
  EXPORT: exported,
  UNLOAD: exported,
};

/** What a statement that begins with none of the verbs does all the same. `tokens`: the whole statement. */
export function serverOperations(tokens: readonly Token[]): Operation[] {
  const found = ownProperty(STATEMENTS, tokens[0]?.upper ?? "")?.(tokens);
  return found ? [found] : [];
}

function vacuumOperation(tokens: readonly Token[]): Operation | undefined {
  if (has(tokens, "FULL")) return { kind: "stop", what: LOCKED, resource: "table" };
  if (keepsFew(tokens)) return { kind: "lose-logs", what: "the table's earlier versions" };
  const copy = fileBehind(tokens, "INTO");
  return copy && { kind: "write-file", to: copy.text };
}

const LOCKED = "the tables that it rewrites, which are locked meanwhile";

/** Delta Lake keeps seven days of versions unless told otherwise: `VACUUM t RETAIN 0 HOURS`. */
function keepsFew(tokens: readonly Token[]): boolean {
  const retain = tokens.findIndex(({ upper }) => upper === "RETAIN");
  return retain !== -1 && !has(tokens, "DRY") && Number(tokens[retain + 1]?.text) < 168;
}

/** `SET GLOBAL x = 1` changes the server for everybody, `SET x = 1` only this session. */
function settingOperation(tokens: readonly Token[]): Operation | undefined {
  const [scope = "", second, third] = tokens.slice(1, 4).map(({ text }) => text);
  if (/^(?:GLOBAL|PERSIST|PERSIST_ONLY|@@(?:global|persist))$/i.test(scope))
    return { kind: "change", what: `changes the server's setting ${second === "." ? third : second}` };
  const says = (word: RegExp) => tokens.some(({ text }) => word.test(text));
  return says(/^session_replication_role$/i) && says(/^replica$/i)
    ? { kind: "change", what: "switches triggers and foreign keys off for this session" }
    : undefined;
}

/** `COPY t TO 'file'`, `SELECT … INTO OUTFILE 'file'`, `COPY INTO 's3://…' FROM t`. */
export function fileOperations(tokens: readonly Token[]): Operation[] {
  const verb = tokens[0]?.upper;
  if (verb === "COPY") {
    const into = tokens[1]?.upper === "INTO" ? tokens[2] : fileBehind(tokens, "TO");
    if (into?.kind === "string") return [{ kind: "write-file", to: into.text }];
    return secretBehind(tokens, "FROM");
  }
  if (verb === "LOAD") return secretBehind(tokens, "INFILE");
  const target = fileBehind(tokens, "OUTFILE") ?? fileBehind(tokens, "DUMPFILE");
  return target ? [{ kind: "write-file", to: target.text }] : [];
}

function fileBehind(tokens: readonly Token[], word: string): Token | undefined {
  const file = tokens[tokens.findIndex(({ upper, depth }) => upper === word && depth === 0) + 1];
  return file !== tokens[0] && file?.kind === "string" ? file : undefined;
}

/** A file of the machine's accounts or keys that is loaded as if it were data: `LOAD DATA INFILE '/etc/passwd'`. */
function secretBehind(tokens: readonly Token[], keyword: string): Operation[] {
  const file = fileBehind(tokens, keyword);
  return file && KEEPS_SECRETS.some(path => path.test(file.text))
    ? [{ kind: "copy-secrets", from: file.text, to: "the table" }]
    : [];
}

const KEEPS_SECRETS = [
  /^\/etc\/(?:passwd|g?shadow|sudoers|master\.passwd|krb5\.keytab)$/,
  /\/\.(?:ssh|aws|gnupg|kube|docker)\//,
  /^\/proc\/[^/]+\/environ$/,
  /\/\.(?:env|netrc|pgpass|my\.cnf)$|\/wp-config\.php$/,
];

type CallReader = (given: readonly string[], tokens: readonly Token[]) => Operation | undefined;

const dropped = (what: string, targets: readonly string[]): Operation => ({
  kind: "drop",
  what,
  targets: targets.slice(0, 1),
  cascade: false,
  temporary: false,
});

/** Functions with side effects that a SELECT may call, by name; a reader gets the literals among the arguments. */
const ACTING: readonly (readonly [name: RegExp, read: CallReader])[] = [
  [/^pg_drop_replication_slot$/, given => dropped("REPLICATION SLOT", given)],
  [/^unschedule$/, given => dropped("SCHEDULED JOB", given)],
  [/^pg_file_unlink$/, given => dropped("FILE OF THE SERVER", given)],
  [/^pg_(?:terminate|cancel)_backend$/, (_, tokens) => endedSessions(tokens)],
  [/^load_extension$/, () => ({ kind: "program", how: "load_extension, which loads native code" })],
  [/^lo_unlink$/, (_, tokens) => removedObjects(tokens)],
  [
    /^(?:pg_read_(?:binary_)?file|lo_import|load_file)$/,
    ([file = ""]) => (/^\/|\.\./.test(file) ? { kind: "copy-secrets", from: file, to: "the result" } : undefined),
  ],
  [/^(?:lo_export|pg_file_write)$/, given => ({ kind: "write-file", to: given[0] ?? "a file of the server" })],
];

/** Finds calls of functions with side effects: those of PostgreSQL, and those that are named after destruction. */
export function actingCalls(tokens: readonly Token[]): Operation[] {
  const calls = tokens.flatMap((token, at) => (isName(token) && tokens[at + 1]?.text === "(" ? [at] : []));
  return calls.slice(0, MOST_CALLS).flatMap(at => {
    const name = tokens[at]?.text ?? "";
    const known = ACTING.find(([pattern]) => pattern.test(name.toLowerCase()));
    if (known) return known[1](literalsAfter(tokens, at + 2), tokens) ?? [];
    return DESTRUCTIVE.test(name.toLowerCase()) && isCalled(tokens, at)
      ? [{ kind: "unknown", word: `${name}(), a function that is named after destruction` } as const]
      : [];
  });
}

const MOST_CALLS = 200;

function isName({ kind }: Token): boolean {
  return kind === "word" || kind === "name";
}

function literalsAfter(tokens: readonly Token[], at: number): string[] {
  const depth = tokens[at]?.depth ?? 0;
  const end = tokens.findIndex((token, i) => i >= at && token.depth < depth);
  return tokens.slice(at, end === -1 ? undefined : end).flatMap(({ kind, text }) => (kind === "string" ? [text] : []));
}

/** `… FROM pg_stat_activity` ends all sessions unless a condition selects some; `pid <> …` only spares the caller's. */
function endedSessions(tokens: readonly Token[]): Operation {
  const chooses = tokens.some(({ text, upper }) => /^[=<>]$/.test(text) || /^(?:IN|LIKE|ANY)$/.test(upper));
  const all = has(tokens, "FROM") && !chooses;
  return { kind: "stop", what: "other sessions of the server", resource: "process", ...(all && { all: true }) };
}

function removedObjects(tokens: readonly Token[]): Operation {
  const matches = !has(tokens, "FROM") ? "one" : has(tokens, "WHERE") ? "several" : "all";
  return { kind: "delete", target: "large objects", matches, limited: false };
}

/** Whether the statement defines or names functions without calling any. */
export function isDefinition(statement: readonly Token[]): boolean {
  return /^(?:CREATE|ALTER|DROP|COMMENT|GRANT|REVOKE)$/.test(statement[0]?.upper ?? "");
}

/** Whether a name before parentheses is a call, rather than a list of columns or a definition. */
function isCalled(tokens: readonly Token[], at: number): boolean {
  if (isDefinition(tokens)) return false;
  let before = at - 1;
  while (tokens[before]?.text === ".") before -= 2;
  return !/^(?:INTO|TABLE|UPDATE|JOIN|REFERENCES|CALL|EXEC|EXECUTE)$/.test(tokens[before]?.upper ?? "");
}

/** `drop_chunks`, `purge_old_orders`, `delete_everything`; not `date_trunc`, `array_remove`. */
export const DESTRUCTIVE = new RegExp(
  "^(?:sp_|citus_|partman_|undo_)?(?:drop|delete|truncate|purge|destroy|wipe|erase|nuke|clear)" +
    "(?:_[a-z]|[a-z]*_(?:all|everything)$)",
);
