/** Constructors for the lines of a table of sub-commands, and for effect templates with the words of a card. */
import type { ResourceKind } from "../effects/effect.ts";
import type { EffectTemplate, Line } from "./table.ts";

type More = Partial<Omit<EffectTemplate, "verb" | "resource" | "says">>;

/** `call` is written as in `Line`; a call without `does` loses nothing. */
export function line(call: string, does?: Line["does"], more: Omit<Line, "call" | "does"> = {}): Line {
  return { call, ...(does && { does }), ...more };
}

export function deletes(resource: ResourceKind, says: string, more: More = {}): EffectTemplate {
  return { verb: "delete", resource, says: `deletes ${says}`, ...more };
}

/** The old content is replaced and not kept. */
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

/** Takes away a right or a connection, which can be given again. */
export function revokes(resource: ResourceKind, says: string, more: More = {}): EffectTemplate {
  return { verb: "revoke", resource, recovery: "effort", says, ...more };
}

/** Removes a safeguard. */
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

/** Reads one value by its name, from a store that authorizes the caller itself. */
export function readsOne(says: string, more: More = {}): EffectTemplate {
  return { verb: "read-secret", resource: "record", recovery: "effort", says: `reads ${says}`, ...more };
}

/** Reads all values of a store, or the keys of the account itself. */
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
