/** Recognises files in an unknown home folder: `$h/.ssh/authorized_keys` in a loop over homes. */
import { knownPrefix, textOf, type Word } from "../text/words.ts";

/** A hidden file below a part of the path that is a wildcard or known only at run time. */
const IN_SOME_HOME = /^(?:\uFFFC|\/(?:home|Users)\/(?=[^/]*[*?\uFFFC])[^/]*)(\/\.[\w./-]{2,80})$/;

/** Returns the path as it would be in the user's home; undefined if the word names no such file. */
export function fileInSomeHome(word: Word): string | undefined {
  if (word.value !== null && !word.glob) return undefined;
  const text = word.value ?? (knownPrefix(word).startsWith("/") || word.pieces.length > 1 ? textOf(word) : "");
  const [, tail] = IN_SOME_HOME.exec(text) ?? [];
  return tail === undefined || tail.includes("/../") ? undefined : `/home/somebody${tail}`;
}
