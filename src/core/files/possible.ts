/** A word's possible values: every path that it may mean, as absolute file patterns. */

import type { Effect } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import type { Scope } from "../places/scope.ts";
import { isAbsolute, resolvePath } from "../text/paths.ts";
import type { Span } from "../text/span.ts";
import { literalWord, type Piece, type Word } from "../text/words.ts";
import { escaped } from "./globs.ts";
import { filesThatFit, filesThere } from "./patterns.ts";
import { pathOf, shown } from "./targets.ts";

/** More values than these are as good as none that is known. */
const MAX_VALUES = 32;

/**
 * The patterns of what `word` may mean in `scope`: what the disk has of them where that can be counted. Empty where
 * nothing bounds it.
 */
export function possiblePaths(word: Word, scope: Scope, facts: Facts): readonly string[] {
  return patternsOf(word, scope).flatMap(
    pattern => filesThatFit(pattern, scope, facts)?.map(escaped) ?? [tidied(pattern)],
  );
}

/** What is on the disk now that `word` may mean; none where it is one known path, or where nothing bounds it. */
export function existingPaths(word: Word, scope: Scope, facts: Facts): readonly string[] {
  if (pathOf(word, scope) !== undefined) return [];
  const found = patternsOf(word, scope).flatMap(pattern => filesThere(pattern, scope, facts));
  return [...new Set(found)].slice(0, MAX_VALUES);
}

/** `words` as a program gets them now: a pattern is what it fits, and what can only be one thing is its path. */
export function asTheyAreNow(words: readonly Word[], scope: Scope, facts: Facts): readonly Word[] {
  return words.flatMap(word => {
    if (word.value !== null && !word.glob) return [word];
    const found = existingPaths(word, scope, facts);
    return found.length === 1 || (word.glob && found.length > 0) ? found.map(path => literalWord(path)) : [word];
  });
}

/** Effects of a write to one of several files, as far as anything is known of which. */
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

/** The effect of a write that may be to anything that fits `covers`. */
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

/** Patterns of what `word` may say, as it would be written; none where nothing bounds it. */
export function boundsOfWord({ pieces }: Word): readonly string[] {
  let texts: readonly string[] = [""];
  for (const piece of pieces) {
    const values = valuesOf(piece);
    texts = texts.flatMap(text => values.map(value => text + value));
    if (texts.length > MAX_VALUES) return [];
  }
  // Nothing is known of where it begins.
  const bounded = texts.every(text => text !== "" && !text.startsWith(ANYTHING));
  return bounded ? texts.map(text => text.replaceAll(ANYTHING, "*")) : [];
}

/** Each an absolute pattern. */
function patternsOf(word: Word, { cwd, either, within }: Scope): readonly string[] {
  const folders = cwd !== null ? [escaped(cwd)] : (either?.map(escaped) ?? within ?? []);
  return boundsOfWord(word).flatMap(text =>
    isAbsolute(text) ? [text] : folders.map(folder => `${folder === "/" ? "" : folder}/${text}`),
  );
}

/** Marks what nothing is known of, which stands for any one name, apart from a `*` that was written. */
const ANYTHING = "\u0000";

function valuesOf(piece: Piece): readonly string[] {
  if (piece.kind === "text") return [piece.quoted ? escaped(piece.value) : piece.value];
  if (piece.from === "arithmetic") return ["[0-9]*"];
  return piece.may ?? [ANYTHING];
}

/** In its one spelling: without `.`, `..` and doubled slashes. */
function tidied(pattern: string): string {
  return resolvePath(pattern, "/");
}
