/** Converts a syntax tree of Lezer into the program of `program.ts`, down to a depth that no honest text needs. */
import type { SyntaxNode } from "@lezer/common";
import { type Expression, NOTHING, type Statement } from "./program.ts";
import { MAX_NESTING, type Tree } from "./tree.ts";

export abstract class TreeReader {
  /** Texts of nodes that are nested too deep. */
  readonly skipped: string[] = [];
  private depth = 0;

  constructor(protected readonly tree: Tree) {}

  protected abstract statement(node: SyntaxNode): Statement[];
  protected abstract read(node: SyntaxNode): Expression;

  statements(nodes: readonly SyntaxNode[]): Statement[] {
    return nodes.flatMap(node => this.nested<Statement[]>(node, [], () => this.statement(node)));
  }

  protected expression(node: SyntaxNode): Expression {
    return this.nested<Expression>(node, NOTHING, () => this.read(node));
  }

  private nested<T>(node: SyntaxNode, otherwise: T, read: () => T): T {
    if (this.depth >= MAX_NESTING) {
      this.skipped.push(this.tree.text(node));
      return otherwise;
    }
    this.depth++;
    try {
      return read();
    } finally {
      this.depth--;
    }
  }
}
