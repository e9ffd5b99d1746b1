/** Drops publications to a local registry, which reach nobody: `npm publish --registry http://localhost:4873`. */

import type { Effect } from "../effects/effect.ts";
import type { Invocation } from "../effects/pack.ts";
import { hostOfValue, isThisMachine } from "../places/hosts.ts";

/** Options of many tools that name the registry. */
const NAMES_REGISTRY = /^--?(?:registry|repository-url|publish-url|source|s|host|index|index-url|server)$/;
const ADDRESS = /^(?:(--?[\w-]+)=)?((?:https?|oci):\/\/\S+)$/;

/** Returns the effects except publications, if the call's registry is on this machine. */
export function besidesLocalRegistry(command: Invocation, effects: readonly Effect[]): readonly Effect[] {
  if (!effects.some(({ verb }) => verb === "publish") || !publishesHere(command)) return effects;
  return effects.filter(({ verb }) => verb !== "publish");
}

/** Returns whether the call names at least one registry, and only ones on this machine. */
function publishesHere(command: Invocation): boolean {
  const named = addressesOf(command);
  return command.scope.elsewhere === undefined && named.length > 0 && named.every(isThisMachine);
}

/** Returns the hosts of the registries that the call names. */
export function addressesOf({ argv }: Invocation): readonly string[] {
  return argv.flatMap(({ value }, i) => {
    const [, option, address] = ADDRESS.exec(value ?? "") ?? [];
    if (address === undefined) return [];
    const names = NAMES_REGISTRY.test(option ?? argv[i - 1]?.value ?? "");
    return names || address.startsWith("oci://") ? [hostOfValue(address) ?? ""] : [];
  });
}
