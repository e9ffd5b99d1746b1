/** Reads the former decision `"snapshot"`, a copy before the act, as `"ask"`, because nothing takes copies now. */
import type { JsonNode, JsonText } from "../text/json-text.ts";
import type { Problem } from "./policy.ts";

const COPY = "snapshot";
const INSTEAD = "ask";

export interface WithoutCopies {
  /** The file's value with `"ask"` for each `"snapshot"`. */
  readonly value: unknown;
  /** One problem of severity `inert` for each replaced decision. */
  readonly problems: readonly Problem[];
}

/** Replaces the decisions. `file`: absolute path, for problems. Never throws, whatever the file contains. */
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
  /** The object that contains the decision, and its key. */
  readonly holder: Record<string, unknown>;
  readonly key: "then" | "expect";
  readonly node: JsonNode;
}

/** Returns the decisions of all rules and examples. */
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
