/** Finds recipes, line by line: each runs in a shell of its own, with variables expanded as far as the files tell. */

import { wantKey } from "../../../../core/facts/facts.ts";
import { expand, readMakefile } from "../../../../core/languages/make/makefile.ts";
import { resolvePath } from "../../../../core/text/paths.ts";
import { HOLE } from "../../../../core/text/words.ts";
import { gatherFacts } from "../../../../platform/gather.ts";
import type { Runnable } from "./runnable.ts";

const MAX_INCLUDED = 20;

/** `included`: texts of the makefiles that it includes. */
export function makefileRunnables(text: string, included: readonly string[] = []): Runnable[] {
  const { variables } = readMakefile([...included, text].join("\n"));
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

/** Returns the texts of makefiles included by one in `folder`, also indirectly, as far as they exist. Never throws. */
export async function includedMakefiles(text: string, folder: string): Promise<readonly string[]> {
  const texts = new Map<string, string>();
  for (let latest = [text]; latest.length > 0; ) {
    // Names are relative to the folder that make runs in, also in files from elsewhere.
    const paths = latest
      .flatMap(one => readMakefile(one).includes)
      .filter(name => !name.includes(HOLE))
      .map(name => resolvePath(name, folder))
      .filter(path => !texts.has(path))
      .slice(0, MAX_INCLUDED - texts.size);
    const facts = await gatherFacts([...new Set(paths)].map(path => ({ kind: "text", path })));
    latest = [...facts.values()].filter(fact => typeof fact === "string");
    for (const path of paths) texts.set(path, String(facts.get(wantKey({ kind: "text", path })) ?? ""));
  }
  return [...texts.values()].reverse();
}
