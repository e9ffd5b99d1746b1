/**
 * Determines a place's environment as each layer of the policy sees it. Marks of a lower layer must not take a place
 * out of a rule of a higher one: what the organization denies in staging stays denied if a workspace says production.
 */
import type { Effect } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import { ENVIRONMENTS, type Environment, type EnvironmentName } from "../places/environment.ts";
import type { Policy, Tier } from "../policy/policy.ts";
import { environmentOf } from "./detect.ts";

/** The environment by the marks of each layer and of all layers above it. `workspace` counts every mark. */
export type Readings = Readonly<Record<Tier, Environment>>;

export function readingsOf(effect: Effect, facts: Facts, policy: Policy): Readings {
  const { user, organization } = aboveOf(policy);
  const all = environmentOf(effect, facts, policy);
  const byUser = user === policy ? all : environmentOf(effect, facts, user);
  const byOrganization = organization === user ? byUser : environmentOf(effect, facts, organization);
  return { workspace: all, user: byUser, organization: byOrganization };
}

/** Returns the environment for all but layers' rules: the more careful of with and without workspace marks. */
export function landing({ workspace, user }: Readings): Environment {
  const most = careOf(user.name) > careOf(workspace.name) ? user : workspace;
  const called = most.called ?? user.called;
  return called === most.called || called === undefined ? most : { ...most, called };
}

/**
 * Returns the environments of which a rule of `tier` that holds acts needs to match only one. A person who marks a
 * place below its guessed environment does not escape the organization's rules; marks exist for that.
 */
export function heldAgainst({ workspace, user, organization }: Readings, tier: Tier | undefined): EnvironmentName[] {
  const names = [workspace.name];
  if (tier === "user" || tier === "organization") names.push(user.name);
  if (tier === "organization" && careOf(organization.name) <= careOf(user.name)) names.push(organization.name);
  return names;
}

/** Returns the environments an allowing rule of `tier` must match, all of them: no lower mark makes it match. */
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

/** Cached for each policy, because policies stay the same from act to act. */
const above = new WeakMap<Policy, Above>();

/** Returns the policy without marks of lower layers; the same object if there are none or no rule needs it. */
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
