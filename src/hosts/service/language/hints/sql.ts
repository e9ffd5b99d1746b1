/** Finds statements of an SQL file with their lines. Several on one line count as one. */
import { dialectsOf } from "../../../../core/languages/sql/dialect.ts";
import { lexSql } from "../../../../core/languages/sql/lexer.ts";
import type { Runnable } from "./runnable.ts";

export function sqlRunnables(text: string): Runnable[] {
  const [dialect] = dialectsOf("sql", text);
  const found: Runnable[] = [];
  const source = text.split("\n");
  let start = 0;
  for (const [line, last] of source.entries()) {
    // Only a line with a semicolon can end a statement, so that long lists of rows are read once.
    if (!last.includes(";") && line < source.length - 1) continue;
    const parts = source.slice(start, line + 1);
    const { tokens, unclosed } = lexSql(parts.join("\n"), dialect);
    if (line < source.length - 1 && (unclosed || tokens.at(-1)?.kind !== "end")) continue;
    if (tokens.some(({ kind }) => kind !== "end")) found.push(statement(parts, start));
    start = line + 1;
  }
  return found;
}

/** Returns a statement from its first word on, as only comments precede it. */
function statement(parts: readonly string[], start: number): Runnable {
  const comments = parts.findIndex(part => !/^\s*(?:--.*)?$/.test(part));
  const from = Math.max(0, comments);
  return { kind: "sql", text: parts.slice(from).join("\n"), lines: parts.slice(from).map((_, i) => start + from + i) };
}
