/** Finds the words that may be sub-commands of a program that no pack knows. */

/** Options whose value is a text to look for or to show. */
const NAMES_TEXT =
  /^--?(?:filter|grep|match|pattern|search|query|select|include|exclude|message|title|description|testNamePattern)$/;

/**
 * Returns the leading words that are no options. A word right after an option may be its value (`-n prod`) or a
 * sub-command (`--quiet delete`): such words count until one comes that cannot be a value. What cannot be a sub-command
 * is skipped after an option (`-u http://host:2379`), and ends the search elsewhere.
 */
export function leadingWords(values: readonly (string | null)[]): string[] {
  const words: string[] = [];
  let certain = false;
  for (let i = 0; i < values.length && words.length < MOST; i++) {
    const value = values[i];
    if (value?.startsWith("-")) continue;
    const option = values[i - 1]?.startsWith("-") ? values[i - 1] : undefined;
    if (value == null || !SUBCOMMAND.test(value)) {
      if (option === undefined || option === null || option.includes("=")) break;
      continue;
    }
    if (option && (certain || NAMES_TEXT.test(option))) continue;
    words.push(value);
    certain ||= !option;
  }
  return words;
}

const MOST = 4;
const SUBCOMMAND = /^[a-z][a-z0-9_:-]*$/i;
