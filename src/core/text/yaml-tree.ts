/** Parses YAML into a tree with ranges. Multi-line scalars, tags, anchors and aliases become `other`. */
import { type Document, isMap, isScalar, isSeq, type ParsedNode, parseAllDocuments, Scalar } from "yaml";
import type { Entry, Table, Tree } from "./text-tree.ts";
import { readYaml } from "./yaml-text.ts";

/** Returns undefined where the text is no YAML, holds several documents, or is more than is read. */
export function yamlTree(text: string): Table | undefined {
  const read = readYaml(text);
  if (!read || read.length > 1) return undefined;
  const [document]: readonly Document.Parsed[] = [...parseAllDocuments(text, { logLevel: "silent" })];
  const tree = document?.contents ? treeOf(text, document.contents as ParsedNode, 0) : undefined;
  return tree?.kind === "table" ? tree : { kind: "table", start: 0, end: 0, entries: [] };
}

const MAX_DEPTH = 50;

function treeOf(text: string, node: ParsedNode | null, depth: number): Tree {
  const [start, end] = node?.range ?? [0, 0];
  const other = { kind: "other", start, end } as const;
  if (!node || depth > MAX_DEPTH || ("anchor" in node && node.anchor) || node.tag?.startsWith("!")) return other;
  if (isScalar(node)) {
    const value = isOneLine(text, node) ? node.value : undefined;
    return typeof value === "string" ? { kind: "text", value, start, end } : other;
  }
  if (isSeq(node)) {
    const items = node.items.map(item => treeOf(text, item as ParsedNode, depth + 1));
    return { kind: "list", items, lines: !node.flow, start, end };
  }
  if (!isMap(node)) return other;
  const entries = node.items.flatMap(({ key, value }): Entry[] => {
    const name = key as ParsedNode;
    if (!isScalar(name) || typeof name.value !== "string") return [];
    const [from, to] = (name as ParsedNode).range;
    const tree = treeOf(text, value as ParsedNode | null, depth + 1);
    return [{ name: name.value, key: { start: from, end: to }, value: tree, lines: !node.flow }];
  });
  return { kind: "table", entries, start, end };
}

function isOneLine(text: string, { type, range }: Scalar): boolean {
  if (!range) return false;
  const written = text.slice(range[0], range[1]);
  const known = type === Scalar.PLAIN || type === Scalar.QUOTE_DOUBLE || type === Scalar.QUOTE_SINGLE;
  return known && written !== "" && !/[\r\n]/.test(written);
}
