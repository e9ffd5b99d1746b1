/** What stands above a rule: how often it fired, and a way to try it. */
import type { Range } from "../../json-text.ts";
import type { PolicyDocument } from "./document.ts";
import { type FiredOf, sayFired } from "./firings.ts";

export interface RuleLens {
  readonly range: Range;
  readonly rule: string;
  readonly fired: string;
}

/** One for each rule; also of a file with errors, whose rules are only counted. */
export function lensesOf({ json }: PolicyDocument, fired: FiredOf, now: number): RuleLens[] {
  return (json.at(["rules"])?.children ?? []).flatMap(rule => {
    const id = rule.children?.find(({ children }) => children?.[0]?.value === "id")?.children?.[1];
    if (typeof id?.value !== "string") return [];
    return [{ range: json.rangeOf(rule), rule: id.value, fired: sayFired(fired(id.value), now) }];
  });
}
