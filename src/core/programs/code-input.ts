/** Finds the code that a framework's runner gets: inline, from a file of the workspace, or on standard input. */

import type { Invocation } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { textOfFile, textOfStdin } from "../files/input-text.ts";
import { textOf, type Word } from "../text/words.ts";

/**
 * Returns the code. `word` is a file if it looks like one, else the code itself; without a word, or for `-`, the code
 * is on standard input. Undefined if a person would type it, null if it cannot be read.
 */
export function fileOrText(word: Word | undefined, command: Invocation, facts: Facts): string | null | undefined {
  if (word === undefined || word.value === "-") return textOfStdin(command, facts);
  if (
    word.value !== null &&
    /^[^\s()=;'"]+\.\w+$/.test(word.value) &&
    /[/\\]|\.(?:rb|py|php|js|exs?)$/.test(word.value)
  )
    return textOfFile(word, command.scope, facts);
  return textOf(word);
}
