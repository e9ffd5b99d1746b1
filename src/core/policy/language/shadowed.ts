/** Finds superfluous rules: whenever they apply, another rule applies that is at least as strict. */
import { strictest } from "../decision.ts";
import type { PolicyRule } from "../policy.ts";
import { covers } from "./covers.ts";

export interface Shadowed {
  /** Index in `rules`. */
  readonly index: number;
  readonly by: PolicyRule;
}

/** Limits the comparisons in a file of many similar rules, because the check runs while somebody types. */
const MAX_COMPARED = 20_000;

/** Returns shadowed rules; of two equal rules, the later one. `above`: rules of higher layers. */
export function shadowedRules(rules: readonly PolicyRule[], above: readonly PolicyRule[] = []): Shadowed[] {
  let left = MAX_COMPARED;
  const shadows = (wide: PolicyRule, narrow: PolicyRule): boolean =>
    answersFor(wide, narrow) &&
    left-- > 0 &&
    covers(wide.when, narrow.when, wide.then === "allow" ? "allows" : "holds");
  const places = new Map(rules.map((rule, index) => [rule, index]));
  const groups = grouped([...above, ...rules]);
  return rules.flatMap((rule, index) => {
    // A wider rule has no condition that the narrower one lacks.
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

/** Groups rules by the conditions that they have, in order. */
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

/** Returns whether the wide rule's decision makes the narrow one superfluous. */
function answersFor(wide: PolicyRule, narrow: PolicyRule): boolean {
  if (strictest(wide.then, narrow.then) !== wide.then) return false;
  // With equal decisions, the narrow rule still counts if it adds a reason, a hint or a requirement.
  return wide.then !== narrow.then || !(narrow.because || narrow.instead || (narrow.require && !wide.require));
}
