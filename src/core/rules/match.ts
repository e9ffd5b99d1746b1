/** Decides when a policy rule applies. All of its conditions must hold; of one condition's values, any suffices. */
import type { Action } from "../action/action.ts";
import { type Cause, commandsOf } from "../effects/cause.ts";
import { type Effect, ruleIdsOf } from "../effects/effect.ts";
import { allowedWithin, heldAgainst, type Readings } from "../environment/readings.ts";
import type { Facts, Surroundings } from "../facts/facts.ts";
import { matchesName, matchesPath } from "../places/patterns.ts";
import type { Policy, PolicyRule } from "../policy/policy.ts";
import { isWithinTime } from "../policy/time-window.ts";
import { matchesCommand } from "./command-pattern.ts";
import { mayTake, type Taken, takenBy } from "./covering.ts";
import { allowsCommand, holdsCommand } from "./matching-commands.ts";
import { namesOf, placesOf } from "./real-paths.ts";
import { rolesOf } from "./roles.ts";
import { candidates, type RuleQuery } from "./rule-index.ts";

/** An effect, its cause, and its environment. */
export interface Placed {
  readonly effect: Effect;
  readonly cause?: Cause | undefined;
  readonly readings: Readings;
}

/** Returns the rules that apply to this effect. */
export function matchingRules(
  action: Action,
  { effect, cause, readings }: Placed,
  facts: Facts,
  policy: Policy,
): PolicyRule[] {
  if (policy.rules.length === 0) return [];
  const hosts = effect.at?.flatMap(at => ("host" in at && at.host !== undefined ? [at.host] : [])) ?? [];
  const { path } = effect;
  const commands = [...commandsOf(cause)].map(({ text }) => text);
  let names: { readonly any: readonly string[]; readonly all: readonly string[] } | undefined;
  const isAt = ({ then }: PolicyRule, globs: readonly string[]) => {
    if (path === undefined) return false;
    names ??= { any: namesOf(effect, path, facts), all: placesOf(effect, path, facts, action.cwd) };
    const means = (name: string) => matchesPath(name, globs, facts.around.roots);
    return then === "allow" ? names.all.every(means) : names.any.some(means);
  };
  let taken: Taken | null | undefined;
  const takes = (globs: readonly string[]) => {
    if (taken === undefined) taken = takenBy(effect, facts) ?? null;
    return taken !== null && mayTake(taken, globs);
  };
  const ids = ruleIdsOf(effect);
  const looked: RuleQuery = {
    commands,
    rules: ids,
    hosts,
    // A move also takes the file away from its place.
    verbs: effect.verb === "move" ? ["move", "delete"] : [effect.verb],
    resource: effect.resource,
    environments: [...new Set([readings.workspace.name, readings.user.name, readings.organization.name])],
    onDisk: path !== undefined || effect.covers !== undefined,
  };
  return candidates(policy.rules, "all", looked).filter(rule => {
    const { when } = rule;
    return (
      (when.rule === undefined || when.rule.some(id => ids.includes(id))) &&
      (when.effect === undefined || when.effect.includes(effect.verb) || takesAway(rule, effect, facts)) &&
      (when.resource === undefined || when.resource.includes(effect.resource)) &&
      (when.environment === undefined || isThere(rule, when.environment, readings)) &&
      isOfAct(rule, action, facts.around, policy) &&
      (when.command === undefined || meansCommand(rule, when.command, { effect, cause }, action, facts)) &&
      (when.host === undefined || isOnHost(rule, when.host, hosts)) &&
      (when.path === undefined || isAt(rule, when.path) || (rule.then !== "allow" && takes(when.path)))
    );
  });
}

function isOnHost({ then }: PolicyRule, wanted: readonly string[], hosts: readonly string[]): boolean {
  const means = (host: string) => matchesName(host, wanted);
  return then === "allow" ? hosts.length > 0 && hosts.every(means) : hosts.some(means);
}

function meansCommand(
  { when, then }: PolicyRule,
  patterns: readonly string[],
  { effect, cause }: Pick<Placed, "effect" | "cause">,
  action: Action,
  facts: Facts,
): boolean {
  if (then !== "allow") return holdsCommand(cause, patterns);
  const where = when.host !== undefined || when.environment !== undefined;
  const what = when.rule !== undefined || when.effect !== undefined || when.resource !== undefined;
  return (
    allowsCommand(cause, patterns, { where, what }) &&
    (when.path !== undefined || isAsNamed(effect, cause, action, facts))
  );
}

/** Returns whether the command names the changed file itself and not a link to it. */
function isAsNamed(effect: Effect, cause: Cause | undefined, action: Action, facts: Facts): boolean {
  if (effect.path === undefined) return true;
  const { linked, moved } = cause?.scope.earlier ?? {};
  return !linked?.size && !moved?.size && placesOf(effect, effect.path, facts, action.cwd).length === 1;
}

/** A move counts as a deletion for rules that protect its source. */
function takesAway({ when, then }: PolicyRule, { verb, movedTo }: Effect, { around }: Facts): boolean {
  return (
    verb === "move" &&
    then !== "allow" &&
    when.path !== undefined &&
    when.effect?.includes("delete") === true &&
    !(movedTo !== undefined && matchesPath(movedTo, when.path, around.roots))
  );
}

function isThere(
  { then, tier }: PolicyRule,
  wanted: NonNullable<PolicyRule["when"]["environment"]>,
  readings: Readings,
): boolean {
  return then === "allow"
    ? allowedWithin(readings, tier).every(name => wanted.includes(name))
    : heldAgainst(readings, tier).some(name => wanted.includes(name));
}

/** Returns the rules that hold and only have conditions on who acts, with which command and when. */
export function rulesOnAct(
  action: Action,
  commands: readonly string[],
  around: Surroundings,
  policy: Policy,
): PolicyRule[] {
  return candidates(policy.rules, "onAct", { commands }).filter(
    rule =>
      isOfAct(rule, action, around, policy) &&
      (rule.when.command === undefined ||
        commands.some(command => rule.when.command?.some(pattern => matchesCommand(command, pattern, "holds")))),
  );
}

function isOfAct({ when, then }: PolicyRule, action: Action, around: Surroundings, policy: Policy): boolean {
  return (
    (when.agent === undefined || matchesName(action.origin.agent, when.agent)) &&
    (when.tool === undefined || (action.kind === "mcp" && matchesName(`${action.server}/${action.tool}`, when.tool))) &&
    (when.role === undefined ||
      rolesOf(action, policy).some(
        ({ name, bindsOnly }) => (then !== "allow" || !bindsOnly) && matchesName(name, when.role ?? []),
      )) &&
    (when.time === undefined || isInForce(when.time, then, around))
  );
}

/** Without a clock, rules that hold are in force, and rules that allow are not. */
function isInForce(
  time: NonNullable<PolicyRule["when"]["time"]>,
  then: PolicyRule["then"],
  { now }: Surroundings,
): boolean {
  return now === undefined ? then !== "allow" : isWithinTime(time, now);
}
