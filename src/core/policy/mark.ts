/** Marks one place as an environment by a minimal edit of the policy's text, which keeps its comments and lines. */

import type { EnvironmentName } from "../places/environment.ts";
import type { KnownKey } from "../places/locator.ts";
import { matchesName } from "../places/patterns.ts";
import { applyEdits, removeJson, setJson } from "../text/json-edits.ts";
import { type JsonPath, JsonText } from "../text/json-text.ts";
import { loadPolicy } from "./load.ts";
import type { PolicyLayer } from "./policy.ts";
import { EMPTY_POLICY } from "./starter.ts";

export interface Mark {
  /** The kind of the name: a host, a kube context, an account number … */
  readonly kind: KnownKey;
  readonly value: string;
  readonly as: Exclude<EnvironmentName, "unknown">;
}

export type MarkedText =
  /** `text` is unchanged if the policy already says so. */
  | { readonly kind: "marked"; readonly text: string }
  /** The reason, in words for the person; nothing is changed. */
  | { readonly kind: "refused"; readonly because: string };

/** Edits `text`, the policy at `file`; null if there is none yet. Never throws. */
export function markInPolicy(text: string | null, file: string, { kind, value, as }: Mark): MarkedText {
  const before = text === null || text.trim() === "" ? EMPTY_POLICY : text;
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

/** Escapes a name so that a pattern matches it literally. */
function patternOf(name: string): string {
  return name.replace(/[*?[\]{}()!+@\\]/g, "\\$&");
}

/** Returns why a pattern has to be changed first: of several matching marks, the most careful counts. */
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

/** Inserts the pattern in the style of the surrounding text, with missing sections. */
function withPattern(text: string, as: Mark["as"], kind: KnownKey, pattern: string): string {
  const path = pathOf(as, kind);
  const there = new JsonText(text, "jsonc").at(path);
  if (there?.type === "string") {
    if (there.value === pattern) return text;
    const both = JSON.stringify([there.value, pattern]).replace('","', '", "');
    return applyEdits(text, [{ start: there.offset, end: there.offset + there.length, text: both }]);
  }
  if (there?.children?.some(({ value }) => value === pattern)) return text;
  return applyEdits(text, setJson(text, [...path, -1], pattern));
}

function withoutPattern(text: string, as: Mark["as"], kind: KnownKey, pattern: string): string {
  const path = pathOf(as, kind);
  const there = new JsonText(text, "jsonc").at(path);
  const items = there?.type === "array" ? (there.children ?? []) : [];
  const index = items.findIndex(({ value }) => value === pattern);
  if (index === -1 && there?.value !== pattern) return text;
  // An empty list is an error, because it could never match.
  return applyEdits(text, removeJson(text, index === -1 || items.length === 1 ? path : [...path, index]));
}
