/** Parses quoted text, here-strings and variables: the parts of words and expressions. */
import { HOLE } from "../../text/words.ts";
import type { Source } from "./source.ts";
import type { Part } from "./syntax.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  "0": "\0",
  a: "\u0007",
  b: "\b",
  f: "\f",
  v: "\v",
  e: "\u001b",
};

/** The string that starts here, or undefined. A quote that is never closed takes the rest of the text, and is reported. */
export function readString(source: Source): Part[] | undefined {
  if (source.char === "'") return [singleQuoted(source)];
  if (source.char === '"') return doubleQuoted(source, '"');
  if (source.char === "@" && /^@['"][ \t]*\r?\n/.test(source.peek(40))) return hereString(source);
  return undefined;
}

function singleQuoted(source: Source): Part {
  const start = source.at++;
  let value = "";
  for (;;) {
    const end = source.text.indexOf("'", source.at);
    if (end < 0) {
      source.problem("a quote is never closed", start);
      value += source.text.slice(source.at);
      source.at = source.text.length;
      break;
    }
    value += source.text.slice(source.at, end);
    source.at = end + 1;
    if (source.char !== "'") break;
    value += "'";
    source.at++;
  }
  return { kind: "text", value, quoted: true };
}

/** Up to `close`, which is a quote or the end of a here-string. */
function doubleQuoted(source: Source, close: string): Part[] {
  const start = source.at;
  const parts: Part[] = [{ kind: "text", value: "", quoted: true }];
  let text = "";
  const flush = () => {
    if (text !== "") parts.push({ kind: "text", value: text, quoted: true });
    text = "";
  };
  if (close === '"') source.at++;
  for (;;) {
    if (source.ended) {
      source.problem("a quote is never closed", start);
      break;
    }
    const { char } = source;
    if (source.startsWith(close)) {
      source.at += close.length;
      if (close !== '"' || source.char !== '"') break;
      text += '"';
      source.at++;
    } else if (char === "`") {
      text += escaped(source);
    } else if (char === "$") {
      const part = readVariable(source);
      if (part) {
        flush();
        parts.push(part);
      } else {
        text += "$";
        source.at++;
      }
    } else if (char === HOLE) {
      flush();
      parts.push({ kind: "hole", of: HOLE });
      source.at++;
    } else {
      text += source.take(/[^"`$\uFFFC\n]+|\n/y) ?? source.text[source.at++] ?? "";
    }
  }
  flush();
  return parts;
}

function hereString(source: Source): Part[] {
  const start = source.at;
  const quote = source.text[source.at + 1] ?? '"';
  source.at = source.text.indexOf("\n", source.at) + 1;
  if (quote === '"') return withoutLastBreak(doubleQuoted(source, '\n"@'));
  const end = source.text.indexOf("\n'@", source.at - 1);
  if (end < 0) source.problem("a here-string is never closed", start);
  const value = source.text.slice(source.at, end < 0 ? undefined : Math.max(end, source.at));
  source.at = end < 0 ? source.text.length : end + 3;
  return withoutLastBreak([{ kind: "text", value, quoted: true }]);
}

function withoutLastBreak(parts: Part[]): Part[] {
  const last = parts.at(-1);
  if (last?.kind === "text") parts[parts.length - 1] = { ...last, value: last.value.replace(/\r$/, "") };
  return parts;
}

/** Parses an escape sequence that begins with a backtick. */
export function escaped(source: Source): string {
  source.at++;
  if (source.char === "u" && source.peek(2) === "u{") {
    const hex = /^u\{([0-9a-fA-F]{1,6})\}/.exec(source.peek(10));
    const code = Number.parseInt(hex?.[1] ?? "", 16);
    if (hex && code <= 0x10ffff) {
      source.at += hex[0].length;
      return String.fromCodePoint(code);
    }
  }
  const { char } = source;
  source.at++;
  return ESCAPES[char] ?? char;
}

const SCOPES = /^(?:global|local|script|private|using|variable|workflow):/;

/** `$x`, `${x y}`, `$env:X`, `$(…)`; undefined where the dollar is text. */
export function readVariable(source: Source): Part | undefined {
  const start = source.at;
  if (source.peek(2) === "$(") {
    source.at += 2;
    return { kind: "group", block: source.nested(")"), of: source.slice(start) };
  }
  const written =
    source.take(/\$\{[^}\n]{0,200}\}/y) ??
    source.take(/\$(?:[A-Za-z]+:(?=[A-Za-z_]))?[\p{L}\p{N}_]+/uy) ??
    source.take(/\$[$?^]/y);
  if (written === undefined) return undefined;
  const name = written.replace(/^\$\{?|\}$/g, "").toLowerCase();
  return { kind: "variable", name: name.replace(SCOPES, ""), of: source.slice(start), splat: false };
}
