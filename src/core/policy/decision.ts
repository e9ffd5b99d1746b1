/** Defines decisions and their order. The strictest of several wins, and every reason is kept. */

const DECISIONS = ["allow", "ask", "deny"] as const;
export type Decision = (typeof DECISIONS)[number];

export function strictest(...decisions: readonly Decision[]): Decision {
  return decisions.reduce((a, b) => (DECISIONS.indexOf(b) > DECISIONS.indexOf(a) ? b : a), "allow" as Decision);
}
