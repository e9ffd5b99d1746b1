/** Decides when a card may open: not in the middle of a word, and not too late to be answered. Times in epoch ms. */

/** After this long without a key the person has paused. */
export const PAUSE_MS = 1000;

/** The longest that a question waits for a pause; it also waits at most a quarter of the time to answer it. */
export const LONGEST_WAIT_MS = 5000;

/** Returns how many ms a question seen at `arrived` still has to wait; 0 when it may open now. */
export function untilCard(lastKey: number, arrived: number, deadline: number, now: number): number {
  const latest = arrived + Math.min(LONGEST_WAIT_MS, Math.max(0, (deadline - arrived) / 4));
  return Math.max(0, Math.min(lastKey + PAUSE_MS, latest) - now);
}
