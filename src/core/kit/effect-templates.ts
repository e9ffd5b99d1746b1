/** What tables of sub-commands are made of: a line, and the kinds of doing in the words of a card. */
import type { ResourceKind } from "../effects/effect.ts";
import type { EffectTemplate, Line } from "./table.ts";

type More = Partial<Omit<EffectTemplate, "verb" | "resource" | "says">>;

/** `call` as in a `Line`; without `does` the call loses nothing. */
export function line(call: string, does?: Line["does"], more: Omit<Line, "call" | "does"> = {}): Line {
  return { call, ...(does && { does }), ...more };
}

export function deletes(resource: ResourceKind, says: string, more: More = {}): EffectTemplate {
  return { verb: "delete", resource, says: `deletes ${says}`, ...more };
}

/** What was there is replaced, and nothing keeps it. */
export function replaces(resource: ResourceKind, says: string, more: More = {}): EffectTemplate {
  return { verb: "overwrite", resource, says: `replaces ${says}`, ...more };
}

export function deploys(what = "a new version", more: More = {}): EffectTemplate {
  const [, thing = what, place = ""] = /^(.*?)( in production)?$/.exec(what) ?? [];
  const says = `puts ${thing}${thing.endsWith("version") ? "[ of {}]" : "[ {}]"} into service${place}`;
  return { verb: "deploy", resource: "service", recovery: "effort", says, ...more };
}

/** It can be turned on again. */
export function stops(resource: ResourceKind, says: string, more: More = {}): EffectTemplate {
  return { verb: "stop", resource, recovery: "effort", says: `turns off ${says}`, ...more };
}

/** A right or a connection is taken away; it can be given again. */
export function revokes(resource: ResourceKind, says: string, more: More = {}): EffectTemplate {
  return { verb: "revoke", resource, recovery: "effort", says, ...more };
}

/** A safeguard of something goes. */
export function weakens(resource: ResourceKind, says: string, more: More = {}): EffectTemplate {
  return { verb: "weaken", resource, recovery: "effort", says, ...more };
}

export function grants(says: string, more: More = {}): EffectTemplate {
  return { verb: "grant", resource: "account", says, ...more };
}

/** A change that can be changed back. */
export function changes(resource: ResourceKind, says: string, more: More = {}): EffectTemplate {
  return { verb: "mutate", resource, recovery: "effort", says: `changes ${says}`, ...more };
}

/** One value by its name, from a store whose own rules let the caller read it. */
export function readsOne(says: string, more: More = {}): EffectTemplate {
  return { verb: "read-secret", resource: "record", recovery: "effort", says: `reads ${says}`, ...more };
}

/** A store's values all together, or the keys of the account itself. */
export function readsMany(says: string, more: More = {}): EffectTemplate {
  return {
    verb: "read-secret",
    resource: "secret",
    reach: "several",
    recovery: "effort",
    says: `reads ${says}`,
    ...more,
  };
}
