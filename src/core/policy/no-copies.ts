/** `"snapshot"`, by which a rule asked for a copy before the act: nothing takes one, so it is read as `"ask"`. */
import type { JsonNode, JsonText } from "../text/json-text.ts";
import type { Problem } from "./policy.ts";

const COPY = "snapshot";
const INSTEAD = "ask";

export interface WithoutCopies {
  /** The plain value of the file, with `"ask"` wherever a decision says `"snapshot"`. */
  readonly value: unknown;
  /** One of severity `inert` for each decision that was read differently. */
  readonly problems: readonly Problem[];
}

/** `file`: absolute path, for the problems. Never throws, whatever the file holds. */
export function withoutCopies(json: JsonText, file: string): WithoutCopies {
  const value = json.value();
  const problems: Problem[] = [];
  for (const { holder, key, node } of decisionsOf(json, value)) {
    if (holder[key] !== COPY) continue;
    holder[key] = INSTEAD;
    const message = `"${COPY}" has no effect of its own: nothing takes a copy before an act. It is read as "${INSTEAD}": a person is asked.`;
    problems.push({
      file,
      ...json.rangeOf(node),
      message,
      severity: "inert",
      remedy: { kind: "meant", word: INSTEAD },
    });
  }
  return { value, problems };
}

interface Written {
  /** The plain object that holds the decision, and the key it stands at. */
  readonly holder: Record<string, unknown>;
  readonly key: "then" | "expect";
  readonly node: JsonNode;
}

/** What rules and examples decide, wherever the file has one. */
function decisionsOf(json: JsonText, value: unknown): Written[] {
  const { rules, examples } = asObject(value);
  return [
    ...asList(rules).flatMap((rule, index) => [
      ...at(json, rule, ["rules", index], "then"),
      ...asList(asObject(rule).examples).flatMap((example, inner) =>
        at(json, example, ["rules", index, "examples", inner], "expect"),
      ),
    ]),
    ...asList(examples).flatMap((example, index) => at(json, example, ["examples", index], "expect")),
  ];
}

function at(json: JsonText, holder: unknown, path: readonly (string | number)[], key: Written["key"]): Written[] {
  const node = json.at([...path, key]);
  return node ? [{ holder: asObject(holder), key, node }] : [];
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
