/**
 * Reads SQL text into effects with a scanner, not a grammar: it lexes by dialect, splits statements, finds where
 * operations start and how far their WHERE reaches. All dialects share these few lines, and nothing throws.
 */

import type { Effect } from "../../effects/effect.ts";
import type { Facts } from "../../facts/facts.ts";
import type { Operation } from "../../facts/sql-operation.ts";
import type { Locator } from "../../places/locator.ts";
import type { Span } from "../../text/span.ts";
import { type Dialect, dialectsOf } from "./dialect.ts";
import { effectOfOperation, type SqlContext } from "./effects.ts";
import { lexSql, splitStatements, type Token } from "./lexer.ts";
import { Made } from "./made.ts";
import { nameAt, skipWords } from "./names.ts";
import { operationsIn } from "./operations.ts";
import { missedOperations, worthAsking } from "./second-opinion.ts";
import { isDefinition } from "./server.ts";
import { takenBack } from "./taken-back.ts";

const MAX_CHARACTERS = 256 * 1024;
const MAX_EFFECTS = 200;
const MAX_DEPTH = 12;

interface Found {
  readonly operation: Operation;
  /** The statement that contains it; absent in dynamic SQL. */
  readonly part?: Span;
  readonly guessed: boolean;
  /** The same text rolls it back, or created its target, so it loses nothing. */
  readonly back?: true;
}

/**
 * Returns the effects of `text` at `at`, in order; empty when it only reads. `source`, the id of a pack or reader,
 * tells the dialect of a client such as `psql`; otherwise the text is read as PostgreSQL and as MySQL, and the worse
 * reading counts. With `facts`, PostgreSQL's own grammar is a second opinion that can only add. Effects have the span
 * `of.span`, or with `of.offset`, the offset of `text` in the action's text, that of their statement.
 */
export function readSql(
  text: string,
  at: readonly Locator[],
  source: string,
  of: { readonly span?: Span | undefined; readonly offset?: number | undefined } = {},
  facts?: Facts,
): Effect[] {
  const readings = dialectsOf(source, text).map(dialect => readAs(text, dialect));
  // A server of a dialect in which a quote is never closed refuses the text, so the other reading counts.
  const whole = readings.filter(({ unclosed }) => !unclosed);
  const [first, ...rest] = whole.length > 0 ? whole : readings;
  const worst = rest.reduce(
    (a, b) => (weightOf(b.found) > weightOf(a.found) ? b : a),
    first ?? { found: [], unclosed: false },
  );
  const seen = new Map<string, Effect>();
  const second = facts ? missedBy(worst.found, text, source, facts) : [];
  const { offset } = of;
  for (const { operation, guessed, back, part } of [...worst.found, ...second]) {
    if (back) continue;
    const span = part && offset !== undefined ? { start: part.start + offset, end: part.end + offset } : of.span;
    const context: SqlContext = { at, source, span, guessed };
    const effect = effectOfOperation(operation, context);
    seen.set(`${effect.verb} ${effect.reach} ${effect.says}`, effect);
  }
  const effects = [...seen.values()];
  if (effects.length <= MAX_EFFECTS) return effects;
  const word = `${effects.length - MAX_EFFECTS} more operations`;
  const more = effectOfOperation({ kind: "unknown", word }, { at, source, span: of.span, guessed: false });
  return [...effects.slice(0, MAX_EFFECTS), more];
}

/** Returns the operations of `text` in the dialect of `source`, without their meaning. */
export function readOperations(text: string, source: string): readonly Operation[] {
  return readAs(text, dialectsOf(source, text)[0]).found.map(({ operation }) => operation);
}

/** Whether a text is SQL, and not only begins with a word that SQL knows: `DROP TABLE x`, not `drop me a line`. */
export function looksLikeSql(text: string): boolean {
  const head = text.slice(0, 2000).replace(/^(?:\s|--[^\n]*\n|\/\*[\s\S]*?\*\/|\()+/, "");
  return STATEMENTS.some(pattern => pattern.test(head));
}

const STATEMENTS = [
  /^select\s(?:[\s\S]*?\sfrom\s|\s*(?:[\w.]+\s*\(|[\d'*]))/i,
  /^with\s+(?:recursive\s+)?[\w"]+\s*(?:\([^)]*\)\s*)?as\s/i,
  /^(?:insert\s+(?:into|overwrite|ignore)|delete\s+from|merge\s+into|replace\s+into)\s/i,
  // A name may be known only when it runs.
  /^update\s+(?:only\s+)?(?:"[^"\n]{1,100}"|[^\s;,()"]{1,200})\s+(?:as\s+\w+\s+)?set\s/i,
  /^truncate\s+(?:table\s+)?(?:only\s+)?(?:"[^"\n]{1,100}"|[^\s;,()"]{1,200})\s*(?:;|$|,|cascade|restart|restrict)/i,
  new RegExp(
    "^(?:drop|create|alter)\\s+(?:or\\s+replace\\s+)?(?:\\w+\\s+)?(?:table|database|schema|index|view|role|user|login" +
      "|column|sequence|function|procedure|trigger|type|extension|policy|owned|keyspace|tablespace)\\b",
    "i",
  ),
  /^(?:grant|revoke)\s[\s\S]*?\s(?:to|on|from)\s/i,
  /^(?:copy\s+[\w."(]|do\s+(?:language\s+\w+\s+)?[$']|call\s+[\w.]+\s*\(|exec(?:ute)?\s+(?:immediate|[\w.]+))/i,
  /^(?:explain\s+(?:analyze|\(|select|delete|update|insert)|begin\s*;|vacuum\b|set\s+\w+\s*(?:=|to\s))/i,
];

/** Returns operations that only the grammar finds; asked where the text may be PostgreSQL and may lose something. */
function missedBy(found: readonly Found[], text: string, source: string, facts: Facts): Found[] {
  const dialects = dialectsOf(source, text).map(({ id }) => id);
  const scanned = found.map(({ operation }) => operation);
  if (!dialects.includes("postgres") || !worthAsking(text, scanned, dialects.length === 1)) return [];
  const grammar = facts.ask({ kind: "postgres", text }) ?? [];
  return missedOperations(grammar, scanned).map(operation => ({ operation, guessed: false }));
}

function readAs(text: string, dialect: Dialect): { readonly found: readonly Found[]; readonly unclosed: boolean } {
  if (text.length > MAX_CHARACTERS)
    return {
      found: [{ operation: { kind: "unknown", word: "too much text to read" }, guessed: false }],
      unclosed: false,
    };
  const found: Found[] = [];
  const unclosed = collect(
    text,
    dialect,
    { body: false, guessed: false, depth: 0, routines: new Map(), followed: new Set() },
    found,
  );
  return { found, unclosed };
}

interface Frame {
  /** The statement that has the text run. */
  readonly part?: Span;
  readonly body: boolean;
  readonly guessed: boolean;
  readonly depth: number;
  /** Bodies of the functions that the text has made so far, by name. */
  readonly routines: Map<string, string>;
  /** Those of them that were read because the text calls them. */
  readonly followed: Set<string>;
}

/** Reads one text into `found`; true when a quote in it never closes. */
function collect(text: string, dialect: Dialect, frame: Frame, found: Found[]): boolean {
  const { tokens, unclosed } = lexSql(
    text.replace(BATCH_END, end => ";".padEnd(end.length)),
    dialect,
  );
  const prepared = new Set<string>();
  const temporary = new Set<string>();
  const own = new Made();
  const statements = splitStatements(tokens);
  const back = takenBack(statements);
  for (const [i, statement] of statements.entries()) {
    if (statement[0]?.upper === "PREPARE") prepared.add(statement[1]?.text ?? "");
    const made = temporaryTable(statement);
    if (made && !statement.some(({ upper }, j) => upper === "COMMIT" && statement[j + 1]?.upper === "DROP"))
      temporary.add(made);
    const inside = { ...frame, part: frame.part ?? partOf(statement) };
    for (const operation of operationsIn(statement, dialect, frame.body)) {
      if (operation.kind === "call" && prepared.has(operation.name)) continue;
      if (isAbout(operation, temporary)) continue;
      const undone =
        own.holds(operation) || (back.has(i) && (operation.kind === "delete" || operation.kind === "update"));
      if (operation.kind !== "dynamic")
        found.push({ operation, part: inside.part, guessed: frame.guessed, ...(undone && { back: true }) });
      else follow(operation, dialect, inside, found);
    }
    for (const body of calledBodies(statement, frame.routines)) {
      if (frame.followed.has(body)) continue;
      frame.followed.add(body);
      follow({ kind: "dynamic", text: body, static: true }, dialect, inside, found);
    }
    own.note(statement);
    forgetTemporary(statement, temporary);
    const routine = routineMade(statement);
    if (routine) frame.routines.set(routine.name, routine.body);
  }
  if (unclosed) found.push({ operation: { kind: "unknown", word: "a quote that never closes" }, guessed: false });
  return unclosed;
}

/** Clients of T-SQL send the text before a line of `GO` as a separate batch. */
const BATCH_END = /^[ \t]*GO(?:[ \t]+\d+)?[ \t\r]*$/gim;

/** `CREATE FUNCTION f() … AS $$ … $$`: harmless until the same text calls it. */
function routineMade(statement: readonly Token[]): { readonly name: string; readonly body: string } | undefined {
  if (statement[0]?.upper !== "CREATE") return undefined;
  const at = skipWords(statement, 1, ["OR", "REPLACE"]);
  if (!/^(?:FUNCTION|PROCEDURE)$/.test(statement[at]?.upper ?? "")) return undefined;
  const body = statement.find(({ kind }, i) => i > at && (kind === "dollar" || kind === "string"));
  const name = lastPart(nameAt(statement, at + 1).name);
  return body && name ? { name, body: body.text } : undefined;
}

function calledBodies(statement: readonly Token[], routines: ReadonlyMap<string, string>): string[] {
  if (routines.size === 0 || isDefinition(statement)) return [];
  const called = statement.flatMap(({ kind, text }, i) => {
    const body = routines.get(text.toLowerCase());
    return (kind === "word" || kind === "name") && statement[i + 1]?.text === "(" && body !== undefined ? [body] : [];
  });
  return [...new Set(called)];
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1).toLowerCase();
}

/** The name that `CREATE TEMP TABLE` gives; from then on it hides a lasting table of that name. */
function temporaryTable(statement: readonly Token[]): string | undefined {
  if (statement[0]?.upper !== "CREATE" || !/^TEMP(?:ORARY)?$/.test(statement[1]?.upper ?? "")) return undefined;
  if (statement[2]?.upper !== "TABLE") return undefined;
  return nameAt(statement, skipWords(statement, 3, ["IF", "NOT", "EXISTS"])).name.toLowerCase() || undefined;
}

/** Behind a DROP or a ROLLBACK, the same name means the lasting table again. */
function forgetTemporary(statement: readonly Token[], temporary: Set<string>): void {
  const first = statement[0]?.upper ?? "";
  if (/^(?:ROLLBACK|ABORT)$/.test(first)) temporary.clear();
  if (first !== "DROP" || temporary.size === 0) return;
  for (const at of statement.keys()) temporary.delete(nameAt(statement, at).name.toLowerCase());
}

/** True when everything it names is a temporary table, which ends with the session anyway. */
function isAbout(operation: Operation, temporary: ReadonlySet<string>): boolean {
  const goesAnyway = (name: string) => temporary.has(name.toLowerCase()) || IN_SESSION.test(name);
  switch (operation.kind) {
    case "delete":
    case "update":
      return goesAnyway(operation.target);
    case "drop":
    case "truncate":
      return (
        (operation.kind === "truncate" || (operation.what === "TABLE" && !operation.temporary)) &&
        operation.targets.length > 0 &&
        operation.targets.every(goesAnyway)
      );
    default:
      return false;
  }
}

/** Names of the session's tables in PostgreSQL and T-SQL. */
const IN_SESSION = /^(?:pg_temp\.|#)/i;

/** Reads text that is run as SQL. Where it is partly unknown, effects are a guess, and no effect means unknown. */
function follow(
  operation: Extract<Operation, { kind: "dynamic" }>,
  dialect: Dialect,
  frame: Frame,
  found: Found[],
): void {
  const before = found.length;
  if (operation.text.trim() !== "" && frame.depth < MAX_DEPTH)
    collect(
      operation.text,
      dialect,
      {
        ...frame,
        body: operation.static && isBody(operation.text),
        guessed: frame.guessed || !operation.static,
        depth: frame.depth + 1,
      },
      found,
    );
  const read = operation.static && operation.text.trim() !== "" && frame.depth < MAX_DEPTH;
  if (!read && (found.length === before || frame.depth >= MAX_DEPTH))
    found.push({ operation, guessed: true, ...(frame.part && { part: frame.part }) });
}

function partOf(statement: readonly Token[]): Span {
  return { start: statement[0]?.span.start ?? 0, end: statement.at(-1)?.span.end ?? 0 };
}

/** Procedural code, where first words may be variables: `DECLARE … BEGIN … END`. */
function isBody(text: string): boolean {
  return /\b(?:BEGIN|DECLARE)\b/i.test(text.slice(0, 10_000)) && /\bEND\b/i.test(text);
}

/** Weights by which two readings of one text are compared. */
const WEIGHT: Readonly<Record<Operation["kind"], number>> = {
  drop: 5,
  truncate: 5,
  "drop-part": 4,
  "replace-table": 4,
  program: 6,
  weaken: 3,
  stop: 1,
  "write-file": 2,
  "copy-secrets": 5,
  "lose-logs": 5,
  discard: 3,
  dynamic: 3,
  unknown: 3,
  call: 2,
  delete: 2,
  update: 2,
  revoke: 2,
  grant: 2,
  change: 1,
};

function weightOf(found: readonly Found[]): number {
  return found.reduce((sum, { operation, back }) => {
    if (back) return sum;
    const all = (operation.kind === "delete" || operation.kind === "update") && operation.matches === "all";
    return sum + WEIGHT[operation.kind] + (all ? 3 : 0);
  }, 0);
}
