/** Whatever stands in the file while it is written: every feature answers, and fixes leave what can be read. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Around } from "../../../../src/core/policy/language/around.ts";
import { completePolicy } from "../../../../src/core/policy/language/completion.ts";
import { roleAt } from "../../../../src/core/policy/language/definition.ts";
import { policyDocument } from "../../../../src/core/policy/language/document.ts";
import { findingsOf } from "../../../../src/core/policy/language/findings.ts";
import { hoverPolicy } from "../../../../src/core/policy/language/hover.ts";
import { NOTHING_KNOWN } from "../../../../src/core/policy/language/known.ts";
import { lensesOf } from "../../../../src/core/policy/language/lenses.ts";
import { symbolsOf } from "../../../../src/core/policy/language/symbols.ts";
import { applyEdits, formatJson } from "../../../../src/core/text/json-edits.ts";
import { FILE } from "./cursor.ts";

const AROUND: Around = {
  tier: "workspace",
  trusted: false,
  userFile: "/home/u/policy.json",
  above: [],
  agents: ["claude-code"],
  now: 0,
  ruleIds: () => ["docker/volume-rm", "etcdctl/delete-prefix"],
  prove: () => [],
};

const TEXT = `{
  // Rules.
  "version": 1,
  "mode": "observe",
  "thresholds": { "ask": 80 },
  "environments": { "staging": { "match": { "host": ["https://a.b:1"] } } },
  "rules": [
    { "id": "a", "when": { "effect": ["drop"], "path": "src/**" }, "then": "allow" },
    { "id": "b", "when": { "command": "a && b", "role": "nobody" }, "then": "deny" }, /* c */
    { "id": "c", "when": { "command": "a", "agent": "claude-cod" }, "then": "ask" },
  ],
  "agents": { "r": { "match": { "agent": "x" }, "may": ["read"] } }
}
`;

/** A stretch of the text is taken out, and something else put there. */
const damaged = fc
  .record({
    at: fc.nat(TEXT.length),
    length: fc.nat(12),
    put: fc.constantFrom(
      "",
      '"',
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      "//",
      "/*",
      "\\",
      "\n",
      "x",
      "1",
      "null",
      "\u2028",
      "🙂",
    ),
  })
  .map(({ at, length, put }) => TEXT.slice(0, at) + put + TEXT.slice(at + length));

test("nothing throws, and every place is in the text", () => {
  fc.assert(
    fc.property(damaged, fc.nat(TEXT.length + 20), (text, cursor) => {
      const offset = Math.min(cursor, text.length);
      const document = policyDocument(text, FILE);
      for (const { start, end } of completePolicy(document, offset, NOTHING_KNOWN))
        expect(0 <= start && start <= end && end <= text.length).toBe(true);
      hoverPolicy(document, offset, () => undefined, 0);
      roleAt(document, offset);
      symbolsOf(document);
      lensesOf(document, () => undefined, 0);
      const lines = text.split(/\r\n|\r|\n/).length;
      for (const { line, endLine, column } of findingsOf(document, AROUND))
        expect(1 <= line && line <= endLine && endLine <= lines && column >= 1).toBe(true);
      applyEdits(text, formatJson(text, { tabSize: 2, insertSpaces: true }));
    }),
    { numRuns: 1500 },
  );
});

test("every fix of a file that can be read leaves one that can be read, its comments kept", () => {
  let fixed = 0;
  for (let text = TEXT, round = 0; round < 20; round++) {
    const [finding] = findingsOf(policyDocument(text, FILE), AROUND).filter(({ fixes }) => fixes.length > 0);
    if (!finding) break;
    for (const fix of finding.fixes) {
      const after = policyDocument(applyEdits(text, fix.edits()), FILE);
      expect(after.json.faults, `${finding.message} → ${fix.title}\n${after.text}`).toEqual([]);
      expect(after.text).toContain("// Rules.");
      fixed++;
    }
    text = applyEdits(text, finding.fixes[0]?.edits() ?? []);
  }
  expect(fixed).toBeGreaterThan(7);
});

test("the layout of any file that can be read means the same", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), text => {
      const after = applyEdits(text, formatJson(text, { tabSize: 2, insertSpaces: true }));
      expect(JSON.parse(after)).toEqual(JSON.parse(text));
    }),
    { numRuns: 300 },
  );
});
