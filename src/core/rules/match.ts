/** When a policy rule applies. Every condition that is given must hold; within one, any value will do. */
import type { Action } from "../action/action.ts";
import type { Effect } from "../effects/effect.ts";
import { allowedWithin, heldAgainst, type Readings } from "../environment/readings.ts";
import type { Facts, Surroundings } from "../facts.ts";
import type { Policy, PolicyRule } from "../policy/policy.ts";
import { isWithinTime } from "../policy/time-window.ts";
import { matchesCommand } from "./command-pattern.ts";
import { matchesName, matchesPath } from "./patterns.ts";
import { rolesOf } from "./roles.ts";
import { candidates } from "./rule-index.ts";

/** Rules that speak of this effect. A `command` is held against the simple command that causes it, nothing more. */
export function matchingRules(
  action: Action,
  effect: Effect,
  readings: Readings,
  facts: Facts,
  policy: Policy,
): PolicyRule[] {
  const hosts = effect.at?.flatMap(at => ("host" in at && at.host !== undefined ? [at.host] : [])) ?? [];
  const commands = effect.command === undefined ? [] : [effect.command];
  return candidates(policy.rules, "all", commands).filter(rule => {
    const { when } = rule;
    return (
      (when.effect === undefined || when.effect.includes(effect.verb)) &&
      (when.resource === undefined || when.resource.includes(effect.resource)) &&
      (when.environment === undefined || isThere(rule, when.environment, readings)) &&
      isOfAct(rule, action, commands, facts.around, policy) &&
      (when.host === undefined || hosts.some(host => matchesName(host, when.host ?? []))) &&
      (when.path === undefined ||
        (effect.path !== undefined && matchesPath(effect.path, when.path, facts.around.roots)))
    );
  });
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

/** Rules that ask for nothing but who acts, by what and when: any simple command of the act will do. */
export function rulesOnAct(
  action: Action,
  commands: readonly string[],
  around: Surroundings,
  policy: Policy,
): PolicyRule[] {
  return candidates(policy.rules, "onAct", commands).filter(rule => isOfAct(rule, action, commands, around, policy));
}

function isOfAct(
  { when, then }: PolicyRule,
  action: Action,
  commands: readonly string[],
  around: Surroundings,
  policy: Policy,
): boolean {
  const breadth = then === "allow" ? "allows" : "holds";
  return (
    (when.agent === undefined || matchesName(action.origin.agent, when.agent)) &&
    (when.command === undefined ||
      commands.some(command => when.command?.some(pattern => matchesCommand(command, pattern, breadth)))) &&
    (when.tool === undefined || (action.kind === "mcp" && matchesName(`${action.server}/${action.tool}`, when.tool))) &&
    (when.role === undefined ||
      rolesOf(action, policy).some(
        ({ name, bindsOnly }) => (then !== "allow" || !bindsOnly) && matchesName(name, when.role ?? []),
      )) &&
    (when.time === undefined || isInForce(when.time, then, around))
  );
}

/** Without a clock, what holds acts is in force and what lets them pass is not. */
function isInForce(
  time: NonNullable<PolicyRule["when"]["time"]>,
  then: PolicyRule["then"],
  { now }: Surroundings,
): boolean {
  return now === undefined ? then !== "allow" : isWithinTime(time, now);
}
