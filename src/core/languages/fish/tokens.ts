/** Splits fish into tokens: https://fishshell.com/docs/current/language.html, since 3.5 (`a&b` is one word there). */

export type Token =
  | { readonly kind: "word"; readonly start: number; readonly end: number }
  /** `;` or the end of a line. */
  | { readonly kind: "end"; readonly start: number; readonly end: number }
  | { readonly kind: "background"; readonly start: number; readonly end: number }
  | { readonly kind: "pipe" | "both" | "operator"; readonly text: string; readonly start: number; readonly end: number }
  /** `text` is the equivalent operator of POSIX shell. */
  | { readonly kind: "redirect"; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: "eof"; readonly start: number; readonly end: number };

/** A syntax error in fish; the message gives the reason. */
export class FishError extends Error {}

const MAX_NESTING = 40;

const BLANKS = /(?:[ \t\r]|\\\n)*/y;
const COMMENT = /#[^\n]*/y;
/** `>?` refuses to overwrite a file, so that nothing is lost, as with `>>`. */
const REDIRECT = /(\d*)(>>\??|>\?|>&|>|<\?|<&|<)|(&>>\??|&>\??)/y;
const PIPE = /(?:(\d*)>\||(&\|))|\|/y;

/** The token at `at` or behind the blanks and comments there. Throws `FishError`. */
export function tokenAt(text: string, at: number, end: number): Token {
  let start = skip(BLANKS, text, at);
  if (text[start] === "#" && start < end) start = Math.min(skip(COMMENT, text, start), end);
  if (start >= end) return { kind: "eof", start: end, end };
  const two = text.slice(start, start + 2);
  if (two === "&&" || two === "||") return { kind: "operator", text: two, start, end: start + 2 };
  const char = text[start];
  if (char === "\n" || char === ";") return { kind: "end", start, end: start + 1 };
  const pipe = match(PIPE, text, start);
  if (pipe) {
    const both = pipe[2] !== undefined || (pipe[1] !== undefined && pipe[1] !== "" && pipe[1] !== "1");
    return { kind: both ? "both" : "pipe", text: both ? "|&" : "|", start, end: start + pipe[0].length };
  }
  const redirect = match(REDIRECT, text, start);
  if (redirect) {
    const operator = (redirect[2] ?? redirect[3] ?? "").replace(/^(&?)>>?\?$/, "$1>>").replace("<?", "<");
    return { kind: "redirect", text: `${redirect[1] ?? ""}${operator}`, start, end: start + redirect[0].length };
  }
  if (char === "&") return { kind: "background", start, end: start + 1 };
  if (char === ")") throw new FishError("a closing parenthesis has no opening one");
  return { kind: "word", start, end: wordEnd(text, start, end) };
}

/** Behind the word that begins at `start`. */
function wordEnd(text: string, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const char = text[at] ?? "";
    if (/[\s;|<>)]/.test(char)) break;
    if (char === "&" && (at + 1 >= end || /[\s;|&<>)]/.test(text[at + 1] ?? ""))) break;
    if (char === "\\") at += 2;
    else if (char === "'" || char === '"') at = behindQuote(text, at, end);
    else if (char === "(") at = behindBracket(text, at, end, ")");
    else if (char === "{") at = behindBracket(text, at, end, "}");
    else if (char === "[" && at > start) at = behindBracket(text, at, end, "]");
    else at++;
  }
  return Math.min(at, end);
}

/** The position after the quoted text that begins at `start`. */
export function behindQuote(text: string, start: number, end: number, depth = 0): number {
  const quote = text[start];
  for (let at = start + 1; at < end; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote) return at + 1;
    else if (quote === '"' && text[at] === "$" && text[at + 1] === "(")
      at = behindBracket(text, at + 1, end, ")", depth) - 1;
  }
  throw new FishError("a quote is not closed");
}

/** Behind the bracket that closes the one at `start`; quotes and brackets in it hide others. */
export function behindBracket(text: string, start: number, end: number, closing: ")" | "}" | "]", depth = 0): number {
  // Each level of nesting is scanned again when it is read.
  if (depth > MAX_NESTING) throw new FishError(`brackets are nested more than ${MAX_NESTING} deep`);
  for (let at = start + 1; at < end; ) {
    const char = text[at];
    if (char === closing) return at + 1;
    if (char === "\\") at += 2;
    else if (char === "'" || char === '"') at = behindQuote(text, at, end, depth + 1);
    else if (char === "(") at = behindBracket(text, at, end, ")", depth + 1);
    else if (char === "{" && closing === "}") at = behindBracket(text, at, end, "}", depth + 1);
    else if (char === "#" && closing === ")" && /[\s;(]/.test(text[at - 1] ?? "")) at = skip(COMMENT, text, at);
    else at++;
  }
  throw new FishError(`a bracket is not closed by ${closing}`);
}

function skip(pattern: RegExp, text: string, at: number): number {
  return at + (match(pattern, text, at)?.[0].length ?? 0);
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
