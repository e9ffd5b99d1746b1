/**
 * Finds where operations begin inside a statement: at its first word, in a CTE, after `AS`, `BEGIN`, `THEN` or
 * `EXPLAIN ANALYZE`, and anywhere in T-SQL, which needs no semicolons. `FOR UPDATE` and `ON DELETE CASCADE` begin none.
 */
import type { Dialect } from "./dialect.ts";
import type { Token } from "./lexer.ts";

/** Verbs that begin an operation. */
export const VERBS: ReadonlySet<string> = new Set(
  `DELETE UPDATE INSERT REPLACE MERGE TRUNCATE DROP ALTER GRANT REVOKE DENY COPY EXECUTE EXEC CALL CREATE PREPARE
   RENAME PURGE SHUTDOWN RESTORE SOURCE SYSTEM RESET`.split(/\s+/),
);
/** Words of procedural code after which a statement begins. */
const OPENERS = new Set([
  "AS",
  "BEGIN",
  "THEN",
  "ELSE",
  "LOOP",
  "DO",
  "REPEAT",
  "ATOMIC",
  "DECLARE",
  "IMMEDIATE",
  "BATCH",
]);
/** Words and signs after which a verb begins no operation. */
const NOT_BEHIND = new Set("FOR ON KEY AFTER BEFORE OF OR NO ADD GRANT REVOKE DENY , . =".split(" "));
const ROWS = new Set(["DELETE", "UPDATE", "INSERT", "MERGE"]);
/** Also names of functions: `REPLACE(x, 'a', 'b')`. */
const FUNCTIONS = new Set(["INSERT", "REPLACE", "TRUNCATE", "DELETE"]);
const MAX_STARTS = 500;

export interface Start {
  readonly at: number;
  /** Index behind the operation's last token. */
  readonly end: number;
}

/** Operations of one statement, in order. `complete` is false where there are more than can be read. */
export function startsOf(
  tokens: readonly Token[],
  dialect: Dialect,
): { readonly starts: readonly Start[]; readonly complete: boolean } {
  const lead = tokens.findIndex(({ text, kind }) => text !== "(" || kind !== "symbol");
  const head = tokens[lead]?.upper ?? "";
  const runsExplained = explainsAndRuns(tokens.slice(lead, lead + 60));
  if (/^(?:EXPLAIN|DESCRIBE|DESC)$/.test(head) && !runsExplained) return { starts: [], complete: true };
  // What a definition contains runs later, if ever.
  const last = /^(?:CREATE|ALTER)$/.test(head) && definesCode(tokens) ? lead : tokens.length - 1;

  const found: number[] = [];
  let merging = false;
  let conflict = false;
  for (let i = lead; i >= 0 && i <= last && found.length <= MAX_STARTS; i++) {
    const word = tokens[i]?.upper ?? "";
    if (word === "CONFLICT") conflict = true;
    if (!VERBS.has(word)) continue;
    const before = tokens[i - 1];
    const behind = before?.upper || before?.text || "";
    const next = tokens[i + 1]?.text;
    if (i !== lead && next === "(" && FUNCTIONS.has(word)) continue;
    if (next === "," || next === "=" || NOT_BEHIND.has(behind)) continue;
    const previous = tokens[found.at(-1) ?? -1]?.upper ?? "";
    const begins =
      i === lead ||
      (behind === "(" && ROWS.has(word)) ||
      (behind === ")" && ROWS.has(word) && head === "WITH") ||
      (OPENERS.has(behind) && !(merging && behind === "THEN") && !(conflict && word === "UPDATE")) ||
      (runsExplained && found.length === 0) ||
      (dialect.batches && tokens[i]?.depth === 0 && !merging && !belongsTo(previous, word, tokens[i + 1]?.upper ?? ""));
    if (!begins) continue;
    merging = word === "MERGE" || (merging && tokens[i]?.depth !== 0);
    found.push(i);
  }
  // Operations nested in each other all reach to the end: reading each in full would be quadratic.
  let budget = 4 * tokens.length + 10_000;
  const starts: Start[] = [];
  for (const [i, at] of found.entries()) {
    if (budget <= 0 || i === MAX_STARTS) return { starts, complete: false };
    const end = endOf(tokens, at, found[i + 1], dialect);
    budget -= end - at;
    starts.push({ at, end });
  }
  return { starts, complete: true };
}

/** T-SQL: the DROP in `ALTER TABLE t DROP COLUMN c` is no statement of its own. */
function belongsTo(previous: string, word: string, next: string): boolean {
  return previous === "ALTER" && /^(?:DROP|ALTER)$/.test(word) && !/^(?:TABLE|DATABASE|SCHEMA|VIEW)$/.test(next);
}

/** `EXPLAIN ANALYZE DELETE` deletes; so does MariaDB's `ANALYZE DELETE`. */
function explainsAndRuns(tokens: readonly Token[]): boolean {
  const [first, second] = tokens;
  if (first?.upper === "ANALYZE" || first?.upper === "ANALYSE") return true;
  if (first?.upper !== "EXPLAIN") return false;
  if (second?.text !== "(") return second?.upper === "ANALYZE" || second?.upper === "ANALYSE";
  const close = tokens.findIndex(({ text, depth }) => text === ")" && depth === second.depth);
  const at = tokens.slice(0, close).findIndex(({ upper }) => upper === "ANALYZE" || upper === "ANALYSE");
  return at > 0 && !/^(?:FALSE|OFF|0)$/i.test(tokens[at + 1]?.text ?? "");
}

function definesCode(tokens: readonly Token[]): boolean {
  return tokens
    .slice(0, 12)
    .some(({ upper }) => /^(?:FUNCTION|PROCEDURE|PROC|TRIGGER|RULE|PACKAGE|AGGREGATE|TASK)$/.test(upper));
}

/** An operation ends where its parenthesis closes, or where the next one of its level starts. */
function endOf(tokens: readonly Token[], at: number, next: number | undefined, dialect: Dialect): number {
  const depth = tokens[at]?.depth ?? 0;
  for (let i = at + 1; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token || token.depth < depth) return i;
    if (i === next && token.depth === depth && (dialect.batches || OPENERS.has(tokens[i - 1]?.upper ?? ""))) return i;
  }
  return tokens.length;
}
