/** Every expression that stands in the sources. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

export interface Written {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly expression: RegExp;
}

/** Of all TypeScript files in the folder and below. */
export function expressionsIn(folder: string): Written[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter(name => name.endsWith(".ts"))
    .flatMap(name => literalsOf(join(folder, name)));
}

function literalsOf(file: string): Written[] {
  const text = readFileSync(file, "utf8");
  if (!text.includes("/")) return [];
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const found: Written[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/");
      const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
      found.push({ file, line, expression: new RegExp(node.text.slice(1, end), node.text.slice(end + 1)) });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}
