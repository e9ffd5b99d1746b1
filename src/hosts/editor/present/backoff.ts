/** How long to wait before the next try to reach the service. */
const FIRST_MS = 250;
const LONGEST_MS = 15_000;

/** `failures` in a row so far, from 1 on; ms. */
export function backoff(failures: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
}
