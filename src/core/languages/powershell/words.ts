/** Parses the arguments of a command: bare words, quoted text, variables with their members, brackets. */
import { HOLE } from "../../text/words.ts";
import type { Source } from "./source.ts";
import { escaped, readString, readVariable } from "./strings.ts";
import type { Part, PsWord } from "./syntax.ts";

/** The characters of a bare word. */
const PLAIN = /[^\s;|&(){},'"`$<>\uFFFC]+/y;

/** The word that starts here; undefined at the end of a command. */
export function readWord(source: Source, first: boolean): PsWord | undefined {
  const start = source.at;
  const parts: Part[] = [];
  const whole = readBracketed(source) ?? readString(source);
  if (whole) parts.push(...whole);
  // `"a"b` are two arguments; `a"b"` is one.
  else bareWord(source, parts, first);
  if (source.at === start) return undefined;
  const text = source.slice(start);
  const span = { start, end: source.at };
  source.blanks(false);
  const comma = source.char === ",";
  if (comma) {
    source.at++;
    source.blanks(true);
  }
  return { text, parts, span, comma };
}

function bareWord(source: Source, parts: Part[], first: boolean): void {
  for (;;) {
    const { char } = source;
    if (char === "`") {
      if (/^`\r?\n/.test(source.peek(3))) return;
      // The escape `e is a plain letter in older versions, and the letter is what people mean.
      const letter = source.peek(2) === "`e";
      parts.push({ kind: "text", value: letter ? "e" : escaped(source), quoted: true });
      if (letter) source.at += 2;
      continue;
    }
    if (char === "'" || char === '"') {
      parts.push(...(readString(source) ?? []));
      continue;
    }
    if (char === HOLE) {
      parts.push({ kind: "hole", of: HOLE });
      source.at++;
      continue;
    }
    if (char === "$") {
      const variable = readVariable(source);
      if (variable) parts.push(variable, ...(parts.length === 0 ? readMembers(source) : []));
      else {
        parts.push({ kind: "text", value: "$", quoted: false });
        source.at++;
      }
      continue;
    }
    // The program's own name: `Remove-Item{` does not occur, but `%{` does.
    if (first && parts.length === 0 && (char === "%" || char === "?")) {
      parts.push({ kind: "text", value: char, quoted: false });
      source.at++;
      if (source.char === "{") return;
      continue;
    }
    // `2>file` was parsed before; a brace inside a word belongs to it: `stash@{0}`.
    if (char === "{" && parts.length > 0) {
      const braces = source.take(/\{[\w,.*/\\-]*\}/y);
      if (braces === undefined) return;
      parts.push({ kind: "text", value: braces, quoted: true });
      continue;
    }
    const plain = source.take(PLAIN);
    if (plain === undefined) return;
    parts.push({ kind: "text", value: plain, quoted: false });
  }
}

/** `(…)`, `@(…)`, `@{…}`, `{…}`, `@splat`, with the members behind them. */
export function readBracketed(source: Source): Part[] | undefined {
  const start = source.at;
  const two = source.peek(2);
  if (source.char === "(" || two === "@(") {
    source.at += source.char === "(" ? 1 : 2;
    const block = source.nested(")");
    return [{ kind: "group", block, of: source.slice(start) }, ...readMembers(source)];
  }
  if (two === "@{") {
    source.at += 2;
    const block = source.nested("}");
    return [{ kind: "hash", block, of: source.slice(start) }];
  }
  if (source.char === "{") {
    source.at++;
    const block = source.nested("}");
    const of = source.slice(start);
    return [{ kind: "script", block, of: of.slice(1, of.endsWith("}") ? -1 : undefined) }];
  }
  const splat = source.take(/@[A-Za-z_]\w*(?=[\s;|)}]|$)/y);
  if (splat === undefined) return undefined;
  return [{ kind: "variable", name: splat.slice(1).toLowerCase(), of: splat, splat: true }];
}

/** `.Name`, `.Name(…)`, `[0]` and `::Name` right behind a value. */
export function readMembers(source: Source): Part[] {
  const parts: Part[] = [];
  for (;;) {
    const start = source.at;
    const member = source.take(/(?:\?\.|\.|::)["']?[A-Za-z_]\w*["']?/y);
    if (member !== undefined) {
      const name = member.replace(/^[?.:]+|["']/g, "").toLowerCase();
      const base = { kind: "member", name, isStatic: member.startsWith("::") } as const;
      if (source.char !== "(") {
        parts.push({ ...base, of: source.slice(start) });
        continue;
      }
      source.at++;
      const { statements } = source.nested(")");
      const args = statements.flatMap(statement =>
        statement.kind === "pipeline"
          ? statement.stages.flatMap(stage => (stage.kind === "expression" ? [stage] : []))
          : [],
      );
      parts.push({ ...base, args, of: source.slice(start) });
      // Arguments that are no expressions are commands.
      const rest = statements.filter(
        statement => statement.kind !== "pipeline" || statement.stages.some(stage => stage.kind === "command"),
      );
      if (rest.length > 0) parts.push({ kind: "index", block: { statements: rest }, of: "" });
      continue;
    }
    if (source.char !== "[" || parts.length > 64) return parts;
    source.at++;
    const block = source.nested("]");
    parts.push({ kind: "index", block, of: source.slice(start) });
  }
}
