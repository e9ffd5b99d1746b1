/** How often a rule decided something, in words. */

/** What the audit log says of one rule or role. */
export interface Fired {
  readonly times: number;
  /** Epoch ms of the latest. */
  readonly last: number;
}

/** `reason`: a rule or role of the file that is asked about, as the log names it: `policy/<id>`, `role/<name>`. */
export type FiredOf = (reason: string) => Fired | undefined;

/** `fired 12 times, last 3 hours ago`; `now` in epoch ms. */
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
