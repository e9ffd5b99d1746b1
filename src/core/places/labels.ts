/** Infers an environment from the words of a name: `prod-eu` is production. */
import type { Environment, EnvironmentName } from "./environment.ts";
import type { Evidence } from "./locator.ts";

const LABELS: readonly (readonly [EnvironmentName, ReadonlySet<string>])[] = [
  ["production", new Set(["prod", "production", "prd", "live"])],
  ["staging", new Set(["staging", "stage", "stg", "preprod", "uat", "qa"])],
  ["development", new Set(["dev", "development", "local", "test", "testing", "sandbox", "preview", "ci", "review"])],
];

/** Returns the environment that a name says: production for `prod-eu`, unknown for `db7`. */
export function environmentOfLabel(label: string, source?: Evidence): Environment {
  const words = label.toLowerCase().split(/[^a-z]+/);
  const name = LABELS.find(([, known]) => words.some(word => known.has(word)))?.[0];
  if (name === undefined) return unknown(source, `the name ${label} does not say which environment it is`);
  return { name, evidence: [source ?? { because: `the command names the environment ${label}` }] };
}

/** Returns whether the environment needs more care than an unknown one. */
export function raises({ name }: Environment): boolean {
  return name === "production" || name === "staging";
}

export function unknown(source: Evidence | undefined, because: string): Environment {
  return { name: "unknown", evidence: [...(source ? [source] : []), { because }] };
}
