/**
 * Edits JSON files that people write and leaves every other byte where it is; also finds the place of a cursor in an
 * unfinished one. Only this file and `json-text.ts` use `jsonc-parser`. Its own edits are not used: they reformat the
 * lines around a change and drop comments beside what they remove.
 */
import { createScanner, type Edit, format, getLocation } from "jsonc-parser";
import { type JsonNode, type JsonPath, JsonText } from "./json-text.ts";

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

/** The place of a cursor. */
export interface Place {
  /** Of the value that the cursor is in, or whose key it is in. */
  readonly path: JsonPath;
  readonly isKey: boolean;
  /** The token that is being written, quotes included; empty where a new one would begin. */
  readonly start: number;
  readonly end: number;
}

/** Finds the place at `offset`; the text may be invalid. */
export function placeAt(text: string, offset: number): Place {
  const { path, isAtPropertyKey: isKey, previousNode: token } = getLocation(text, offset);
  if (token && offset > token.offset && offset <= token.offset + token.length)
    return { path, isKey, start: token.offset, end: token.offset + token.length };
  // The parser sees no token in a word without quotes.
  const word = /(?<![\w$-])[\w$-]*$/.exec(text.slice(Math.max(0, offset - 100), offset))?.[0] ?? "";
  return { path, isKey, start: offset - word.length, end: offset };
}

/** Formats the whole text and keeps its comments. */
export function formatJson(text: string, indent: Indent): TextEdit[] {
  return format(text, undefined, { ...indent, eol: eolOf(text), insertFinalNewline: true }).map(toEdit);
}

/**
 * Sets `value` at `path` in the style of the file and creates missing parents; an index of -1 appends to a list. Throws
 * when a parent on the path is neither a list nor an object.
 */
export function setJson(text: string, path: JsonPath, value: unknown): TextEdit[] {
  const json = new JsonText(text, "jsonc");
  const there = json.at(path);
  if (there) return [{ start: there.offset, end: there.offset + there.length, text: JSON.stringify(value) }];
  const depth = path.findLastIndex((_, i) => json.at(path.slice(0, i)) !== undefined);
  const inside = (from: number) =>
    path.slice(from).reduceRight((inner, key) => (typeof key === "number" ? [inner] : { [key]: inner }), value);
  const above = json.at(path.slice(0, depth));
  if (!above) return [{ start: 0, end: text.length, text: JSON.stringify(inside(0)) }];
  const key = path[depth];
  if (above.type !== (typeof key === "number" ? "array" : "object"))
    throw new Error(`${path.slice(0, depth).join(".")} is no ${typeof key === "number" ? "list" : "object"}`);
  return insert(text, above, typeof key === "number" ? undefined : key, inside(depth + 1));
}

/** Inserts `value` at the end of `node`: as an element of a list, or as the property `key` of an object. */
function insert(text: string, node: JsonNode, key: string | undefined, value: unknown): TextEdit[] {
  const [first, last] = [node.children?.[0], node.children?.at(-1)];
  const eol = eolOf(text);
  const ownLines = first ? text.slice(node.offset, first.offset).includes("\n") : !isOneLine(text, node);
  const indent = last && ownLines ? indentAt(text, last.offset) : indentAt(text, node.offset) + unitOf(text);
  const json = ownLines ? JSON.stringify(value, null, unitOf(text)) : JSON.stringify(value);
  const child = (key === undefined ? "" : `${JSON.stringify(key)}: `) + json.replaceAll("\n", eol + indent);
  if (last) return behind(text, last.offset + last.length, ownLines ? eol + indent + child : ` ${child}`);
  const end = node.offset + node.length - 1;
  const start = end - (/(?<!\s)\s*$/.exec(text.slice(node.offset + 1, end))?.[0].length ?? 0);
  return [{ start, end, text: ownLines ? eol + indent + child + eol + indentAt(text, node.offset) : child }];
}

/** Inserts after the comma and the comment that follow an element, since a comment on its line belongs to it. */
function behind(text: string, end: number, child: string): TextEdit[] {
  const comma = commaFrom(text, end);
  const from = comma === undefined ? end : comma + 1;
  const rest = child.includes("\n")
    ? /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*\*\/[ \t]*)(?=[\r\n])/.exec(text.slice(from))
    : null;
  const at = from + (rest?.[0].length ?? 0);
  if (comma !== undefined) return [{ start: at, end: at, text: `${child},` }];
  if (at === end) return [{ start: end, end, text: `,${child}` }];
  return [
    { start: end, end, text: "," },
    { start: at, end: at, text: child },
  ];
}

/** Takes out what is at `path`, with its key and its comma, and with its lines where nothing else is left on them. */
export function removeJson(text: string, path: JsonPath): TextEdit[] {
  const value = new JsonText(text, "jsonc").at(path);
  const node = value?.parent?.type === "property" ? value.parent : value;
  const { parent } = node ?? {};
  if (!node || !parent) return [];
  const before = parent.children?.[parent.children.indexOf(node) - 1];
  const end = node.offset + node.length;
  const after = commaFrom(text, end);
  if (after !== undefined)
    return text.slice(end, after).trim() === ""
      ? [stretch(text, node.offset, after + 1)]
      : [stretch(text, node.offset, end), { start: after, end: after + 1, text: "" }];
  if (!before) return [onlyOne(text, node, parent)];
  const comma = commaFrom(text, before.offset + before.length);
  if (comma === undefined) return [stretch(text, node.offset, end)];
  if (text.slice(comma + 1, node.offset).trim() === "") return [{ start: comma, end, text: "" }];
  return [{ start: comma, end: comma + 1, text: "" }, stretch(text, node.offset, end)];
}

/** Removes an only element; where nothing else is left in its list or object, the lines around it go too. */
function onlyOne(text: string, node: JsonNode, parent: JsonNode): TextEdit {
  const [start, end] = [parent.offset + 1, parent.offset + parent.length - 1];
  const rest = text.slice(start, node.offset) + text.slice(node.offset + node.length, end);
  const isBare = rest.trim() === "" && rest.includes("\n");
  return isBare ? { start, end, text: "" } : stretch(text, node.offset, node.offset + node.length);
}

/** Offset of the next comma when only comments stand before it. */
function commaFrom(text: string, offset: number): number | undefined {
  const scanner = createScanner(text, true);
  scanner.setPosition(offset);
  return scanner.scan() === COMMA ? scanner.getTokenOffset() : undefined;
}

const COMMA = 5;

/** Also the blanks beside it, and its whole lines when they hold nothing else. */
function stretch(text: string, start: number, end: number): TextEdit {
  const head = /(?<![ \t])[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const tail = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  const line = /^\r?\n/.exec(text.slice(end + tail))?.[0].length ?? 0;
  const begins = start - head === 0 || text[start - head - 1] === "\n";
  if (begins && line > 0) return { start: start - head, end: end + tail + line, text: "" };
  return text[start - head - 1] === "," ? { start: start - head, end, text: "" } : { start, end: end + tail, text: "" };
}

/** Applies `edits`, which must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((t, e) => t.slice(0, e.start) + e.text + t.slice(e.end), text);
}

function toEdit({ offset, length, content }: Edit): TextEdit {
  return { start: offset, end: offset + length, text: content };
}

/** The line ending that the text uses. */
export function eolOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/** Whether the file is written on one line, though it is not empty. */
function isOneLine(text: string, node: JsonNode): boolean {
  let root = node;
  while (root.parent) root = root.parent;
  return (root.children?.length ?? 0) > 0 && !text.slice(root.offset, root.offset + root.length).includes("\n");
}

/** Blanks at the start of the line that `offset` is in. */
function indentAt(text: string, offset: number): string {
  const line = text.lastIndexOf("\n", offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(line, offset))?.[0] ?? "";
}

/** One step of the file's own indentation. */
function unitOf(text: string): string {
  return /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ";
}
