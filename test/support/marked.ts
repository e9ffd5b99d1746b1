/** Makes the built-in policy with marks like those in a person's own file. */
import type { EnvironmentName } from "../../src/core/places/environment.ts";
import { BUILT_IN, type EnvironmentRule, type Policy } from "../../src/core/policy/policy.ts";

/** `from` is the file with the marks. */
export function markedIn(marks: { readonly [Name in EnvironmentName]?: EnvironmentRule["match"] }): Policy {
  const rules = (Object.keys(marks) as EnvironmentName[]).map((name, index) => ({
    name,
    match: marks[name] ?? {},
    from: { file: "/home/dev/.config/agentguard/policy.json", line: index + 1 },
  }));
  return { ...BUILT_IN, environments: [...BUILT_IN.environments, ...rules] };
}
