/** Reads names from tokens: `public."Users"`, lists of them, and the keywords before them. */
import type { Token } from "./lexer.ts";

/** The qualified name at `at` as written without quotes, and where it ends; empty when there is none. */
export function nameAt(tokens: readonly Token[], at: number): { readonly name: string; readonly next: number } {
  const parts: string[] = [];
  let next = at;
  for (;;) {
    const token = tokens[next];
    // MySQL and BigQuery read "users" as a string where PostgreSQL reads a name.
    if (!token || !(token.kind === "word" || token.kind === "name" || token.kind === "string")) break;
    parts.push(token.text);
    next++;
    if (tokens[next]?.text !== ".") break;
    next++;
  }
  return { name: parts.join("."), next };
}

/** Names from `at` on, separated by commas. */
export function namesFrom(tokens: readonly Token[], at: number): string[] {
  const names: string[] = [];
  for (let next = at; next < tokens.length; ) {
    const found = nameAt(tokens, skipWords(tokens, next, ["ONLY"]));
    if (found.name === "") break;
    names.push(found.name);
    next = found.next;
    if (tokens[next]?.text === "*") next++;
    if (tokens[next]?.text === "(")
      next = tokens.findIndex((token, i) => i > next && token.text === ")") + 1 || tokens.length;
    if (tokens[next]?.text !== ",") break;
    next++;
  }
  return names;
}

/** The first index at or after `at` whose word is none of `words`. */
export function skipWords(tokens: readonly Token[], at: number, words: readonly string[]): number {
  let next = at;
  while (words.includes(tokens[next]?.upper || "-")) next++;
  return next;
}

/** Whether `word`, in upper case, is among the tokens. */
export function has(tokens: readonly Token[], word: string): boolean {
  return tokens.some(({ upper }) => upper === word);
}
