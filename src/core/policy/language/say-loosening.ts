/** Words what a workspace's policy would loosen if a person trusted it. */
import { loosenings } from "../merge.ts";
import type { PolicyLayer, Problem } from "../policy.ts";
import { sayRule } from "../say-rule.ts";

export interface Loosening {
  /** 1-based. */
  readonly line: number;
  readonly says: string;
}

/** Returns sentences in the order of the file; empty if it loosens nothing. */
export function sayLoosenings(layer: PolicyLayer): Loosening[] {
  return loosenings(layer)
    .map(problem => ({ line: problem.line, says: sayOne(layer, problem) }))
    .sort((a, b) => a.line - b.line);
}

function sayOne(layer: PolicyLayer, { pointer = "", message }: Problem): string {
  const [, section, key = ""] = pointer.split("/");
  switch (section) {
    case "mode":
    case "profile":
      return "Only observes: nothing is held any more.";
    case "thresholds":
      return key === "deny"
        ? `Refuses only from a score of ${layer.thresholds.deny}.`
        : `Asks only from a score of ${layer.thresholds.ask}.`;
    case "environments":
      return sayEnvironment(layer, key);
    case "rules": {
      const rule = layer.rules[Number(key)];
      return rule ? sayRule(rule) : message;
    }
    case "limits":
      return key === "then"
        ? "Asks, instead of stopping every agent, when a limit is passed."
        : `Raises the limit ${key} to ${layer.limits[key as keyof typeof layer.limits]}.`;
    case "credentials": {
      const credential = layer.credentials[Number(key)];
      return credential ? `Says that ${credential.name} only opens ${credential.environment}.` : message;
    }
    default:
      return message;
  }
}

function sayEnvironment({ environments }: PolicyLayer, name: string): string {
  const rule = environments.find(one => one.name === name);
  const meant = Object.values(rule?.match ?? {}).flat();
  if (name === "production") return `Shows production under the name ${JSON.stringify(rule?.badge?.label ?? "")}.`;
  return `Says that ${meant.join(", ")} ${meant.length === 1 ? "is" : "are"} ${name}, and no longer production.`;
}
