import { expect, test } from "vitest";
import { hoverPolicy } from "../../../../src/core/policy/language/hover.ts";
import { atCursor } from "./cursor.ts";

const HOUR = 3600_000;

/** Every text must be said at `|`; none: there is no hover. */
const cases: readonly (readonly [at: string, ...says: string[]])[] = [
  ['{ "ver|sion": 1 }', "Version of the file format"],
  ['{ "version": 1, "mo|de": "observe" }', "Whether acts are held", "- `observe` judges and records"],
  ['{ "version": 1, "mode": "obs|erve" }', "`observe`: judges and records"],
  ['{ "version": 1, "thresholds": { "as|k": 30 } }', "Score from which a person is asked"],
  [
    '{ "version": 1, "rules": [{ "i|d": "a", "when": { "effect": "drop" }, "then": "deny" }] }',
    "**Refuses every act that drops something.**",
    "It fired 12 times, last 3 hours ago.",
    "Name of the rule",
  ],
  [
    '{ "version": 1, "rules": [{ "id": "a|", "when": { "effect": "drop" }, "then": "deny" }] }',
    "It fired 12 times, last 3 hours ago.",
  ],
  [
    '{ "version": 1, "rules": [{ "id": "b", "when": { "effect": "drop" }, "then": "de|ny" }] }',
    "**Refuses every act that drops something.**",
    "`deny`: refuses it.",
  ],
  ['{ "version": 1, "rules": [{ "id": "b|", "when": { "effect": "drop" }, "then": "deny" }] }', "It never fired."],
  [
    '{ "version": 1, "rules": [{ "id": "a", "when": { "eff|ect": "drop" }, "then": "deny" }] }',
    "What the act would do.",
  ],
  [
    '{ "version": 1, "rules": [{ "id": "a", "when": { "effect": "dr|op" }, "then": "deny" }] }',
    "`drop`: drops a table, schema or database.",
  ],
  ['{ "version": 1, "environments": { "prod|uction": {} } }', "The real thing."],
  ['{ "version": 1, "agents": { "r": { "match": { "agent": "codex" }, "may": ["re|ad"] } } }', "looks at files"],
  ['{ "version": 1, "agents": { "c|i": { "match": { "agent": "codex" } } } }', "It fired 12 times, last 3 hours ago."],
  ['{ "version": 1, "agents": { "r|": { "match": { "agent": "codex" } } } }', "It never fired."],
  ['{ "version": 1, "protect": ["migra|tions/**"] }', "Paths that no agent may change unasked"],
  // A file that is broken still says what its keys mean.
  ['{ "version": 1, "mo|de": ', "Whether acts are held"],
  ['{ "version": 1, "nothing|": 1 }'],
  ['{ | "version": 1 }'],
];

test.each(cases)("%s", (at, ...says) => {
  const { document, offset } = atCursor(at);
  const now = 10 * HOUR;
  const fired = (reason: string) =>
    reason === "policy/a" || reason === "role/ci" ? { times: 12, last: now - 3.5 * HOUR } : undefined;
  const hover = hoverPolicy(document, offset, fired, now);
  if (says.length === 0) expect(hover).toBeUndefined();
  for (const text of says) expect(hover?.paragraphs.join("\n")).toContain(text);
});
