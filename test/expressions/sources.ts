/** Every expression that stands in the sources, whole or put together by `core/text/expressions.ts`. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import * as made from "../../src/core/text/expressions.ts";

export interface Written {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly expression: RegExp;
  /** The text as it stands there, where it is one literal. */
  readonly literal?: string;
}

/** Of all TypeScript files in the folder and below. */
export function expressionsIn(folder: string): Written[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter(name => name.endsWith(".ts"))
    .flatMap(name => writtenIn(join(folder, name)));
}

function writtenIn(file: string): Written[] {
  const text = readFileSync(file, "utf8");
  if (!text.includes("/")) return [];
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const found: Written[] = [];
  const visit = (node: ts.Node) => {
    const expression = ts.isRegularExpressionLiteral(node) || isPutTogether(node) ? evaluated(node, tree) : undefined;
    if (expression instanceof RegExp)
      found.push({
        file,
        line: tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1,
        expression,
        ...(ts.isRegularExpressionLiteral(node) && { literal: node.text }),
      });
    else ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function isPutTogether(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text in made;
}

/** Undefined where the text needs a name that stands elsewhere in its file. */
function evaluated(node: ts.Node, tree: ts.SourceFile): unknown {
  try {
    return new Function(...Object.keys(made), `return ${node.getText(tree)}`)(...Object.values(made));
  } catch {
    return undefined;
  }
}
