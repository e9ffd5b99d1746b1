/** Rules that can go: whenever they apply, another one applies that is at least as strict. */
import { strictest } from "../../decision/decision.ts";
import type { PolicyRule } from "../policy.ts";
import { covers } from "./covers.ts";

export interface Shadowed {
  /** In `rules`. */
  readonly index: number;
  readonly by: PolicyRule;
}

/** Of two rules that say the same, the later one. `above`: rules of layers that count as well. */
export function shadowedRules(rules: readonly PolicyRule[], above: readonly PolicyRule[] = []): Shadowed[] {
  return rules.flatMap((rule, index) => {
    const by =
      above.find(other => shadows(other, rule)) ??
      rules.find((other, at) => at !== index && shadows(other, rule) && (at < index || !shadows(rule, other)));
    return by ? [{ index, by }] : [];
  });
}

function shadows(wide: PolicyRule, narrow: PolicyRule): boolean {
  if (strictest(wide.then, narrow.then) !== wide.then) return false;
  // With the same answer, what it says or demands beyond the other one still counts.
  if (wide.then === narrow.then && (narrow.because || narrow.instead || (narrow.require && !wide.require)))
    return false;
  return covers(wide.when, narrow.when, wide.then === "allow" ? "allows" : "holds");
}
