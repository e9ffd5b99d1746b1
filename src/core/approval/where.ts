/** The badge of a card: the environment that the worst effect reaches, or the place beyond this machine that it goes to. */

import type { Judgement } from "../decision/judgement.ts";
import type { Effect } from "../effects/effect.ts";
import { labelOf } from "../environment/workspace.ts";
import type { Evidence } from "../places/locator.ts";
import type { Policy } from "../policy/policy.ts";

/**
 * `LOCAL` is said only of what is on this machine: a publication is in a registry, a pushed branch on a remote. What
 * the policy or a name says of an environment there stands. `evidence`: what says where it is.
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

/** The cluster or account that a tool is set to says nothing of the registry that it publishes to. */
function isOnlyPublished({ verb, beyond }: Effect, environment: string): boolean {
  return environment === "unknown" && verb === "publish" && beyond?.kind === "registry" && beyond.host !== undefined;
}

/** Somebody else has it afterwards, or it is somebody else's now. */
function goesAway({ verb, resource, path, at = [] }: Effect): boolean {
  if (path !== undefined || at.some(({ kind }) => kind !== "branch")) return false;
  return verb === "publish" || verb === "exfiltrate" || resource === "remote-branch";
}
