/** Compares secrets that an act uses with their purpose, because finding a credential gives no right to use it. */
import type { Action } from "../action/action.ts";
import type { Effect } from "../effects/effect.ts";
import { heldAgainst, type Readings } from "../environment/readings.ts";
import type { Facts } from "../facts/facts.ts";
import { environmentOfLabel, raises } from "../places/labels.ts";
import { matchesPath } from "../places/patterns.ts";
import type { CredentialRule, Policy } from "../policy/policy.ts";
import { baseName, isWithin, parentOf, relativeTo } from "../text/paths.ts";
import { carriedBy } from "./carried-secrets.ts";
import type { Contribution } from "./contribution.ts";
import { type Definition, definitionsOf } from "./credential-sources.ts";
import { FOUND_CREDENTIAL } from "./score.ts";

/** The most credentials that a card names. */
const MAX_NAMED = 3;

/** Returns the definitions of the act's credentials, which are the same for all of its effects. */
export function credentialsOf(action: Action, facts: Facts): readonly Definition[] {
  const carried = carriedBy(action, facts.around);
  return carried === undefined ? [] : definitionsOf(carried, action, facts);
}

/**
 * Returns a contribution for each credential that is defined outside the task's environment or declared for another
 * purpose than this effect. A tool's own env file in its own folder is fine.
 */
export function foundCredentials(
  defined: readonly Definition[],
  action: Action,
  effect: Effect,
  readings: Readings,
  facts: Facts,
  policy: Policy,
): Contribution[] {
  const given = new Set(defined.filter(one => isGiven(one, action, facts, policy)).map(({ name }) => name));
  const found = defined.flatMap((one): Contribution[] => {
    const rules = policy.credentials.filter(({ name }) => name === one.name);
    const misused = rules.find(rule => !isFor(rule, effect, readings));
    if (given.has(one.name) && !misused) return [];
    const declared = rules.flatMap(rule => rule.for).join(", ");
    const because = `its credential ${one.name} is from ${placeOf(one, facts)}${labelOf(one, facts, policy)}${declared && `, declared for ${declared}`}`;
    return [{ rule: "credentials/found", points: FOUND_CREDENTIAL, because }];
  });
  return found.slice(0, MAX_NAMED);
}

/** Returns whether the agent was started with it, or the task's folder has it in a file of no other environment. */
function isGiven({ file }: Definition, { cwd }: Action, facts: Facts, policy: Policy): boolean {
  if (file === undefined) return true;
  const { roots, platform } = facts.around;
  const folder = parentOf(file);
  return (
    roots.some(root => isWithin(folder, root, platform)) &&
    isWithin(cwd, folder, platform) &&
    environmentOfFile(file, facts, policy) === undefined
  );
}

/** Returns the environment that a file's name says, if it needs more care. */
function environmentOfFile(file: string, facts: Facts, policy: Policy): string | undefined {
  const rules = policy.environments.filter(({ match }) => matchesPath(file, match.envFile ?? [], facts.around.roots));
  const said = rules.find(({ name }) => name === "production" || name === "staging")?.name;
  if (said !== undefined || rules.length > 0) return said;
  const label = environmentOfLabel(baseName(file));
  return raises(label) ? label.name : undefined;
}

/** Returns whether a word of the purpose occurs in the effect, and the environment fits. */
function isFor({ environment, ...rule }: CredentialRule, effect: Effect, readings: Readings): boolean {
  // A workspace's mark must not make a credential fit.
  if (environment !== undefined && heldAgainst(readings, "user").some(name => name !== environment)) return false;
  const told = `${effect.resource} ${effect.source} ${effect.says}`.toLowerCase();
  return rule.for.some(purpose =>
    purpose
      .toLowerCase()
      .split(/\W+/)
      .some(word => word.length > 2 && told.includes(word.replace(/s$/, ""))),
  );
}

function placeOf({ file, line }: Definition, { around }: Facts): string {
  if (file === undefined) return "the environment that the agent was started with";
  const { roots, home, platform } = around;
  const root = roots.find(folder => isWithin(file, folder, platform));
  const shown =
    root !== undefined
      ? relativeTo(file, root, platform)
      : home !== undefined && isWithin(file, home, platform)
        ? `~/${relativeTo(file, home, platform)}`
        : file;
  return `${shown}, line ${line}`;
}

function labelOf({ file }: Definition, facts: Facts, policy: Policy): string {
  const name = file === undefined ? undefined : environmentOfFile(file, facts, policy);
  return name === undefined ? "" : `, which is of ${name}`;
}
