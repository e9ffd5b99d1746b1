/** Computes every path that a word may mean, as absolute file patterns. */

import type { Effect } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import type { Scope } from "../places/scope.ts";
import { isAbsolute, resolvePath } from "../text/paths.ts";
import type { Span } from "../text/span.ts";
import { literalWord, type Piece, type Word } from "../text/words.ts";
import { escaped } from "./globs.ts";
import { filesThatFit, filesThere } from "./patterns.ts";
import { pathOf, shown } from "./targets.ts";

/** More values count as unknown. */
const MAX_VALUES = 32;

/**
 * Returns patterns of the paths that `word` may mean in `scope`, expanded on the disk if possible. Empty if nothing is
 * known of the word.
 */
export function possiblePaths(word: Word, scope: Scope, facts: Facts): readonly string[] {
  return patternsOf(word, scope).flatMap(
    pattern => filesThatFit(pattern, scope, facts)?.map(escaped) ?? [tidied(pattern)],
  );
}

/** Returns existing paths that `word` may mean; empty if it is one known path, or if nothing is known of it. */
export function existingPaths(word: Word, scope: Scope, facts: Facts): readonly string[] {
  if (pathOf(word, scope) !== undefined) return [];
  const found = patternsOf(word, scope).flatMap(pattern => filesThere(pattern, scope, facts));
  return [...new Set(found)].slice(0, MAX_VALUES);
}

/** Expands `words` as a program gets them now: patterns to their matches, a word with one value to its path. */
export function asTheyAreNow(words: readonly Word[], scope: Scope, facts: Facts): readonly Word[] {
  return words.flatMap(word => {
    if (word.value !== null && !word.glob) return [word];
    const found = existingPaths(word, scope, facts);
    return found.length === 1 || (word.glob && found.length > 0) ? found.map(path => literalWord(path)) : [word];
  });
}

/** Returns the effects of a write to one of several files, as far as they are known. */
export function effectsOfWritingOneOf(
  word: Word,
  scope: Scope,
  facts: Facts,
  how: { readonly source: string; readonly span?: Span | undefined },
): Effect[] {
  const covers = possiblePaths(word, scope, facts);
  const name = shown(word);
  return covers.length === 0 ? [] : [effectOfWritingAmong(covers, { ...how, name, says: `writes ${name}` })];
}

/** Returns the effect of a write to any path that matches `covers`. */
export function effectOfWritingAmong(
  covers: readonly string[],
  how: { readonly name: string; readonly says: string; readonly source: string; readonly span?: Span | undefined },
): Effect {
  return {
    verb: "write",
    resource: "file",
    target: how.name,
    reach: "several",
    recovery: "free",
    certainty: "likely",
    source: how.source,
    says: how.says,
    covers,
    ...(how.span && { span: how.span }),
  };
}

/** Returns patterns of the values of `word`; empty if nothing is known of it. */
export function boundsOfWord({ pieces }: Word): readonly string[] {
  let texts: readonly string[] = [""];
  for (const piece of pieces) {
    const values = valuesOf(piece);
    texts = texts.flatMap(text => values.map(value => text + value));
    if (texts.length > MAX_VALUES) return [];
  }
  // Nothing is known of its start.
  const bounded = texts.every(text => text !== "" && !text.startsWith(ANYTHING));
  return bounded ? texts.map(text => text.replaceAll(ANYTHING, "*")) : [];
}

/** Returns absolute patterns. */
function patternsOf(word: Word, { cwd, either, within }: Scope): readonly string[] {
  const folders = cwd !== null ? [escaped(cwd)] : (either?.map(escaped) ?? within ?? []);
  return boundsOfWord(word).flatMap(text =>
    isAbsolute(text) ? [text] : folders.map(folder => `${folder === "/" ? "" : folder}/${text}`),
  );
}

/** Stands for an unknown part within one name, unlike a `*` that was written. */
const ANYTHING = "\u0000";

function valuesOf(piece: Piece): readonly string[] {
  if (piece.kind === "text") return [piece.quoted ? escaped(piece.value) : piece.value];
  if (piece.from === "arithmetic") return ["[0-9]*"];
  return piece.may ?? [ANYTHING];
}

/** Normalizes a path: without `.`, `..` and repeated slashes. */
function tidied(pattern: string): string {
  return resolvePath(pattern, "/");
}
