/** Indexes rules by their most selective condition, to find the few that may apply to an act. */
import type { PolicyRule } from "../policy/policy.ts";
import { needleOfPattern, programOfPattern, programsOf } from "./command-pattern.ts";

/** What is known of an act or an effect before rules are compared. */
export interface RuleQuery {
  readonly commands: readonly string[];
  /** Ids of the guard's own rules for the effect. */
  readonly rules?: readonly string[];
  readonly hosts?: readonly string[];
  readonly verbs?: readonly string[];
  readonly resource?: string;
  readonly environments?: readonly string[];
  /** A path on disk is changed. */
  readonly onDisk?: boolean;
}

interface Entry {
  readonly rule: PolicyRule;
  /** A text that matching commands contain; empty if none is known. */
  readonly needle: string;
}

type Index = ReadonlyMap<string, readonly Entry[]>;

interface Indexes {
  readonly all: Index;
  /** Rules that hold and only have conditions on who acts, with which command and when. */
  readonly onAct: Index;
}

/** Cached for each policy, because policies stay the same from act to act. */
const indexes = new WeakMap<readonly PolicyRule[], Indexes>();

/** Returns every rule that may apply, once and in no order; the strictest wins in any order. */
export function candidates(
  rules: readonly PolicyRule[],
  which: keyof Indexes,
  looked: RuleQuery,
): readonly PolicyRule[] {
  const index = indexOf(rules)[which];
  if (index.size === 0) return [];
  const found = new Set<PolicyRule>();
  for (const key of keysOf(looked)) for (const { rule } of index.get(key) ?? []) found.add(rule);
  for (const command of looked.commands)
    for (const name of programsOf(command))
      for (const { rule, needle } of index.get(`program ${name}`) ?? []) if (command.includes(needle)) found.add(rule);
  return [...found];
}

function* keysOf({
  rules = [],
  hosts = [],
  verbs = [],
  resource,
  environments = [],
  onDisk,
}: RuleQuery): Generator<string> {
  yield "any";
  for (const rule of rules) yield `rule ${rule}`;
  if (hosts.length > 0) yield "host";
  for (const host of hosts) yield `host ${host.toLowerCase()}`;
  for (const verb of verbs) yield `effect ${verb}`;
  if (resource !== undefined) yield `resource ${resource}`;
  for (const name of environments) yield `environment ${name}`;
  if (onDisk) yield "path";
}

/** Returns the index keys of a rule: those of its first selective condition. */
function placesOf({ when: { rule, host, effect, resource, path, environment } }: PolicyRule): readonly string[] {
  if (rule) return rule.map(id => `rule ${id}`);
  if (host) return host.some(isPattern) ? ["host"] : host.map(name => `host ${name.toLowerCase()}`);
  if (effect) return effect.map(verb => `effect ${verb}`);
  if (resource) return resource.map(name => `resource ${name}`);
  if (path) return ["path"];
  if (environment) return environment.map(name => `environment ${name}`);
  return ["any"];
}

function isPattern(text: string): boolean {
  return /[*?[\]{}()!+@\\]/.test(text);
}

function indexOf(rules: readonly PolicyRule[]): Indexes {
  const known = indexes.get(rules);
  if (known) return known;
  const made = { all: index(rules), onAct: index(rules.filter(isOnAct)) };
  indexes.set(rules, made);
  return made;
}

function isOnAct({ then, when: { rule, effect, resource, environment, path, host } }: PolicyRule): boolean {
  return (
    then !== "allow" && [rule, effect, resource, environment, path, host].every(condition => condition === undefined)
  );
}

function index(rules: readonly PolicyRule[]): Index {
  const places = new Map<string, Entry[]>();
  const put = (place: string, entry: Entry) => {
    const there = places.get(place);
    if (there) there.push(entry);
    else places.set(place, [entry]);
  };
  for (const rule of rules) {
    const patterns = rule.when.command ?? [];
    if (patterns.length > 0 && !patterns.some(pattern => isPattern(programOfPattern(pattern))))
      for (const pattern of patterns)
        put(`program ${programOfPattern(pattern)}`, { rule, needle: needleOfPattern(pattern) });
    else for (const place of placesOf(rule)) put(place, { rule, needle: "" });
  }
  return places;
}
