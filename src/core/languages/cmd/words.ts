/** Splits a command of cmd.exe into name, words and redirects. Built-ins and programs split words differently. */

import type { Redirect } from "../../effects/pack.ts";
import { HOLE, type Piece, type Word, wordOfPieces } from "../../text/words.ts";

export interface CmdCommand {
  /** As written, without quotes. */
  readonly name: string;
  readonly builtIn: boolean;
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
  /** The text after the name, with carets and quotes. */
  readonly rest: string;
}

const BUILT_INS = new Set(
  `assoc break call cd chdir cls color copy date del dir echo endlocal erase exit ftype goto if md mkdir mklink move path
   pause popd prompt pushd rd rem ren rename rmdir set setlocal shift start time title type ver verify vol`.split(
    /\s+/,
  ),
);
/** Programs whose switches may follow the name without a blank: `taskkill/f`. */
const GLUED = /^(?:cmd|taskkill|shutdown|reg|xcopy|robocopy|attrib|format|icacls|schtasks|del|rd)$/;

export function readCmdCommand(text: string, offset: number): CmdCommand {
  const start = /^[\s@,;=]*/.exec(text)?.[0].length ?? 0;
  const body = text.slice(start);
  const quoted = /^"([^"]*)"?/.exec(body);
  let raw = quoted ? quoted[0] : (/^[^\s,;="<>]+/.exec(body)?.[0] ?? "");
  // `g"it"` is git: quotes inside a program's name are removed for the lookup.
  if (!quoted && body[raw.length] === '"' && raw !== "" && !BUILT_INS.has(raw.toLowerCase()))
    raw = /^(?:[^\s,;="<>]|"[^"]*")+/.exec(body)?.[0] ?? raw;
  const bare = raw.replaceAll("^", "");
  const glued = /^([A-Za-z]+)[/.\\:+(]/.exec(bare)?.[1];
  const known =
    glued !== undefined &&
    (BUILT_INS.has(glued.toLowerCase()) || (GLUED.test(glued.toLowerCase()) && bare[glued.length] === "/"));
  if (!quoted && known && glued !== undefined && !/\.(?:exe|com|bat|cmd)$/i.test(bare))
    raw = raw.slice(0, lengthOf(raw, glued.length));
  const name = quoted ? (quoted[1] ?? "") : raw.replace(/[\^"]/g, "");
  const builtIn = BUILT_INS.has(name.toLowerCase());
  const from = start + raw.length;
  const rest = text.slice(from);
  return { name, builtIn, rest, ...cut(text, from, builtIn, offset) };
}

/** Number of characters of `raw` that hold `count` characters besides carets. */
function lengthOf(raw: string, count: number): number {
  let at = 0;
  for (let seen = 0; at < raw.length && seen < count; at++) if (raw[at] !== "^") seen++;
  return at;
}

function cut(text: string, from: number, builtIn: boolean, offset: number): Pick<CmdCommand, "words" | "redirects"> {
  const words: Word[] = [];
  const redirects: Redirect[] = [];
  const separator = builtIn ? /[\s,;=]/ : /\s/;
  let at = from;
  while (at < text.length) {
    if (separator.test(text[at] ?? "")) {
      at++;
      continue;
    }
    const operator = /^(?:[0-9](?=[<>]))?(?:>>|>&[0-9]|<&[0-9]|>|<)/.exec(text.substr(at, 4))?.[0];
    if (operator !== undefined) {
      at += operator.length;
      if (/&[0-9]$/.test(operator)) continue;
      while (/\s/.test(text[at] ?? "")) at++;
      const target = readWord(text, at, /[\s,;=]/, offset, builtIn);
      at = Math.max(target.end, at + 1);
      const beside = /^[2-9]/.test(operator) && { beside: true as const };
      redirects.push({ operator: operator.replace(/^[0-9]/, ""), target: target.word, ...beside });
      continue;
    }
    const { word, end } = readWord(text, at, separator, offset, builtIn);
    words.push(...(builtIn ? switchesOf(word) : [word]));
    at = Math.max(end, at + 1);
  }
  return { words, redirects };
}

function readWord(
  text: string,
  from: number,
  separator: RegExp,
  offset: number,
  builtIn: boolean,
): { word: Word; end: number } {
  const pieces: Piece[] = [];
  let value = "";
  let quoted = false;
  let at = from;
  const flush = (withQuotes: boolean) => {
    if (value !== "") pieces.push({ kind: "text", value, quoted: withQuotes });
    value = "";
  };
  for (; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === HOLE) {
      flush(quoted);
      pieces.push({ kind: "hole", of: HOLE, from: "variable", quoted });
    } else if (char === '"') {
      flush(quoted);
      // `/q"x y"`: a switch ends where a quote begins.
      if (builtIn && !quoted && at > from && /^(?:\/[a-z?])+$/i.test(text.slice(from, at))) break;
      quoted = !quoted;
      if (pieces.length === 0 && !quoted) pieces.push({ kind: "text", value: "", quoted: true });
    } else if (!builtIn && char === "\\" && text[at + 1] === '"' && !/^(?:\s|$)/.test(text.slice(at + 2, at + 3))) {
      value += '"';
      at++;
    } else if (!quoted && char === "^" && at + 1 < text.length) {
      value += text[++at] ?? "";
    } else if (!quoted && (separator.test(char) || (char === ">" && at > from) || (char === "<" && at > from))) break;
    else value += char;
  }
  flush(quoted);
  const written = text.slice(from, at);
  // Built-ins read `*` as a wildcard, even inside quotes.
  const shown = builtIn ? pieces.map(piece => ({ ...piece, quoted: piece.kind === "hole" })) : pieces;
  return { word: wordOfPieces(written, shown, { start: offset + from, end: offset + at }), end: at };
}

/** Splits `/s/q` into two switches; `/tmp/x` is a path with forward slashes. */
function switchesOf(word: Word): Word[] {
  const text = word.value ?? "";
  if (!/^(?:\/[a-z?](?::[^/]*|-[a-z])?){2,}$/i.test(text)) return [word];
  return text
    .split(/(?=\/)/)
    .map(part => ({ ...wordOfPieces(part, [{ kind: "text", value: part, quoted: false }], word.span) }));
}
