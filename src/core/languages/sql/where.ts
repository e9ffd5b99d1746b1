/**
 * Determines how many rows a WHERE clause matches: one, some, or all. A condition that is always true (`1=1`,
 * `id = id`, `x OR true`) is no condition.
 */
import type { Matches } from "../../facts/sql-operation.ts";
import { HOLE } from "../../text/words.ts";
import type { Token } from "./lexer.ts";

const MAX_DEPTH = 20;

/** `clause`: the tokens after WHERE, up to the end of the operation. `table`: the statement's own table. */
export function matchesOf(clause: readonly Token[], table: string): Matches {
  if (clause.length === 0) return "all";
  if (clause.every(({ text }) => text.includes(HOLE))) return "unknown";
  if (alwaysTrue(clause, table, 0)) return "all";
  if (clause[0]?.upper === "CURRENT" && clause[1]?.upper === "OF") return "one";
  const alternatives = split(clause, OR);
  const parts = alternatives.length === 1 ? split(clause, AND).map(part => strip(part)) : [];
  return parts.some(namesOneRow) ? "one" : "several";
}

const OR = new Set(["OR", "XOR"]);
const AND = new Set(["AND", "&&"]);
/** OR in MySQL, concatenation elsewhere. */
const PIPES = new Set(["||"]);
/** Names of columns that are keys by convention. */
const KEY = /^(?:id|uuid|guid|_id|rowid|oid|ctid|pk)$/i;

function alwaysTrue(condition: readonly Token[], table: string, depth: number): boolean {
  if (depth > MAX_DEPTH) return true;
  const tokens = strip(condition);
  const either = split(tokens, OR);
  if (either.length > 1) return either.some(part => alwaysTrue(part, table, depth + 1));
  const piped = split(tokens, PIPES);
  if (piped.length > 1 && piped.some(part => part[0]?.kind !== "string" && isConstant(part) && !alwaysFalse(part)))
    return true;
  const both = split(tokens, AND);
  if (both.length > 1) return both.every(part => alwaysTrue(part, table, depth + 1));
  // `(SELECT true)`: without a table the result is constant.
  if (tokens[0]?.upper === "SELECT" && !tokens.some(({ upper }) => upper === "FROM"))
    return alwaysTrue(tokens.slice(1), table, depth + 1);
  if (tokens[0]?.upper === "NOT") return alwaysFalse(strip(tokens.slice(1)));
  if (tokens[0]?.upper === "EXISTS") return !tokens.some(({ upper }) => upper === "FROM");
  return isConstant(tokens)
    ? !alwaysFalse(tokens)
    : comparesWithItself(tokens) || matchesAnyText(tokens) || everyKey(tokens) || inItsOwnTable(tokens, table);
}

/** Only obvious cases are false: any other constant is taken as true. */
function alwaysFalse(tokens: readonly Token[]): boolean {
  const [a, operator, b] = tokens;
  if (tokens.length === 1)
    return a?.upper === "FALSE" || a?.upper === "NULL" || (a?.kind === "number" && Number(a.text) === 0);
  if (tokens.length !== 3 || !a || !operator || !b) return false;
  const numeric = a.kind === "number" && b.kind === "number";
  if (!numeric && !(a.kind === "string" && b.kind === "string")) return false;
  const [x, y] = numeric ? [Number(a.text), Number(b.text)] : [a.text, b.text];
  switch (operator.text) {
    case "=":
      return x !== y;
    case "<>":
    case "!=":
      return x === y;
    case "<":
      return !(x < y);
    case ">":
      return !(x > y);
    case "<=":
      return !(x <= y);
    case ">=":
      return !(x >= y);
    default:
      return false;
  }
}

function isConstant(tokens: readonly Token[]): boolean {
  return tokens.every(
    ({ kind, upper }) =>
      kind === "number" ||
      kind === "string" ||
      kind === "symbol" ||
      /^(?:TRUE|FALSE|NULL|IS|NOT|LIKE|IN|BETWEEN|AND)$/.test(upper),
  );
}

/** `id = id`, `t.a <= t.a`, `x IS NOT DISTINCT FROM x`. */
function comparesWithItself(tokens: readonly Token[]): boolean {
  const operator = tokens.findIndex(({ text }) => /^(?:=|<=|>=|<=>)$/.test(text));
  const is = tokens.findIndex(({ upper }) => upper === "IS");
  const [at, width] = operator > 0 ? [operator, 1] : [is, 4];
  if (at <= 0 || (width === 4 && tokens[at + 3]?.upper !== "FROM")) return false;
  return same(tokens.slice(0, at), tokens.slice(at + width));
}

/** `name LIKE '%'`, `name ~ '.*'`. */
function matchesAnyText(tokens: readonly Token[]): boolean {
  const [pattern, before] = [tokens.at(-1), tokens.at(-2)];
  if (pattern?.kind !== "string" || !before || tokens.some(({ upper }) => upper === "NOT")) return false;
  if (/^I?LIKE$/.test(before.upper)) return /^%+$/.test(pattern.text);
  return /^(?:REGEXP|RLIKE|~\*?)$/.test(before.upper || before.text) && /^\^?(?:\.\*)?\$?$/.test(pattern.text);
}

/** `id IS NOT NULL`, `id > 0`, `id <> -1`: true for every key. */
function everyKey(tokens: readonly Token[]): boolean {
  const { column, rest } = leadingColumn(tokens);
  if (column === undefined || !KEY.test(column)) return false;
  const text = rest.map(token => token.upper || token.text).join(" ");
  return /^(?:IS NOT NULL|(?:>|>=|<>|!=) (?:- )?[01]|<> |!= )$/.test(text);
}

/** `id IN (SELECT id FROM users)` on users itself, without a condition inside. */
function inItsOwnTable(tokens: readonly Token[], table: string): boolean {
  const { column, rest } = leadingColumn(tokens);
  if (column === undefined || rest[0]?.upper !== "IN" || rest[2]?.upper !== "SELECT") return false;
  if (rest.some(({ upper }) => /^(?:WHERE|JOIN|LIMIT|HAVING|TOP|FETCH|EXCEPT|INTERSECT)$/.test(upper))) return false;
  const from = rest.findIndex(({ upper }) => upper === "FROM");
  const source = rest
    .slice(from + 1, -1)
    .map(({ text }) => text)
    .join("");
  return from > 0 && source.toLowerCase() === table.toLowerCase();
}

function namesOneRow(tokens: readonly Token[]): boolean {
  const { column, rest } = leadingColumn(tokens);
  const [operator, value, ...more] = rest;
  if (column === undefined || !KEY.test(column) || operator?.text !== "=" || !value || more.length > 3) return false;
  return value.kind === "string" || value.kind === "number" || /^(?:[?:-]$|[$@%])/.test(value.text);
}

function leadingColumn(tokens: readonly Token[]): { column: string | undefined; rest: readonly Token[] } {
  let at = 0;
  while (tokens[at + 1]?.text === "." && isName(tokens[at])) at += 2;
  return { column: isName(tokens[at]) ? tokens[at]?.text : undefined, rest: tokens.slice(at + 1) };
}

function isName(token: Token | undefined): boolean {
  return token?.kind === "word" || token?.kind === "name";
}

function same(a: readonly Token[], b: readonly Token[]): boolean {
  return (
    a.length > 0 &&
    a.length === b.length &&
    a.every((token, i) => token.text.toLowerCase() === b[i]?.text.toLowerCase())
  );
}

/** Parts between `joiners` at the clause's own depth; the AND of BETWEEN joins nothing. */
function split(tokens: readonly Token[], joiners: ReadonlySet<string>): Token[][] {
  const depth = tokens.reduce((least, token) => Math.min(least, token.depth), Number.POSITIVE_INFINITY);
  const parts: Token[][] = [[]];
  let between = false;
  for (const token of tokens) {
    const own = token.depth === depth;
    if (own && token.upper === "BETWEEN") between = true;
    const joins = own && joiners.has(token.kind === "symbol" ? token.text : token.upper);
    if (joins && between && token.upper === "AND") between = false;
    else if (joins) {
      parts.push([]);
      continue;
    }
    parts.at(-1)?.push(token);
  }
  return parts;
}

/** Removes parentheses around the whole clause. */
function strip(tokens: readonly Token[], depth = 0): readonly Token[] {
  const [first, last] = [tokens[0], tokens.at(-1)];
  if (depth > MAX_DEPTH || first?.text !== "(" || last?.text !== ")" || first.kind !== "symbol") return tokens;
  const inner = tokens.slice(1, -1);
  return inner.every(token => token.depth > first.depth) ? strip(inner, depth + 1) : tokens;
}
