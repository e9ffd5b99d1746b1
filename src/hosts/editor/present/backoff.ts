/** Decides how long to wait before the next attempt to reach the service. */
const FIRST_MS = 250;
const LONGEST_MS = 15_000;

/** Returns the wait in ms. `failures` counts those in a row, from 1 on. */
export function backoff(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
}
