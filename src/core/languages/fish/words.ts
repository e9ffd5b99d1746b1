/** Translates a fish word to POSIX shell: quotes, escapes, variables, substitutions, braces. */

import { behindBracket, behindQuote, FishError } from "./tokens.ts";
import type { Translation } from "./translation.ts";

export interface Writing {
  readonly text: string;
  readonly out: Translation;
  /** Variables that may hold several values. */
  readonly lists: ReadonlySet<string>;
  /** Writes the commands between two positions. */
  commands(start: number, end: number): void;
  /** Translates a separate text; returns it unchanged where fish would reject it. */
  inside(text: string): string;
}

export function writeWord(start: number, end: number, writing: Writing): void {
  const { text, out } = writing;
  const whole = text.slice(start, end);
  if (whole === "[" || whole === "]" || whole === "!") return out.add(whole, start, end);
  let at = start;
  while (at < end) {
    const plain = runOfPlain(text, at, end);
    if (plain > at) {
      out.add(text.slice(at, plain), at, plain);
      at = plain;
      continue;
    }
    const char = text[at];
    if (char === "\\") at = writeEscape(at, end, writing);
    else if (char === "'") at = writeSingle(at, end, writing);
    else if (char === '"') at = writeDouble(at, end, writing);
    else if (char === "(") at = writeSubstitution(at, at, end, writing);
    else if (char === "$") at = writeDollar(at, end, false, writing);
    else if (char === "{") at = writeBraces(at, end, writing);
    else if (char === "~" && at === start) out.add("~", at, ++at);
    else if (char === "*" || char === "?") out.add(char, at, ++at);
    else out.add(quoted(char ?? ""), at, ++at);
  }
}

/** The value of the word; null where a part of it is only known at run time. */
export function literalOf(text: string): string | null {
  let said = "";
  for (let at = 0; at < text.length; ) {
    const char = text[at] ?? "";
    if (/[$({*?~]/.test(char)) return null;
    if (char === "\\") {
      const escaped = escapeAt(text, at);
      said += escaped.char;
      at = escaped.end;
    } else if (char === "'" || char === '"') {
      const end = behindQuote(text, at, text.length);
      const inside = text.slice(at + 1, end - 1);
      if (char === '"' && /(?<!\\)\$/.test(inside)) return null;
      said += inside.replace(char === "'" ? /\\([\\'])/g : /\\([\\"$]|\n)/g, (_, kept: string) =>
        kept === "\n" ? "" : kept,
      );
      at = end;
    } else {
      said += char;
      at++;
    }
  }
  return said;
}

/** Characters that are not special in either shell. */
const PLAIN = /[\w@%+=:,./^-]*/y;

function runOfPlain(text: string, at: number, end: number): number {
  PLAIN.lastIndex = at;
  return Math.min(end, at + (PLAIN.exec(text)?.[0].length ?? 0));
}

/** Quotes the text for a POSIX shell. */
export function quoted(text: string): string {
  if (/[\0-\x1f\x7f]/.test(text)) {
    const inside = text.replace(/[\\'\0-\x1f\x7f]/g, char =>
      char === "\\" || char === "'" ? `\\${char}` : `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`,
    );
    return `$'${inside}'`;
  }
  return text.includes("'") ? `"${text.replace(/["$`\\]/g, "\\$&")}"` : `'${text}'`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};
const NUMBERED =
  /\\(?:x([0-9a-fA-F]{1,2})|X([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3})|c([a-zA-Z]))/y;

function escapeAt(text: string, at: number): { readonly char: string; readonly end: number } {
  NUMBERED.lastIndex = at;
  const found = NUMBERED.exec(text);
  if (found) {
    const [all, x, X, u, U, octal, control] = found;
    const hex = x ?? X ?? u ?? U;
    const code = hex
      ? Number.parseInt(hex, 16)
      : octal
        ? Number.parseInt(octal, 8)
        : (control ?? "").charCodeAt(0) & 31;
    return { char: code <= 0x10ffff ? String.fromCodePoint(code) : "", end: at + all.length };
  }
  const char = text[at + 1] ?? "";
  return { char: char === "\n" ? "" : (ESCAPES[char] ?? char), end: at + 2 };
}

function writeEscape(at: number, limit: number, { text, out }: Writing): number {
  const escaped = escapeAt(text, at);
  const end = Math.min(escaped.end, limit);
  out.add(escaped.char === "" ? "" : quoted(escaped.char), at, end);
  return end;
}

function writeSingle(at: number, limit: number, { text, out }: Writing): number {
  const end = behindQuote(text, at, limit);
  const inside = text.slice(at + 1, end - 1);
  out.add(quoted(inside.replace(/\\([\\'])/g, "$1")), at, end);
  return end;
}

function writeDouble(start: number, limit: number, writing: Writing): number {
  const { text, out } = writing;
  const end = behindQuote(text, start, limit);
  out.add('"', start, start + 1);
  for (let at = start + 1; at < end - 1; ) {
    const char = text[at] ?? "";
    const next = text[at + 1] ?? "";
    if (char === "$" && (next === "(" || /[\w$]/.test(next))) at = writeDollar(at, end - 1, true, writing);
    else if (char === "\\" && /[\\"$\n]/.test(next)) {
      out.add(next === "\n" ? "" : `\\${next}`, at, at + 2);
      at += 2;
    } else out.add(/[\\$`]/.test(char) ? `\\${char}` : char, at, ++at);
  }
  out.add('"', end - 1, end);
  return end;
}

const VARIABLE = /(\$+)(\w+)/y;

/** Translates `$x`, `$x[1]`, `$$x`, `$(command)`; returns the position after it. */
function writeDollar(at: number, limit: number, inQuotes: boolean, writing: Writing): number {
  const { text, out } = writing;
  if (text[at + 1] === "(") return writeSubstitution(at, at + 1, limit, writing, inQuotes);
  VARIABLE.lastIndex = at;
  const found = VARIABLE.exec(text);
  if (!found || found.index + found[0].length > limit) {
    out.add("\\$", at, at + 1);
    return at + 1;
  }
  const [all, dollars = "$", name = ""] = found;
  let end = at + all.length;
  const slices: string[] = [];
  while (text[end] === "[" && end < limit) {
    const close = behindBracket(text, end, limit, "]");
    slices.push(text.slice(end + 1, close - 1).trim());
    end = close;
  }
  const said = dollars.length > 1 ? `\${!${name}}` : variable(name, slices[0], inQuotes, writing.lists);
  out.add(inQuotes || OF_THE_SHELL.has(name) ? said : `"${said}"`, at, end);
  return end;
}

const OF_THE_SHELL = new Map([
  ["status", "$?"],
  ["fish_pid", "$$"],
  ["last_pid", "$!"],
]);

/** Without quotes around it. A slice that is not one plain position counts as everything. */
function variable(name: string, slice: string | undefined, inQuotes: boolean, lists: ReadonlySet<string>): string {
  const own = OF_THE_SHELL.get(name);
  if (own) return own;
  const all = inQuotes ? "*" : "@";
  const position = /^[1-9]\d{0,3}$/.test(slice ?? "") ? Number(slice) : undefined;
  if (name === "argv") {
    const rest = /^([1-9]\d{0,3})\.\.(?:-1)?$/.exec(slice ?? "");
    if (rest) return `\${@:${rest[1]}}`;
    return position === undefined ? `$${all}` : `\${${position}}`;
  }
  if (!lists.has(name)) return `\${${name}}`;
  return `\${${name}[${position === undefined ? all : position - 1}]}`;
}

/** Translates `(command)` from `at`, with its bracket at `bracket`. The output of `psub` is a file. */
function writeSubstitution(at: number, bracket: number, limit: number, writing: Writing, inQuotes = false): number {
  const { text, out } = writing;
  const behind = behindBracket(text, bracket, limit, ")");
  const inside = text.slice(bracket + 1, behind - 1);
  const made = inQuotes ? null : /\|\s*psub\b[^|;&()\n]*$/.exec(inside);
  out.add(made ? "<(" : "$(", at, bracket + 1);
  writing.commands(bracket + 1, made ? bracket + 1 + made.index : behind - 1);
  let end = behind;
  while (text[end] === "[" && end < limit) end = behindBracket(text, end, limit, "]");
  out.add(")", behind - 1, end);
  return end;
}

/** Translates `{a,b}`. Braces around one item are literal, unless a variable is in them, which they delimit. */
function writeBraces(at: number, limit: number, writing: Writing): number {
  const { text, out } = writing;
  const end = behindBracket(text, at, limit, "}");
  const items = itemsIn(text, at + 1, end - 1);
  const literal = items.length === 1 && !/[$(]/.test(text.slice(at, end));
  const apart = items.length === 1 && !literal;
  out.add(literal ? "\\{" : apart ? "" : "{", at, at + 1);
  items.forEach((item, i) => {
    if (i > 0) out.add(",", item.start - 1, item.start);
    const inside = text.slice(item.start, item.end);
    const before = inside.length - inside.trimStart().length;
    writePart(item.start + before, item.start + inside.trimEnd().length, writing);
  });
  out.add(literal ? "\\}" : apart ? "" : "}", end - 1, end);
  return end;
}

/** Inside braces a blank is an ordinary character. */
function writePart(start: number, end: number, writing: Writing): void {
  for (let at = start; at < end; ) {
    const blank = /\s+/y;
    blank.lastIndex = at;
    const blanks = blank.exec(writing.text)?.[0].length ?? 0;
    if (blanks > 0) writing.out.add(quoted(writing.text.slice(at, at + blanks)), at, at + blanks);
    at += blanks;
    const next = partEnd(writing.text, at, end);
    if (next > at) writeWord(at, next, writing);
    at = next;
  }
}

function partEnd(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && !/\s/.test(text[at] ?? "")) at = behindOne(text, at, end);
  return Math.min(at, end);
}

function itemsIn(text: string, start: number, end: number): { start: number; end: number }[] {
  const items: { start: number; end: number }[] = [];
  let from = start;
  let at = start;
  while (at < end) {
    if (text[at] === ",") {
      items.push({ start: from, end: at });
      from = ++at;
    } else at = behindOne(text, at, end);
  }
  items.push({ start: from, end });
  return items;
}

/** The position after one character, or after the quotes or brackets that it opens. */
function behindOne(text: string, at: number, end: number): number {
  const char = text[at];
  if (char === "\\") return at + 2;
  if (char === "'" || char === '"') return behindQuote(text, at, end);
  if (char === "(") return behindBracket(text, at, end, ")");
  if (char === "{") return behindBracket(text, at, end, "}");
  if (char === undefined) throw new FishError("a word ends too early");
  return at + 1;
}
