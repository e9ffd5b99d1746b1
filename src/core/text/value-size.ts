/** Limits how much of a value is kept while a text is evaluated: `x=$x$x` doubles each time. */
import type { Word } from "./words.ts";

const MAX_ITEMS = 256;
const MAX_PIECES = 64;
const MAX_LENGTH = 8 * 1024;

/** Whether a text is short enough to be kept. */
export function isShort(text: string): boolean {
  return text.length <= MAX_LENGTH;
}

/** Whether a variable may hold these words; a longer value counts as unknown. */
export function isSmall(words: readonly Word[]): boolean {
  return words.length <= MAX_ITEMS && words.every(isSmallWord);
}

export function isSmallWord({ pieces, value }: Word): boolean {
  return pieces.length <= MAX_PIECES && isShort(value ?? "");
}
