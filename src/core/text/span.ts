/** Half-open range of UTF-16 offsets in the action's own text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}
