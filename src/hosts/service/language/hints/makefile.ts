/** Recipes, line by line: each runs in a shell of its own, its variables filled in as far as the file says. */
import { expand, readMakefile } from "../../../../packs/make/makefile.ts";
import type { Runnable } from "./runnable.ts";

export function makefileRunnables(text: string): Runnable[] {
  const { variables } = readMakefile(text);
  const found: Runnable[] = [];
  const source = text.split("\n");
  for (let line = 0; line < source.length; line++) {
    if (!source[line]?.startsWith("\t")) continue;
    const start = line;
    while (source[line]?.endsWith("\\") && line + 1 < source.length) line++;
    const parts = source.slice(start, line + 1).map(part => part.replace(/^\t/, ""));
    const recipe = parts.join("\n").replace(/^[ \t]*[@+-]+/, "");
    found.push({ kind: "sh", text: expand(recipe, variables), lines: parts.map((_, i) => start + i) });
  }
  return found;
}
