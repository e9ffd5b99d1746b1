/** The outline, the lenses above rules, and the ways from a name to its definition. */
import { expect, test } from "vitest";
import { placeOfReason, roleAt, rulesNamed } from "../../../../src/core/policy/language/definition.ts";
import { policyDocument } from "../../../../src/core/policy/language/document.ts";
import { sayFired } from "../../../../src/core/policy/language/firings.ts";
import { lensesOf } from "../../../../src/core/policy/language/lenses.ts";
import { type PolicySymbol, symbolsOf } from "../../../../src/core/policy/language/symbols.ts";
import { loadPolicy } from "../../../../src/core/policy/load.ts";
import { mergePolicies } from "../../../../src/core/policy/merge.ts";
import { BUILT_IN } from "../../../../src/core/policy/policy.ts";
import { atCursor, FILE } from "./cursor.ts";

const TEXT = `{
  // A comment.
  "version": 1,
  "rules": [
    { "id": "no-drops", "when": { "effect": "drop", "role": "reviewer" }, "then": "deny" },
    { "when": {} }
  ],
  "agents": { "reviewer": { "match": { "agent": "codex" }, "may": ["read"] } },
  "environments": { "production": { "match": { "host": "db" } } },
  "credentials": [{ "name": "TOKEN", "for": "domains" }]
}
`;

const tree = (symbols: readonly PolicySymbol[]): unknown[] =>
  symbols.map(({ name, kind, detail, children }) =>
    children.length > 0 ? [name, tree(children)] : [name, kind, detail].filter(Boolean).join(" "),
  );

test("the outline names sections and what is in them", () => {
  expect(tree(symbolsOf(policyDocument(TEXT, FILE)))).toEqual([
    "version setting 1",
    ["rules", ["no-drops rule deny", "rule 2 rule"]],
    ["agents", ["reviewer role"]],
    ["environments", ["production place"]],
    ["credentials", ["TOKEN setting"]],
  ]);
});

test.each(["", "[]", "7", '{ "rules": 1 }', '{ "rules": [1, null] }'])("%j has an outline too", text => {
  expect(() => symbolsOf(policyDocument(text, FILE))).not.toThrow();
});

test("a lens stands above each rule that has a name, and above each role", () => {
  const fired = (reason: string) =>
    reason === "policy/no-drops"
      ? { times: 2, last: 0 }
      : reason === "role/reviewer"
        ? { times: 1, last: 0 }
        : undefined;
  expect(lensesOf(policyDocument(TEXT, FILE), fired, 2 * 24 * 3600_000)).toMatchObject([
    { rule: "no-drops", fired: "fired twice, last 2 days ago", range: { line: 5, column: 5 } },
    { fired: "fired once, last 2 days ago", range: { line: 8, column: 15 } },
  ]);
});

test.each<readonly [times: number, agoMs: number, says: string]>([
  [0, 0, "never fired"],
  [1, 5_000, "fired once, last just now"],
  [3, 60_000, "fired 3 times, last 1 minute ago"],
  [3, 90 * 60_000, "fired 3 times, last 1 hour ago"],
  [3, 49 * 3600_000, "fired 3 times, last 2 days ago"],
  [3, -5_000, "fired 3 times, last just now"],
])("%i times, %i ms ago", (times, ago, says) => expect(sayFired({ times, last: 1e12 - ago }, 1e12)).toBe(says));

test.each<readonly [at: string, to: string | undefined]>([
  [TEXT.replace('"reviewer" }', '"revi|ewer" }'), '"reviewer"'],
  [TEXT.replace('"codex"', '"co|dex"'), undefined],
  [TEXT.replace('"role": "reviewer"', '"role": "nobo|dy"'), undefined],
])("a role leads to its definition (%#)", (at, to) => {
  const { document, offset, text } = atCursor(at);
  const found = roleAt(document, offset)?.to;
  const stretch =
    found &&
    text.slice(document.json.offset(found.line, found.column), document.json.offset(found.endLine, found.endColumn));
  expect(stretch).toBe(to);
  if (found) expect(found.line).toBe(8);
});

test("lines of the log and of the card name rules", () => {
  const line = '{"reasons":[{"rule":"policy/no-drops"},{"rule":"effect/drop-table"},{"rule":"role/reviewer"}]}';
  expect(rulesNamed(line).map(({ reason, start, end }) => [reason, line.slice(start, end)])).toEqual([
    ["policy/no-drops", "policy/no-drops"],
    ["role/reviewer", "role/reviewer"],
  ]);
  expect(rulesNamed("+0  the rule says so [policy/a.b/c-d]").map(({ reason }) => reason)).toEqual(["policy/a.b/c-d"]);
});

test.each<readonly [reason: string, line: number | undefined]>([
  ["policy/no-drops", 3],
  ["policy/other", undefined],
  ["role/reviewer", 5],
  ["environment/production", 6],
  ["environment/staging", undefined],
  ["recovery/none", undefined],
])("%s stands in line %s", (reason, line) => {
  const { policy: layer } = loadPolicy(
    `{ "version": 1,
  "rules": [
    { "id": "no-drops", "when": { "effect": "drop" }, "then": "deny" }
  ],
  "agents": { "reviewer": { "match": { "agent": "codex" }, "may": ["read"] } },
  "environments": { "production": { "match": { "host": "db" } } } }`,
    FILE,
  );
  if (!layer) throw new Error("no layer");
  const { policy } = mergePolicies(BUILT_IN, [{ tier: "user", layer }]);
  expect(placeOfReason(reason, policy)).toEqual(line === undefined ? undefined : { file: FILE, line });
});
