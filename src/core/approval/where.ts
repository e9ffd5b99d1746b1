/** Words the badge of a card: the environment of the worst effect, or the place beyond this machine that it goes to. */

import type { Judgement } from "../decision/judgement.ts";
import type { Effect } from "../effects/effect.ts";
import { labelOf } from "../environment/workspace.ts";
import type { Evidence } from "../places/locator.ts";
import type { Policy } from "../policy/policy.ts";

/**
 * Returns the badge and its evidence. `LOCAL` is only for effects on this machine: a package goes to a registry, a
 * pushed branch to a remote. An environment that the policy or a name gives to such a place is kept.
 */
export function whereOf(
  { environment, effects: [worst] }: Pick<Judgement, "environment" | "effects">,
  policy: Policy,
): { readonly where: string; readonly evidence: readonly Evidence[] } {
  const { label } = labelOf(environment.name, policy);
  const own = { where: label, evidence: environment.evidence };
  if (!worst || (environment.name !== "local" && !isOnlyPublished(worst, environment.name))) return own;
  const beyond = worst.beyond ?? (goesAway(worst) ? ({ kind: "remote" } as const) : undefined);
  if (!beyond) return own;
  return { where: beyond.kind.toUpperCase(), evidence: beyond.evidence ? [beyond.evidence] : environment.evidence };
}

/** The configured cluster or account says nothing of the registry to which a tool publishes. */
function isOnlyPublished({ verb, beyond }: Effect, environment: string): boolean {
  return environment === "unknown" && verb === "publish" && beyond?.kind === "registry" && beyond.host !== undefined;
}

/** Returns whether the effect gives something to somebody else or changes what others use. */
function goesAway({ verb, resource, path, at = [] }: Effect): boolean {
  if (path !== undefined || at.some(({ kind }) => kind !== "branch")) return false;
  return verb === "publish" || verb === "exfiltrate" || resource === "remote-branch";
}
