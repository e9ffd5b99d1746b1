/** The effect of a secret that leaves this machine with a request. */
import type { Effect, Locator } from "../effect.ts";

interface Sent {
  /** The secret, in words. */
  readonly what: string;
  /** Where it goes, as a person would call it. */
  readonly to: string;
  readonly at: readonly Locator[];
  readonly source: string;
  readonly span?: Effect["span"];
  /** Certain unless said otherwise. */
  readonly certainty?: Effect["certainty"];
}

export function secretSent({ what, to, at, source, span, certainty = "certain" }: Sent): Effect {
  return {
    verb: "exfiltrate",
    resource: "secret",
    target: what,
    reach: "one",
    recovery: "none",
    certainty,
    source,
    says: `sends ${what} to ${to}`,
    at,
    instead: "Send only the values that the request needs, by name.",
    ...(span && { span }),
  };
}
