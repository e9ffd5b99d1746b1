/** When a card may open: not in the middle of a word, and not too late to be answered. Times in epoch ms. */

/** Without a key for so long, the person has paused. */
export const PAUSE_MS = 1000;

/** A question waits no longer than this for a pause, and no longer than a quarter of the time there is to answer it. */
export const LONGEST_WAIT_MS = 5000;

/** Milliseconds until a question that was seen at `arrived` may open; 0 when it may now. */
export function untilCard(lastKey: number, arrived: number, deadline: number, now: number): number {
  const latest = arrived + Math.min(LONGEST_WAIT_MS, Math.max(0, (deadline - arrived) / 4));
  return Math.max(0, Math.min(lastKey + PAUSE_MS, latest) - now);
}
