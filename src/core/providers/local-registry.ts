/** Publishing to a registry that runs on this machine puts nothing before anybody: `npm publish --registry http://localhost:4873`. */

import type { Effect } from "../effects/effect.ts";
import type { Invocation } from "../effects/pack.ts";
import { hostOfValue, isThisMachine } from "../places/hosts.ts";

/** Options that name the registry, as the tools of many languages call them. */
const NAMES_REGISTRY = /^--?(?:registry|repository-url|publish-url|source|s|host|index|index-url|server)$/;
const ADDRESS = /^(?:(--?[\w-]+)=)?((?:https?|oci):\/\/\S+)$/;

/** Those of `effects` that are more than publishing to one's own registry. */
export function besidesLocalRegistry(command: Invocation, effects: readonly Effect[]): readonly Effect[] {
  if (!effects.some(({ verb }) => verb === "publish") || !publishesHere(command)) return effects;
  return effects.filter(({ verb }) => verb !== "publish");
}

/** Every registry that the call names is this machine's, and it names one. */
function publishesHere(command: Invocation): boolean {
  const named = addressesOf(command);
  return command.scope.elsewhere === undefined && named.length > 0 && named.every(isThisMachine);
}

/** Hosts of the registries that the call names. */
export function addressesOf({ argv }: Invocation): readonly string[] {
  return argv.flatMap(({ value }, i) => {
    const [, option, address] = ADDRESS.exec(value ?? "") ?? [];
    if (address === undefined) return [];
    const names = NAMES_REGISTRY.test(option ?? argv[i - 1]?.value ?? "");
    return names || address.startsWith("oci://") ? [hostOfValue(address) ?? ""] : [];
  });
}
