/** Turns effects and environments into contributions: from the score table, the guard's own rules and the policy. */
import type { Action } from "../action/action.ts";
import { commandsOf } from "../effects/cause.ts";
import { type Effect, ruleOf } from "../effects/effect.ts";
import { heldAgainst, landing, type Readings } from "../environment/readings.ts";
import type { Facts, Surroundings } from "../facts/facts.ts";
import { isPattern } from "../files/globs.ts";
import { EXTENSIONS, type GuardFile, guardFile, holdsGuard, startupFile, vitalParts } from "../files/guard-files.ts";
import { type Among, guardFileAmong } from "../files/guarded-sets.ts";
import type { Environment } from "../places/environment.ts";
import { matchesPath } from "../places/patterns.ts";
import type { Policy, PolicyRule } from "../policy/policy.ts";
import { sayRule } from "../policy/say-rule.ts";
import { matchesCommand, otherSpellings } from "./command-pattern.ts";
import type { Contribution } from "./contribution.ts";
import { takes } from "./covering.ts";
import { credentialsOf, foundCredentials } from "./credentials.ts";
import { matchingRules, type Placed, rulesOnAct } from "./match.ts";
import { namesOf } from "./real-paths.ts";
import { baseOf, CERTAINTY, ENVIRONMENT, MARK, MISTAKEN_PLACE, REACH, RECOVERY } from "./score.ts";

/** An effect with its environment and all of its contributions. */
export interface Weighed {
  readonly effect: Effect;
  readonly environment: Environment;
  readonly contributions: readonly Contribution[];
}

export function applyRules(action: Action, placed: readonly Placed[], facts: Facts, policy: Policy): Weighed[] {
  const carries = ({ effect }: Placed) => reachesNetwork(effect) && effect.recovery !== "free";
  const credentials = placed.some(carries) ? credentialsOf(action, facts) : [];
  return placed.map(one => {
    const { effect, readings } = one;
    const environment = landing(readings);
    const table = fromTable(effect, environment);
    const contributions = [...table, ...fromGuard(effect, facts, table), ...protectedBy(effect, facts, policy)];
    if (credentials.length > 0 && carries(one))
      contributions.push(...foundCredentials(credentials, action, effect, readings, facts, policy));
    contributions.push(...fromPolicy(action, one, facts, policy, contributions));
    contributions.push(...requiredThere(effect, readings, policy));
    return { effect, environment, contributions };
  });
}

function fromTable(effect: Effect, environment: Environment): Contribution[] {
  const base = baseOf(effect);
  const rule = ruleOf(effect);
  if (effect.recovery === "free")
    return base === 0
      ? []
      : [
          { rule, ofEffect: true, points: base, because: effect.says },
          { rule: "recovery/free", points: -base, because: "nothing is lost: it comes back by itself or from git" },
        ];
  // A negative base only lowers the weight among other losses, and is not shown as a reason.
  const lines: Contribution[] = [
    {
      rule,
      ofEffect: true,
      points: Math.max(base, 0),
      because: effect.says,
      ...(effect.instead && { instead: effect.instead }),
    },
  ];
  const add = (name: string, points: number, because: string) => {
    if (points !== 0) lines.push({ rule: name, points, because });
  };
  add(`recovery/${effect.recovery}`, RECOVERY[effect.recovery] + Math.min(base, 0), recoveryOf(effect));
  add(`reach/${effect.reach}`, REACH[effect.reach], REACHES[effect.reach]);
  add(
    `environment/${environment.name}`,
    ENVIRONMENT[environment.name],
    environment.evidence[0]?.because ?? `it reaches ${environment.name}`,
  );
  const { called } = environment;
  if (called) add("environment/mistaken", MISTAKEN_PLACE, `${called.evidence.because}, which is called ${called.name}`);
  for (const mark of effect.marks ?? []) add(`mark/${mark}`, MARK[mark].points, MARK[mark].because);
  add(
    `certainty/${effect.certainty}`,
    CERTAINTY[effect.certainty],
    effect.certainty === "possible" ? "only its name or form suggests so" : "it is likely, not certain",
  );
  return lines;
}

const REACHES: Readonly<Record<Effect["reach"], string>> = {
  one: "",
  several: "it affects more than one thing",
  all: "it affects everything there",
  unknown: "how much it affects is not known",
};

function recoveryOf({ recovery, verb }: Effect): string {
  if (recovery === "none") return "it cannot be undone";
  return verb === "read-secret" ? "a secret that was read can only be replaced" : "getting it back takes work";
}

/** Returns contributions on the act as a whole, even if no loss is known. They never allow anything. */
export function generalRules(
  action: Action,
  commands: readonly string[],
  around: Surroundings,
  policy: Policy,
): Contribution[] {
  return rulesOnAct(action, commands, around, policy)
    .filter(rule => rule.then !== "allow")
    .map(rule => ({ ...lineOf(rule, commands), points: 0 }));
}

/** Returns whether an effect changes, or may change, files of the guard, its hooks or its policy. */
export function isOnGuardFiles(effect: Effect, facts: Facts): boolean {
  return fromGuard(effect, facts, []).some(({ rule }) => rule !== STARTS);
}

const STARTS = "guard/startup";

/** Returns contributions for paths that the guard protects from any change. */
function fromGuard(effect: Effect, facts: Facts, table: readonly Contribution[]): Contribution[] {
  if ((effect.path === undefined && effect.covers === undefined) || effect.verb === "read-secret") return [];
  const lines: Contribution[] = [];
  const paths = effect.path === undefined ? [] : namesOf(effect, effect.path, facts);
  const among = amongCovers(effect, facts);
  const file =
    paths
      .filter(path => !namesOthers(path, effect))
      .map(path => guardFile(path, facts.around))
      .find(Boolean) ??
    carried(effect, paths, facts) ??
    (among?.surely ? among.file : undefined);
  const hookGoes =
    file?.kind === "hooks" && TAKES_ALONG.has(effect.verb) && paths.some(path => holdsOwnHook(path, facts));
  if (file && (file.kind === "own" || hookGoes))
    lines.push({
      rule: file.kind === "own" ? "guard/own-files" : "guard/hooks",
      points: 95,
      because: `it ${hookGoes ? "takes away" : "changes"} ${file.what}`,
      then: "deny",
      instead: "Ask the person to change the guard themselves.",
    });
  else if (file)
    lines.push({ rule: `guard/${file.kind}`, points: 60, because: `it changes ${file.what}`, then: "ask" });
  else if (among)
    lines.push({
      rule: among.file.kind === "own" ? "guard/own-files" : `guard/${among.file.kind}`,
      points: 60,
      because: `it may change ${among.file.what}: nobody knows before it runs which paths are meant`,
      then: "ask",
      instead: "Name the files.",
    });
  else if (CHANGES.has(effect.verb) && !effect.looked) {
    const startup = paths.map(path => startupFile(path, facts.around)).find(Boolean);
    // The question is fixed; the points only fill up to what the loss itself weighs.
    const points = Math.max(0, STARTUP - table.reduce((sum, line) => sum + line.points, 0));
    if (startup) lines.push({ rule: STARTS, points, because: `it changes ${startup}`, then: "ask" });
  }
  return lines;
}

/** Returns whether the effect only concerns other extensions of an editor; `path` is then their common folder. */
function namesOthers(path: string, { covers = [] }: Effect): boolean {
  const below = (cover: string) => (cover.startsWith(`${path}/`) ? cover.slice(path.length + 1).split("/", 1)[0] : "");
  return EXTENSIONS.test(path) && covers.length > 0 && covers.map(below).every(name => name && !isPattern(name));
}

/** Returns the guarded place among several paths: matches of a pattern, results of a search, a copied tree. */
function amongCovers({ verb, covers = [] }: Effect, facts: Facts): Among | undefined {
  if (!LEAVES_OTHERS.has(verb)) return undefined;
  const found = covers.flatMap(cover => guardFileAmong(cover, facts) ?? []);
  return found.find(({ surely }) => surely) ?? found[0];
}

/** Returns whether the file registers the guard's hook. JSON may double the backslashes of a path. */
function holdsOwnHook(path: string, facts: Facts): boolean {
  const text = facts.ask({ kind: "text", path })?.replace(/\\+/g, "/").toLowerCase();
  return (
    text !== undefined &&
    (facts.around.guard ?? []).some(folder => text.includes(folder.replaceAll("\\", "/").toLowerCase()))
  );
}

/** Returns contributions for paths that the policy protects, also if a folder around them goes. */
function protectedBy(effect: Effect, facts: Facts, { protect }: Policy): Contribution[] {
  if (protect.length === 0 || effect.verb === "read-secret") return [];
  const paths = effect.path === undefined ? [] : namesOf(effect, effect.path, facts);
  const held = paths.some(path => matchesPath(path, protect, facts.around.roots)) || takes(effect, protect, facts);
  const { points, because } = MARK["protected-path"];
  return held ? [{ rule: "mark/protected-path", points, because, then: "ask" }] : [];
}

/** Least points for a file that starts by itself or grants access. */
const STARTUP = 45;

/** Verbs that replace or remove a file. */
const CHANGES: ReadonlySet<Effect["verb"]> = new Set(["write", "overwrite", "delete", "move"]);

/** Also verbs that take a file's content or rights. Git's restores are no such verb: they restore commits. */
const LEAVES_OTHERS: ReadonlySet<Effect["verb"]> = new Set([...CHANGES, "destroy", "truncate", "weaken"]);

/** Returns the guard's file in a folder that is moved or deleted. */
function carried(effect: Effect, paths: readonly string[], facts: Facts): GuardFile | undefined {
  const { guard = [] } = facts.around;
  if (guard.length === 0 || !TAKES_ALONG.has(effect.verb)) return undefined;
  const goes =
    effect.covers === undefined
      ? paths.some(path => holdsGuard(path, facts.around))
      : takes(effect, guard.flatMap(vitalParts), facts);
  return goes ? { kind: "own", what: "a folder that holds AgentGuard's own files" } : undefined;
}

const TAKES_ALONG: ReadonlySet<Effect["verb"]> = new Set(["move", "delete", "destroy"]);

/** Applies the policy's own rules. An `allow` removes the points unless another rule denies. */
function fromPolicy(
  action: Action,
  placed: Placed,
  facts: Facts,
  policy: Policy,
  soFar: readonly Contribution[],
): Contribution[] {
  const rules = matchingRules(action, placed, facts, policy);
  if (rules.length === 0) return [];
  const stricter =
    rules.some(rule => rule.then !== "allow") || soFar.some(line => line.then === "deny" || line.then === "ask");
  return rules.flatMap(rule => {
    const line = lineOf(
      rule,
      [...commandsOf(placed.cause)].map(({ text }) => text),
    );
    if (rule.then !== "allow") return [{ ...line, points: 0 }];
    if (stricter || placed.effect.verb === "disable-protection") return [];
    return [{ ...line, points: -soFar.reduce((sum, { points }) => sum + points, 0) }];
  });
}

/** Returns what an environment requires of the person who lets something be destroyed there. */
function requiredThere(effect: Effect, readings: Readings, { environments }: Policy): Contribution[] {
  if (effect.recovery === "free") return [];
  return environments.flatMap(({ name, require, tier }) =>
    require !== undefined && heldAgainst(readings, tier).includes(name)
      ? [{ rule: `environment/${name}`, points: 0, because: `the policy has a rule for ${name}`, require }]
      : [],
  );
}

/** `commands`: the commands that the rule may have matched. */
function lineOf(rule: PolicyRule, commands: readonly string[]): Omit<Contribution, "points"> {
  const typed = typedOtherwise(rule, commands);
  return {
    rule: `policy/${rule.id}`,
    because: `${rule.because ?? saidBy(rule)}${typed.length === 0 ? "" : ` (here it is typed ${typed.join(" ")})`}`,
    then: rule.then,
    ...(rule.require && { require: rule.require }),
    ...(rule.instead && { instead: rule.instead }),
  };
}

/** Returns options that the act spells otherwise than the rule. */
function typedOtherwise({ when, then }: PolicyRule, commands: readonly string[]): readonly string[] {
  if (then === "allow" || when.command === undefined) return [];
  const held = (when.command ?? []).flatMap(pattern =>
    commands.filter(text => matchesCommand(text, pattern, "holds")).flatMap(text => otherSpellings(text, pattern)),
  );
  return [...new Set(held)];
}

/** Words a rule without a reason: `the rule "tables" refuses every act that drops something`. */
function saidBy(rule: PolicyRule): string {
  const sentence = sayRule(rule).replace(/\.$/, "");
  return `the rule "${rule.id}" ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
}

function reachesNetwork(effect: Effect): boolean {
  return (
    effect.at?.some(
      ({ kind }) =>
        kind === "host" ||
        kind === "control-plane" ||
        kind === "database" ||
        kind === "cloud" ||
        kind === "kube" ||
        kind === "label",
    ) ?? false
  );
}
