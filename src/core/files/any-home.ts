/** `$h/.ssh/authorized_keys` in a loop over homes: whose home it is nobody knows, and which file of it is plain. */
import { knownPrefix, textOf, type Word } from "../text/words.ts";

/** Hidden things behind something that is only known when it runs, or that a pattern finds. */
const IN_SOME_HOME = /^(?:\uFFFC|\/(?:home|Users)\/(?=[^/]*[*?\uFFFC])[^/]*)(\/\.[\w./-]{2,80})$/;

/** The path as it would be in a home folder; undefined where the word names no such thing. */
export function fileInSomeHome(word: Word): string | undefined {
  if (word.value !== null && !word.glob) return undefined;
  const text = word.value ?? (knownPrefix(word).startsWith("/") || word.pieces.length > 1 ? textOf(word) : "");
  const [, tail] = IN_SOME_HOME.exec(text) ?? [];
  return tail === undefined || tail.includes("/../") ? undefined : `/home/somebody${tail}`;
}
