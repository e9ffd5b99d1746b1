/** Chooses which entries of the audit log an editor notes: enough to detect a rewritten log, and not many. */

/** The key of the extension's storage that holds them. */
export const ANCHORS = "agentguard.anchors";

export interface Anchor {
  readonly seq: number;
  readonly hash: string;
}

const MAX_ANCHORS = 50;
/** The number of entries from one anchor to the next. */
const STEP = 20;

/** Returns the anchors with this entry, or unchanged when it is not worth noting. */
export function withAnchor(anchors: readonly Anchor[], entry: Anchor | undefined): readonly Anchor[] {
  const last = anchors.at(-1);
  if (!entry || (last && entry.seq < last.seq + STEP)) return anchors;
  const all = [...anchors, entry];
  // If there are too many, every second one of the older half is dropped, but the log's beginning stays.
  return all.length <= MAX_ANCHORS ? all : all.filter((_, i) => i > MAX_ANCHORS / 2 || i % 2 === 0);
}
