/** Reads statements about rows: DELETE, UPDATE, MERGE, INSERT … SELECT. `rest` are the tokens after the verb. */

import type { Operation } from "../../facts/sql-operation.ts";
import type { Token } from "./lexer.ts";
import { nameAt, skipWords } from "./names.ts";
import { matchesOf } from "./where.ts";

export function rowOperation(kind: "delete" | "update", rest: readonly Token[]): Operation {
  const { target, next } = rowTarget(rest);
  const depth = rest[0]?.depth ?? 0;
  const find = (from: number, words: RegExp) =>
    rest.findIndex((token, i) => i >= from && token.depth === depth && words.test(token.upper));
  const where = find(Math.max(0, next - 1), /^WHERE$/);
  const after = find(Math.max(0, where), /^(?:RETURNING|LIMIT|ORDER|OPTION|OUTPUT)$/);
  const clause = where === -1 ? [] : rest.slice(where + 1, after === -1 ? undefined : after);
  const limit = find(0, /^(?:LIMIT|TOP)$/);
  const limited = limit !== -1 && isFew(rest.slice(limit, limit + 5));
  return { kind, target, matches: where === -1 ? "all" : matchesOf(clause, target), limited };
}

/** A LIMIT up to this number keeps a mistake small: `LIMIT 10`, `TOP (10)`, not `LIMIT 1000000`. */
const FEW = 1000;

function isFew(clause: readonly Token[]): boolean {
  if (clause.some(({ upper }) => upper === "PERCENT")) return false;
  return clause.every(({ kind, text }) => kind !== "number" || Number(text) <= FEW);
}

/** `DELETE FROM t`, `DELETE t FROM t JOIN …`, `DELETE TOP (5) FROM t`, `UPDATE OR IGNORE t`. */
function rowTarget(rest: readonly Token[]): { target: string; next: number } {
  let at = skipWords(rest, 0, ["LOW_PRIORITY", "QUICK", "IGNORE", "OR", "ROLLBACK", "ABORT", "REPLACE", "FAIL"]);
  if (rest[at]?.upper === "TOP") {
    at++;
    at = rest[at]?.text === "(" ? rest.findIndex((token, i) => i > at && token.text === ")") + 1 : at + 1;
    at = skipWords(rest, at, ["PERCENT"]);
  }
  at = skipWords(rest, at, ["FROM", "ONLY"]);
  const { name, next } = nameAt(rest, at);
  return { target: name || "a table", next };
}

export function mergeOperations(rest: readonly Token[]): Operation[] {
  const target = nameAt(rest, skipWords(rest, 0, ["INTO"])).name || "a table";
  const acts = rest.filter((_, i) => rest[i - 1]?.upper === "THEN").map(({ upper }) => upper);
  const operations: Operation[] = [];
  if (acts.includes("DELETE"))
    operations.push({ kind: "delete", target, matches: mergeDeletes(rest) ? "unknown" : "several", limited: false });
  if (acts.includes("UPDATE")) operations.push({ kind: "update", target, matches: "several", limited: false });
  return operations;
}

/** `WHEN MATCHED THEN DELETE` deletes every row that the other table has; `WHEN MATCHED AND …` is a condition. */
function mergeDeletes(rest: readonly Token[]): boolean {
  return rest.some(({ upper }, i) => {
    if (upper !== "DELETE" || rest[i - 1]?.upper !== "THEN") return false;
    const when = rest.slice(0, i).findLastIndex(token => token.upper === "WHEN");
    return !rest.slice(when, i).some(token => token.upper === "AND");
  });
}

const BEFORE_TARGET = "LOW_PRIORITY DELAYED HIGH_PRIORITY IGNORE OR REPLACE INTO OVERWRITE TABLE".split(" ");
/** Names of tables and columns that hold secrets. */
const SECRET_NAME = /(?:^|_)(?:secrets?|tokens?|passwords?|passwd|api_?keys?|credentials?|private_keys?)(?:_|$)/i;

/** Adding rows loses nothing; overwriting a table does, and copying secrets to where others read them gives them away. */
export function insertOperations(verb: "INSERT" | "REPLACE", rest: readonly Token[]): Operation[] {
  const target = nameAt(rest, skipWords(rest, 0, BEFORE_TARGET)).name || "a table";
  const operations: Operation[] = [];
  if (rest[0]?.upper === "OVERWRITE") operations.push({ kind: "truncate", targets: [target], cascade: false });
  if (verb === "REPLACE") operations.push({ kind: "change", what: `replaces rows of ${target}` });

  const select = rest.findIndex(({ upper }) => upper === "SELECT");
  const from = rest.findIndex(({ upper }, i) => i > select && upper === "FROM");
  if (select === -1 || from === -1) return operations;
  const source = nameAt(rest, from + 1).name;
  const secret = rest
    .slice(select)
    .find(({ kind, text }) => (kind === "word" || kind === "name") && SECRET_NAME.test(text));
  if (secret && source.toLowerCase() !== target.toLowerCase() && !SECRET_NAME.test(target))
    operations.push({ kind: "copy-secrets", from: source || secret.text, to: target });
  return operations;
}
