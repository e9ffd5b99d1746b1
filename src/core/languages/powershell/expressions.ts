/** Parses a statement that is a value rather than a command: `$x + 1`, `[IO.File]::Delete('a')`, `"a" -join "b"`. */
import { HOLE } from "../../text/words.ts";
import type { Source } from "./source.ts";
import { readString, readVariable } from "./strings.ts";
import type { Expression, Part, PsRedirect } from "./syntax.ts";
import { readBracketed, readMembers } from "./words.ts";

const NUMBER = /\d[\d.]*(?:[eE][+-]?\d+)?(?:[kmgtp]b)?/iy;
const OPERATOR = /-[A-Za-z]+\b|\.\.|\+\+|--|[-+*/%]=?|[!,.?:=]+|&&?/y;

/** Whether a value begins here, at the start of a statement. */
export function startsExpression(source: Source): boolean {
  const { char } = source;
  if (/^["'$(]$/.test(char)) return true;
  if (char === "[") return /^\[[A-Za-z_]/.test(source.peek(2));
  if (char === "@") return /^@['"({]/.test(source.peek(2));
  if (/^[!+-]$/.test(char)) return /^[!+-]\s*[$("'\d[]|^-(?:not|join|split|bnot)\b/i.test(source.peek(12));
  return /^\d/.test(char) && /^\d[\d.]*(?:[kmgt]b)?\s*(?:$|[;|)}\]\n,*+/-]|-[a-z]|\.\.)/i.test(source.peek(40));
}

/** Parses up to the end of the statement; `redirect` parses redirects. */
export function readExpression(source: Source, redirect: () => PsRedirect | undefined): Expression {
  const start = source.at;
  const parts: Part[] = [];
  const redirects: PsRedirect[] = [];
  let end = start;
  for (;;) {
    source.blanks(false);
    if (source.ended || /^[;|)}\]\n\r]$/.test(source.char)) break;
    if (source.char === "&") {
      if (source.peek(2) === "&&") break;
      source.at++;
      break;
    }
    const redirected = redirect();
    if (redirected) {
      redirects.push(redirected);
      continue;
    }
    const before = source.at;
    parts.push(...primary(source));
    if (source.at === before) source.at++;
    // A newline behind an operator does not end it.
    if (parts.at(-1)?.kind === "operator") source.blanks(true);
    end = source.at;
  }
  return { kind: "expression", parts, redirects, span: { start, end } };
}

function primary(source: Source): Part[] {
  const start = source.at;
  const string = readString(source);
  if (string) return [...string, ...readMembers(source)];
  const bracketed = readBracketed(source);
  if (bracketed) return bracketed;
  if (source.char === "$") {
    const variable = readVariable(source);
    if (variable) return [variable, ...readMembers(source)];
  }
  if (source.char === "[") {
    const type = source.take(/\[[\w.,\s[\]`+]{1,200}?\](?!\])/y);
    if (type !== undefined) {
      const name = type.slice(1, -1).replace(/\s/g, "").toLowerCase();
      return [{ kind: "type", name, of: type }, ...readMembers(source)];
    }
  }
  if (source.char === HOLE) {
    source.at++;
    return [{ kind: "hole", of: HOLE }];
  }
  const number = source.take(NUMBER);
  if (number !== undefined) return [{ kind: "text", value: number, quoted: false }];
  const operator = source.take(OPERATOR);
  if (operator !== undefined) return [{ kind: "operator", of: operator.toLowerCase() }];
  const bare = source.take(/[^\s;|&(){}[\],'"`$<>]+/y);
  if (bare !== undefined) return [{ kind: "text", value: bare, quoted: false }];
  source.at++;
  return [{ kind: "hole", of: source.slice(start) }];
}
