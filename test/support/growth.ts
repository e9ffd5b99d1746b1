/**
 * Measures how work grows with its input, on a machine that is busy with other things too. Only processor time of this
 * process counts, so that waiting for a turn costs nothing. Caches and garbage collection only add, so each side counts
 * at its cheapest, and a ratio that looks too large is measured again until a busy machine is no excuse.
 */

/** In milliseconds. Below it the clock and other work of the process matter more than the measured work. */
const FLOOR = 0.2;
const MOST_ROUNDS = 20;
const LEAST_ROUNDS = 3;
const SMALL_PER_ROUND = 4;

/** Returns how many times longer `large` takes than `small`. It stops trying once that is below `allowed`. */
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

/** Returns processor time in milliseconds. */
function costOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
