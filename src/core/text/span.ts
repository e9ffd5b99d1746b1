/** Places in a text. */

/**
 * The vocabulary of consequences: what one act would do, to what, how much of it, and whether it comes back.
 * Facts only: nothing here scores or phrases.
 */

/** Half-open range of UTF-16 offsets in the action's own text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
