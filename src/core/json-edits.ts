/**
 * Changes to JSON files of people that keep their comments, and where in a half-written one a cursor stands. With
 * `json-text.ts` the only user of `jsonc-parser`.
 */
import { type Edit, format, getLocation, modify } from "jsonc-parser";
import type { JsonPath } from "./json-text.ts";

/** Replaces a stretch of a text: offsets in UTF-16 units. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Indent {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

/** Where a cursor stands. */
export interface Place {
  /** Of the value that the cursor is in, or whose key it is in. */
  readonly path: JsonPath;
  readonly isKey: boolean;
  /** The token that is being written, quotes included; empty where a new one would begin. */
  readonly start: number;
  readonly end: number;
}

/** The text may be broken in any way. */
export function placeAt(text: string, offset: number): Place {
  const { path, isAtPropertyKey: isKey, previousNode: token } = getLocation(text, offset);
  if (token && offset > token.offset && offset <= token.offset + token.length)
    return { path, isKey, start: token.offset, end: token.offset + token.length };
  // A word without quotes is no token yet.
  const word = /[\w$-]*$/.exec(text.slice(Math.max(0, offset - 100), offset))?.[0] ?? "";
  return { path, isKey, start: offset - word.length, end: offset };
}

/** Lays the text out anew; comments stay. */
export function formatJson(text: string, indent: Indent): TextEdit[] {
  return format(text, undefined, { ...indent, eol: eolOf(text), insertFinalNewline: true }).map(toEdit);
}

/** Puts `value` at `path`; at the end of a list with an index of -1. */
export function setJson(text: string, path: JsonPath, value: unknown, indent = indentOf(text)): TextEdit[] {
  return modify(text, [...path], value, { formattingOptions: { ...indent, eol: eolOf(text) } }).map(toEdit);
}

/** Takes out what is at `path`, with its key and its comma. */
export function removeJson(text: string, path: JsonPath): TextEdit[] {
  return setJson(text, path, undefined);
}

/** The text after `edits`, which do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((t, e) => t.slice(0, e.start) + e.text + t.slice(e.end), text);
}

function toEdit({ offset, length, content }: Edit): TextEdit {
  return { start: offset, end: offset + length, text: content };
}

function eolOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/** As the first indented line has it. */
function indentOf(text: string): Indent {
  const blank = /^([ \t]+)\S/m.exec(text)?.[1] ?? "  ";
  return blank.startsWith("\t") ? { tabSize: 4, insertSpaces: false } : { tabSize: blank.length, insertSpaces: true };
}
