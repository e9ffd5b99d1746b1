/** Words how often a rule decided something. */

/** What the audit log has of one rule or role. */
export interface Fired {
  readonly times: number;
  /** Time of the last one, in epoch ms. */
  readonly last: number;
}

/** `reason`: the rule or role as the audit log names it: `policy/<id>`, `role/<name>`. */
export type FiredOf = (reason: string) => Fired | undefined;

/** Returns `fired 12 times, last 3 hours ago`. `now` is in epoch ms. */
export function sayFired(fired: Fired | undefined, now: number): string {
  if (!fired || fired.times === 0) return "never fired";
  const times = fired.times === 1 ? "once" : fired.times === 2 ? "twice" : `${fired.times} times`;
  return `fired ${times}, last ${ago(now - fired.last)}`;
}

const UNITS: readonly (readonly [ms: number, name: string])[] = [
  [24 * 3600_000, "day"],
  [3600_000, "hour"],
  [60_000, "minute"],
];

function ago(ms: number): string {
  for (const [unit, name] of UNITS) {
    const count = Math.floor(ms / unit);
    if (count >= 1) return `${count} ${name}${count === 1 ? "" : "s"} ago`;
  }
  return "just now";
}
