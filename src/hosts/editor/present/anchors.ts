/** Which entries of the audit log an editor notes: enough to tell a log that was written anew, and not many. */

/** Where they are kept: a key of the extension's own store. */
export const ANCHORS = "agentguard.anchors";

export interface Anchor {
  readonly seq: number;
  readonly hash: string;
}

const MAX_ANCHORS = 50;
/** The next one is noted after so many entries. */
const STEP = 20;

/** The anchors with this entry among them, or the same where it is not worth noting. */
export function withAnchor(anchors: readonly Anchor[], entry: Anchor | undefined): readonly Anchor[] {
  const last = anchors.at(-1);
  if (!entry || (last && entry.seq < last.seq + STEP)) return anchors;
  const all = [...anchors, entry];
  // Of many, every second one of the older half goes: the log's beginning stays noted.
  return all.length <= MAX_ANCHORS ? all : all.filter((_, i) => i > MAX_ANCHORS / 2 || i % 2 === 0);
}
