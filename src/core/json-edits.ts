/**
 * Changes to JSON files of people that keep their comments, and where in a half-written one a cursor stands. With
 * `json-text.ts` the only user of `jsonc-parser`.
 */
import {
  createScanner,
  type Edit,
  findNodeAtLocation,
  format,
  getLocation,
  modify,
  type Node,
  parseTree,
} from "jsonc-parser";
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

/** Puts `value` at `path`, laid out as the lines around it; at the end of a list with an index of -1. */
export function setJson(text: string, path: JsonPath, value: unknown): TextEdit[] {
  // What is on one line stays on one line.
  const lines = text.trim().includes("\n");
  const isThere = findNodeAtLocation(parseTree(text) ?? EMPTY, [...path]) !== undefined;
  const layout = lines && !isThere ? { formattingOptions: { ...indentOf(text), eol: eolOf(text) } } : {};
  const edits = modify(text, [...path], value, layout).map(toEdit);
  return lines ? edits : edits.map(edit => ({ ...edit, text: edit.text.replace(/^,(?=\S)/, ", ") }));
}

/** Takes out what is at `path`, with its key and its comma, and with its lines where nothing else is left on them. */
export function removeJson(text: string, path: JsonPath): TextEdit[] {
  const value = findNodeAtLocation(parseTree(text) ?? EMPTY, [...path]);
  const node = value?.parent?.type === "property" ? value.parent : value;
  const siblings = node?.parent?.children ?? [];
  if (!node) return [];
  const end = node.offset + node.length;
  const after = commaFrom(text, end);
  const before = siblings[siblings.indexOf(node) - 1];
  const gone = stretch(text, node.offset, after === undefined ? end : after + 1);
  if (after !== undefined || !before) return [gone];
  const comma = commaFrom(text, before.offset + before.length);
  return comma === undefined ? [gone] : [{ start: comma, end: comma + 1, text: "" }, gone];
}

/** Offset of the comma that comes next, comments aside. */
function commaFrom(text: string, offset: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  return scanner.scan() === COMMA ? scanner.getTokenOffset() : undefined;
}

const COMMA = 5;

/** Also the blanks beside it, and its whole lines when they hold nothing else. */
function stretch(text: string, start: number, end: number): TextEdit {
  const head = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const tail = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  const line = /^\r?\n/.exec(text.slice(end + tail))?.[0].length ?? 0;
  const alone = line > 0 && (start - head === 0 || text[start - head - 1] === "\n");
  return alone ? { start: start - head, end: end + tail + line, text: "" } : { start, end: end + tail, text: "" };
}

const EMPTY: Node = { type: "null", offset: 0, length: 0 };

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
