/**
 * One place as each layer of the policy sees it. Marks of a lower layer must not take a place out of a rule that
 * stands above it: what the organization refuses in staging stays refused where a workspace says production.
 */
import type { Effect } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import { ENVIRONMENTS, type Environment, type EnvironmentName } from "../places/environment.ts";
import type { Policy, Tier } from "../policy/policy.ts";
import { environmentOf } from "./detect.ts";

/** By whose marks count: those of that layer and of all above it. `workspace` is with every mark. */
export type Readings = Readonly<Record<Tier, Environment>>;

export function readingsOf(effect: Effect, facts: Facts, policy: Policy): Readings {
  const { user, organization } = aboveOf(policy);
  const all = environmentOf(effect, facts, policy);
  const byUser = user === policy ? all : environmentOf(effect, facts, user);
  const byOrganization = organization === user ? byUser : environmentOf(effect, facts, organization);
  return { workspace: all, user: byUser, organization: byOrganization };
}

/** Where it lands, for all that is no rule of a layer: with every mark, and as mistaken as it is without the workspace's. */
export function landing({ workspace, user }: Readings): Environment {
  const most = careOf(user.name) > careOf(workspace.name) ? user : workspace;
  const called = most.called ?? user.called;
  return called === most.called || called === undefined ? most : { ...most, called };
}

/**
 * What a rule of `tier` that holds acts is held against: any of these will do. That a person marks a place as less
 * than what it was guessed to be is no way out of the organization's rules, but what marks are for.
 */
export function heldAgainst({ workspace, user, organization }: Readings, tier: Tier | undefined): EnvironmentName[] {
  const names = [workspace.name];
  if (tier === "user" || tier === "organization") names.push(user.name);
  if (tier === "organization" && careOf(organization.name) <= careOf(user.name)) names.push(organization.name);
  return names;
}

/** What a rule of `tier` that lets acts pass has to fit: every one of these, so that no lower mark makes it fit. */
export function allowedWithin({ workspace, user, organization }: Readings, tier: Tier | undefined): EnvironmentName[] {
  const above = tier === "organization" ? [user.name, organization.name] : tier === "user" ? [user.name] : [];
  return [workspace.name, ...above];
}

function careOf(name: EnvironmentName): number {
  return ENVIRONMENTS.indexOf(name);
}

interface Above {
  readonly user: Policy;
  readonly organization: Policy;
}

/** Policies stay the same from act to act. */
const above = new WeakMap<Policy, Above>();

/** The policy without the marks of lower layers; the very same where there are none, or nobody asks. */
function aboveOf(policy: Policy): Above {
  const known = above.get(policy);
  if (known) return known;
  const user = without(policy, "workspace");
  const made = { user, organization: asksByOrganization(policy) ? without(user, "user") : user };
  above.set(policy, made);
  return made;
}

function without(policy: Policy, tier: Tier): Policy {
  const environments = policy.environments.filter(rule => rule.tier !== tier);
  return environments.length === policy.environments.length ? policy : { ...policy, environments };
}

function asksByOrganization({ rules, environments }: Policy): boolean {
  return (
    rules.some(({ tier, when }) => tier === "organization" && when.environment !== undefined) ||
    environments.some(({ tier, require }) => tier === "organization" && require !== undefined)
  );
}
