/** Builds the code lenses above a rule or role: how often it fired, and for rules a way to try it. */
import type { Range } from "../../text/json-text.ts";
import type { PolicyDocument } from "./document.ts";
import { type FiredOf, sayFired } from "./firings.ts";

export interface RuleLens {
  readonly range: Range;
  /** The rule's id; absent for a role. */
  readonly rule?: string;
  readonly fired: string;
}

/** Returns one lens for each rule and role, also in a file with errors. */
export function lensesOf({ json }: PolicyDocument, fired: FiredOf, now: number): RuleLens[] {
  const rules = (json.at(["rules"])?.children ?? []).flatMap(rule => {
    const id = rule.children?.find(({ children }) => children?.[0]?.value === "id")?.children?.[1];
    if (typeof id?.value !== "string") return [];
    return [{ range: json.rangeOf(rule), rule: id.value, fired: sayFired(fired(`policy/${id.value}`), now) }];
  });
  const roles = (json.at(["agents"])?.children ?? []).flatMap(role => {
    const name = role.children?.[0]?.value;
    if (typeof name !== "string") return [];
    return [{ range: json.rangeOf(role), fired: sayFired(fired(`role/${name}`), now) }];
  });
  return [...rules, ...roles];
}
