/** Rules that can go: whenever they apply, another one applies that is at least as strict. */
import { strictest } from "../decision.ts";
import type { PolicyRule } from "../policy.ts";
import { covers } from "./covers.ts";

export interface Shadowed {
  /** In `rules`. */
  readonly index: number;
  readonly by: PolicyRule;
}

/** A file of a thousand rules that all look alike is not compared to its end: it is read while it is written. */
const MAX_COMPARED = 20_000;

/** Of two rules that say the same, the later one. `above`: rules of layers that count as well. */
export function shadowedRules(rules: readonly PolicyRule[], above: readonly PolicyRule[] = []): Shadowed[] {
  let left = MAX_COMPARED;
  const shadows = (wide: PolicyRule, narrow: PolicyRule): boolean =>
    answersFor(wide, narrow) &&
    left-- > 0 &&
    covers(wide.when, narrow.when, wide.then === "allow" ? "allows" : "holds");
  const places = new Map(rules.map((rule, index) => [rule, index]));
  const groups = grouped([...above, ...rules]);
  return rules.flatMap((rule, index) => {
    // Whatever the wide one asks for, the narrow one has to ask for as well.
    const wider = groups
      .filter(({ conditions }) => conditions.every(key => key in rule.when))
      .flatMap(one => one.rules);
    const by = wider.find(other => {
      const at = places.get(other) ?? -1;
      return at !== index && shadows(other, rule) && (at < index || !shadows(rule, other));
    });
    return by ? [{ index, by }] : [];
  });
}

interface Group {
  readonly conditions: readonly string[];
  readonly rules: PolicyRule[];
}

/** By what they ask for, in their order. */
function grouped(rules: readonly PolicyRule[]): Group[] {
  const groups = new Map<string, Group>();
  for (const rule of rules) {
    const conditions = Object.keys(rule.when).sort();
    const key = conditions.join();
    const group = groups.get(key) ?? { conditions, rules: [] };
    group.rules.push(rule);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Where both apply, the wide one's answer makes the narrow one's superfluous. */
function answersFor(wide: PolicyRule, narrow: PolicyRule): boolean {
  if (strictest(wide.then, narrow.then) !== wide.then) return false;
  // With the same answer, what it says or demands beyond the other one still counts.
  return wide.then !== narrow.then || !(narrow.because || narrow.instead || (narrow.require && !wide.require));
}
