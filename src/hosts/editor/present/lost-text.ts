/** Decides whether changes to a document removed most of its text. */

interface ContentChange {
  readonly rangeLength: number;
  readonly text: string;
}

/** Returns the lengths in characters; undefined when enough is left. `after`: the document's length now. */
export function lostText(
  after: number,
  changes: readonly ContentChange[],
): { readonly before: number; readonly after: number } | undefined {
  const before = changes.reduce((sum, { rangeLength, text }) => sum + rangeLength - text.length, after);
  const lost = after === 0 ? before >= 200 : before >= 2000 && after * 5 <= before;
  return lost ? { before, after } : undefined;
}
