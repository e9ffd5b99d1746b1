// Leaves the packs' examples out of the bundles. They prove a pack in the tests, and the product never reads them.
import { readFile } from "node:fs/promises";
import ts from "typescript";

/** The plugin for esbuild. */
export const withoutExamples = {
  name: "without-examples",
  setup(build) {
    build.onLoad({ filter: /[/\\]src[/\\]packs[/\\].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const contents = /[/\\]examples\.ts$/.test(path) ? withoutLists(text) : withoutExamplesIn(text);
      return { contents, loader: "ts" };
    });
  },
};

/** Returns a module of nothing but examples with all its exported lists empty. */
function withoutLists(text) {
  const names = [...text.matchAll(/^export const (\w+): (Readonly<Record)?/gm)];
  return names.map(([, name, byKey]) => `export const ${name} = ${byKey ? "{}" : "[]"};`).join("\n");
}

/** Returns the text of a module without the entries of its lists that have an `expect`. */
function withoutExamplesIn(text) {
  if (!text.includes("expect:")) return text;
  const file = ts.createSourceFile("pack.ts", text, ts.ScriptTarget.Latest);
  const cuts = [];
  const visit = (node, inside) => {
    if (isExample(node) && ts.isArrayLiteralExpression(inside)) cuts.push(node);
    else ts.forEachChild(node, child => visit(child, node));
  };
  visit(file);
  return cuts.reduceRight((left, { pos, end }) => `${left.slice(0, pos)}...[]${left.slice(end)}`, text);
}

/** Tells whether a node is an example in a list: `{ run: "kubectl delete ns pay", expect: "ask" }`. */
function isExample(node) {
  return ts.isObjectLiteralExpression(node) && node.properties.some(({ name }) => name?.text === "expect");
}
