/** Parses text with Lezer grammars under a budget, and inspects nodes. */
import type { Parser, SyntaxNode } from "@lezer/common";
import { HOLE } from "../../text/words.ts";

/** For longer texts the grammars take longer than a person waits, so they are not parsed. */
const MAX_PARSED = 96 * 1024;
/** A grammar that recovers from errors may take a second for a few kilobytes of nonsense. */
const MAX_RECOVERED = 600;
/** Deeper trees are not written by people. */
export const MAX_NESTING = 120;

/** A letter that replaces `HOLE` during parsing: the grammars allow no such character outside of strings. */
const LETTER = "\uA015";

export interface Grammars {
  /** Gives up at the first error. */
  readonly strict: Parser;
  readonly tolerant: Parser;
}

export interface Tree {
  readonly top: SyntaxNode;
  readonly broken: boolean;
  /** The node's text, with holes restored. */
  text(node: SyntaxNode): string;
}

/** Returns the tree of `text`; undefined when it has syntax errors and is too long for error recovery. */
export function treeOf(text: string, { strict, tolerant }: Grammars): Tree | undefined {
  if (text.length > MAX_PARSED) return undefined;
  const source = text.replaceAll(HOLE, LETTER);
  const textOf = (node: SyntaxNode) => source.slice(node.from, node.to).replaceAll(LETTER, HOLE);
  try {
    return { top: strict.parse(source).topNode, broken: false, text: textOf };
  } catch {
    if (text.length > MAX_RECOVERED) return undefined;
    return { top: tolerant.parse(source).topNode, broken: true, text: textOf };
  }
}

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (!/Comment$/.test(child.name)) children.push(child);
  return children;
}

/** The items between commas, each as a list of nodes. */
export function itemsOf(children: readonly SyntaxNode[]): SyntaxNode[][] {
  const items: SyntaxNode[][] = [[]];
  for (const child of children) {
    if (/^[()[\]{}]$/.test(child.name)) continue;
    if (child.name === ",") items.push([]);
    else items.at(-1)?.push(child);
  }
  return items.filter(item => item.length > 0);
}
