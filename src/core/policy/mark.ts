/** One place marked as an environment: the policy's text with just that changed, its comments and lines kept. */
import type { KnownKey } from "../effects/effect.ts";
import type { EnvironmentName } from "../environment/environment.ts";
import { insertInto, removeFrom } from "../json-splice.ts";
import { type JsonPath, JsonText } from "../json-text.ts";
import { matchesName } from "../rules/patterns.ts";
import { loadPolicy } from "./load.ts";
import type { PolicyLayer } from "./policy.ts";

export interface Mark {
  /** What the name is: a host, a kube context, an account's number … */
  readonly kind: KnownKey;
  readonly value: string;
  readonly as: Exclude<EnvironmentName, "unknown">;
}

export type MarkedText =
  /** `text` is the same when it said so already. */
  | { readonly kind: "marked"; readonly text: string }
  /** In words for the person; nothing is changed. */
  | { readonly kind: "refused"; readonly because: string };

const EMPTY = `{
  "$schema": "https://agentguard.dev/schema/v1.json",
  "version": 1
}
`;

/** `text` of the policy at `file`; null when there is none yet. Never throws. */
export function markInPolicy(text: string | null, file: string, { kind, value, as }: Mark): MarkedText {
  const before = text === null || text.trim() === "" ? EMPTY : text;
  const { problems } = loadPolicy(before, file);
  const [problem] = problems.filter(({ severity }) => severity === "error");
  if (problem)
    return refused(
      `${file}:${problem.line}:${problem.column}: ${problem.message} Correct it first; nothing was changed.`,
    );
  const pattern = patternOf(value);
  const without = PLACES.filter(name => name !== as).reduce(
    (now, name) => withoutPattern(now, name, kind, pattern),
    before,
  );
  const after = withPattern(without, as, kind, pattern);
  const loaded = loadPolicy(after, file);
  if (!loaded.policy) return refused(loaded.problems[0]?.message ?? `${value} cannot be written as a pattern.`);
  const other = otherwise(loaded.policy, { kind, value, as });
  if (other) return refused(other);
  return { kind: "marked", text: after };
}

const PLACES = ["production", "staging", "development", "local"] as const;

function refused(because: string): MarkedText {
  return { kind: "refused", because };
}

/** The name itself, whatever stands for something else in a pattern. */
function patternOf(name: string): string {
  return name.replace(/[*?[\]{}()!+@\\]/g, "\\$&");
}

/** A pattern that is left to a person: among several marks the most careful counts. */
function otherwise(policy: PolicyLayer, { kind, value, as }: Mark): string | undefined {
  const careful = PLACES.slice(0, PLACES.indexOf(as));
  const rule = policy.environments.find(
    ({ name, match }) => careful.some(other => other === name) && matchesName(value, match[kind] ?? []),
  );
  if (!rule) return undefined;
  const pattern = rule.match[kind]?.find(one => matchesName(value, [one]));
  return `${value} is ${rule.name} by the pattern ${pattern} in line ${rule.from?.line}, and the most careful mark counts. Change that pattern first.`;
}

function pathOf(as: Mark["as"], kind: KnownKey): JsonPath {
  return ["environments", as, "match", kind];
}

/** In the style of the place; the sections above it are made as they are needed. */
function withPattern(text: string, as: Mark["as"], kind: KnownKey, pattern: string): string {
  const json = new JsonText(text, "jsonc");
  const path = pathOf(as, kind);
  const there = json.at(path);
  if (there?.type === "string") {
    if (there.value === pattern) return text;
    const both = JSON.stringify([there.value, pattern]).replace('","', '", "');
    return text.slice(0, there.offset) + both + text.slice(there.offset + there.length);
  }
  if (there)
    return there.children?.some(({ value }) => value === pattern) ? text : insertInto(text, there, undefined, pattern);
  const depth = path.findLastIndex((_, i) => json.at(path.slice(0, i)) !== undefined);
  const above = json.at(path.slice(0, depth));
  const inside = path.slice(depth + 1).reduceRight<unknown>((value, key) => ({ [key]: value }), [pattern]);
  return above ? insertInto(text, above, String(path[depth]), inside) : text;
}

function withoutPattern(text: string, as: Mark["as"], kind: KnownKey, pattern: string): string {
  const there = new JsonText(text, "jsonc").at(pathOf(as, kind));
  const items = there?.type === "array" ? (there.children ?? []) : [];
  const item = items.find(({ value }) => value === pattern);
  // An empty list could never match, and is an error.
  const gone = there?.value === pattern || (item && items.length === 1) ? there : item;
  return gone ? removeFrom(text, gone) : text;
}
