import { expect, test } from "vitest";
import { firingRow, triedRow, triedRows, triedSummary } from "../../../src/hosts/editor/present/rule-text.ts";
import type { TriedAct } from "../../../src/wire/messages/try-rule.ts";

const ACT: TriedAct = {
  text: "ls",
  applies: false,
  decision: "allow",
  without: "allow",
  because: "nothing speaks against it",
};

test.each<readonly [act: Partial<TriedAct>, label: string, description: string]>([
  [{}, "ls", "the rule does not apply"],
  [{ applies: true, decision: "deny" }, "ls", "deny instead of allow"],
  [{ applies: true, decision: "ask", without: "ask" }, "ls", "ask, as without it"],
  [{ agent: "codex" }, "ls", "the rule does not apply · codex"],
  // What an agent wrote cannot pretend to be something else.
  [{ text: "rm \u202egnp.x" }, "rm ‹U+202E›gnp.x", "the rule does not apply"],
])("%j as a row", (more, label, description) => {
  const row = triedRow({ ...ACT, ...more });
  expect(row.description).toBe(description);
  if (more.text === undefined) expect(row.label).toBe(label);
  else expect(row.label).not.toContain("\u202e");
});

test("what the rule changes comes first, and is counted", () => {
  const acts: readonly TriedAct[] = [
    ACT,
    { ...ACT, text: "b", applies: true, decision: "ask", without: "ask" },
    { ...ACT, text: "c", applies: true, decision: "deny" },
  ];
  expect(triedRows(acts).map(({ label }) => label)).toEqual(["c", "b", "ls"]);
  expect(triedSummary(acts)).toMatch(/applies to 2 of the last 3 commands and changes 1 of them/);
  expect(triedSummary([])).toMatch(/No commands/);
});

test("what a rule has decided", () => {
  const row = firingRow({ text: "rm\nx", at: 0, agent: "codex", folder: "/w", decision: "deny" });
  expect(row.label).not.toContain("\n");
  expect(row.description).toContain("deny · codex");
});
