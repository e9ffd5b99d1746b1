/**
 * How work grows with what it is done on, on a machine that does other things as well. Processor time of this process is
 * what counts: waiting for a turn costs none. Caches and the collector of garbage only add, so each side counts at its
 * cheapest, and a ratio that looks too large is tried again until a busy machine is no excuse.
 */

/** Below it, the clock and what else the process does say more than the work, in milliseconds. */
const FLOOR = 0.2;
const MOST_ROUNDS = 20;
const LEAST_ROUNDS = 3;
const SMALL_PER_ROUND = 4;

/** How many times longer `large` takes than `small`; no further tries once it is below `allowed`. */
export function growth(small: () => unknown, large: () => unknown, allowed: number): number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let ratio = Number.POSITIVE_INFINITY;
  for (let round = 0; round < MOST_ROUNDS && (round < LEAST_ROUNDS || ratio >= allowed); round++) {
    for (let run = 0; run < SMALL_PER_ROUND; run++) least = Math.min(least, costOf(small));
    most = Math.min(most, costOf(large));
    ratio = most / Math.max(least, FLOOR);
  }
  return ratio;
}

/** Milliseconds of processor time. */
function costOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
