/**
 * Parses JSON files that people write (policies, agents' settings) and keeps positions. Limits size and depth before
 * parsing, and refuses duplicate keys, since readers disagree which one counts. Changes are made in `json-edits.ts`;
 * only these two files use `jsonc-parser`.
 */
import {
  createScanner,
  findNodeAtLocation,
  findNodeAtOffset,
  getNodePath,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";

export type JsonNode = Node;
export type JsonPath = readonly (string | number)[];

/** A stretch of text: 1-based, columns in UTF-16 units, the end not included. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** The range of a fault that concerns the whole text. */
export const START: Range = { line: 1, column: 1, endLine: 1, endColumn: 2 };

export interface Fault extends Range {
  readonly message: string;
}

/** `json` refuses comments and trailing commas, `comments` allows comments, `jsonc` allows both. */
export type JsonDialect = "json" | "comments" | "jsonc";

export class JsonText {
  /** Undefined when there is no value at all, or the text was not parsed because of a fault. */
  readonly root: JsonNode | undefined;
  /** In the order of the text; empty means that the text is whole. */
  readonly faults: readonly Fault[];
  private readonly lines: readonly number[];

  constructor(text: string, dialect: JsonDialect) {
    // A byte order mark is no fault, and a blank in its place keeps every offset.
    const source = text.replace(/^\uFEFF/, " ");
    this.lines = [0, ...Array.from(source.matchAll(/\r\n|\r|\n/g), found => found.index + found[0].length)];
    const limit = beyondLimit(source);
    if (limit) {
      this.faults = [{ ...this.range(limit.at, 1), message: limit.message }];
      return;
    }
    const errors: ParseError[] = [];
    this.root = parseTree(source, errors, {
      allowTrailingComma: dialect === "jsonc",
      disallowComments: dialect === "json",
    });
    const faults = errors.map(({ offset, length, error }) => ({ at: offset, length, message: syntaxWords(error) }));
    for (const key of this.root ? repeatedKeys(this.root) : [])
      faults.push({
        at: key.offset,
        length: key.length,
        message: `The key ${JSON.stringify(key.value)} stands here twice; only the last would count.`,
      });
    this.faults = faults
      .sort((a, b) => a.at - b.at)
      .map(({ at, length, message }) => ({ ...this.range(at, length), message }));
  }

  /** The plain value at `path`, undefined when nothing is there; objects in it have no prototype. */
  value(path: JsonPath = []): unknown {
    const node = this.at(path);
    return node && this.plain(node);
  }

  /** The plain value of a node; objects in it have no prototype. */
  plain(node: JsonNode): unknown {
    return getNodeValue(node);
  }

  at(path: JsonPath): JsonNode | undefined {
    return this.root && findNodeAtLocation(this.root, [...path]);
  }

  /** The innermost value or key that holds `offset`, its end included. */
  nodeAt(offset: number): JsonNode | undefined {
    return this.root && findNodeAtOffset(this.root, offset, true);
  }

  /** Of a key: the path of its value. */
  pathOf(node: JsonNode): JsonPath {
    return getNodePath(node);
  }

  rangeOf(node: JsonNode): Range {
    return this.range(node.offset, node.length);
  }

  /** `offset` in UTF-16 units from the start of the text. */
  range(offset: number, length: number): Range {
    const [line, column] = this.place(offset);
    const [endLine, endColumn] = this.place(offset + length);
    return { line, column, endLine, endColumn };
  }

  /** The inverse of `range`: offset of a 1-based line and column. */
  offset(line: number, column: number): number {
    return (this.lines[line - 1] ?? this.lines.at(-1) ?? 0) + column - 1;
  }

  private place(offset: number): [line: number, column: number] {
    let low = 0;
    let high = this.lines.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.lines[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return [low + 1, offset - (this.lines[low] ?? 0) + 1];
  }
}

const MAX_LENGTH = 1024 * 1024;
/** The parser calls itself for every level. */
const MAX_DEPTH = 100;
const OPEN = new Set([1, 3]);
const CLOSE = new Set([2, 4]);
const END = 17;

function beyondLimit(text: string): { at: number; message: string } | undefined {
  if (text.length > MAX_LENGTH) return { at: 0, message: `The file is longer than ${MAX_LENGTH} characters.` };
  const scanner = createScanner(text, true);
  let depth = 0;
  for (let kind: number = scanner.scan(); kind !== END; kind = scanner.scan()) {
    if (OPEN.has(kind)) depth++;
    else if (CLOSE.has(kind)) depth--;
    if (depth > MAX_DEPTH)
      return { at: scanner.getTokenOffset(), message: `Brackets are nested more than ${MAX_DEPTH} deep.` };
  }
  return undefined;
}

function repeatedKeys(node: JsonNode): JsonNode[] {
  const seen = new Set<unknown>();
  const repeated: JsonNode[] = [];
  for (const child of node.children ?? []) {
    const key = child.type === "property" ? child.children?.[0] : undefined;
    if (key && seen.has(key.value)) repeated.push(key);
    if (key) seen.add(key.value);
    repeated.push(...repeatedKeys(child));
  }
  return repeated;
}

/** `CommaExpected` → `Comma expected.` */
function syntaxWords(code: number): string {
  const words = printParseErrorCode(code)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
