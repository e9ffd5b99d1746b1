/** Single insertions and removals in JSON text that leave every other byte where it is, in the style of the place. */
import type { JsonNode } from "./json-text.ts";

/** `value` as the last element of the list, or as the last property `key` of the object, that `node` is. */
export function insertInto(text: string, node: JsonNode, key: string | undefined, value: unknown): string {
  const last = node.children?.at(-1);
  const first = node.children?.[0];
  const lineEnd = /\r\n|\n/.exec(text)?.[0] ?? "\n";
  const ownLines = first ? hasLine(text.slice(node.offset, first.offset)) : !isOneLine(text, node);
  const indent = last && ownLines ? indentAt(text, last.offset) : indentAt(text, node.offset) + unitOf(text);
  const json = ownLines ? JSON.stringify(value, null, unitOf(text)) : JSON.stringify(value);
  const child = (key === undefined ? "" : `${JSON.stringify(key)}: `) + json.replaceAll("\n", lineEnd + indent);
  if (last) return splice(text, last.offset + last.length, 0, `,${ownLines ? lineEnd + indent : " "}${child}`);
  const close = node.offset + node.length - 1;
  const blank = /\s*$/.exec(text.slice(node.offset + 1, close))?.[0].length ?? 0;
  const inside = ownLines ? lineEnd + indent + child + lineEnd + indentAt(text, node.offset) : child;
  return splice(text, close - blank, blank, inside);
}

/** The text without the list element or property that `node` is, its comma, and the blanks before it. */
export function removeFrom(text: string, node: JsonNode): string {
  const child = node.parent?.type === "property" ? node.parent : node;
  const siblings = child.parent?.children ?? [];
  const index = siblings.indexOf(child);
  const [before, after] = [siblings[index - 1], siblings[index + 1]];
  const end = child.offset + child.length;
  if (before) {
    const comma = commaIn(text, before.offset + before.length, child.offset);
    const start = child.offset - blanksBefore(text, child.offset, comma + 1);
    return splice(splice(text, start, end - start, ""), comma, 1, "");
  }
  if (after) {
    const comma = commaIn(text, end, after.offset);
    const blanks = /^\s*/.exec(text.slice(comma + 1, after.offset))?.[0].length ?? 0;
    return splice(text, child.offset, comma + 1 + blanks - child.offset, "");
  }
  const start = (child.parent?.offset ?? 0) + 1;
  const close = (child.parent?.offset ?? 0) + (child.parent?.length ?? 0) - 1;
  const alone = text.slice(start, child.offset) + text.slice(end, close);
  return alone.trim() === "" ? splice(text, start, close - start, "") : splice(text, child.offset, child.length, "");
}

function splice(text: string, at: number, length: number, replacement: string): string {
  return text.slice(0, at) + replacement + text.slice(at + length);
}

/** The comma between two siblings; commas in comments between them do not count. */
function commaIn(text: string, from: number, to: number): number {
  const between = text.slice(from, to).replace(/\/\/.*|\/\*[\s\S]*?\*\//g, comment => " ".repeat(comment.length));
  return from + between.indexOf(",");
}

function blanksBefore(text: string, at: number, floor: number): number {
  return /\s*$/.exec(text.slice(floor, at))?.[0].length ?? 0;
}

function hasLine(text: string): boolean {
  return text.includes("\n");
}

/** Written without a line break, though it has something in it. */
function isOneLine(text: string, node: JsonNode): boolean {
  let root = node;
  while (root.parent) root = root.parent;
  return (root.children?.length ?? 0) > 0 && !hasLine(text.slice(root.offset, root.offset + root.length));
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
