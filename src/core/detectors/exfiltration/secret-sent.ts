/** Builds the effects of secrets and files that are sent to another machine. */

import type { Effect } from "../../effects/effect.ts";
import type { Locator } from "../../places/locator.ts";

interface Sent {
  /** The secret, in words. */
  readonly what: string;
  /** The destination's name for display. */
  readonly to: string;
  readonly at: readonly Locator[];
  readonly source: string;
  readonly span?: Effect["span"];
  /** Absent: certain. */
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

/** Returns the effect of a file that is no secret. `certainty` is lower if the sender has an account there. */
export function fileSent(path: string, { to, at, source, span, certainty = "certain" }: Omit<Sent, "what">): Effect {
  return {
    verb: "exfiltrate",
    resource: "file",
    target: path,
    reach: "one",
    recovery: "effort",
    certainty,
    source,
    says: `sends the file ${path === "-" ? "on its input" : path} to ${to}`,
    at,
    instead: "Say where it is to be kept, and let the person send it.",
    ...(span && { span }),
  };
}
