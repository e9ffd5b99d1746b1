/** The page that says what a policy would change. */
import { expect, it } from "vitest";
import { whatIfText } from "../../../src/hosts/editor/present/what-if-text.ts";

const NOTHING = { judged: 12, leftOut: 3, held: { before: 2, after: 2 }, differences: [] };

it("says when nothing changes, and what was left out", () => {
  const text = whatIfText("/w/.agentguard.json", NOTHING);
  expect(text).toContain("the latest 12 recorded commands");
  expect(text).toContain("3 acts are left out");
  expect(text).toContain("Nothing would be decided differently.");
});

it("shows commands as text, whatever stands in them", () => {
  const difference = {
    at: 0,
    agent: "codex",
    text: "echo `x` | tee <b>\u001b[31m\n[y](z)",
    before: "allow",
    after: "ask",
  } as const;
  const text = whatIfText("/w/p", { ...NOTHING, differences: [difference] });
  expect(text).toContain(
    "| allow → ask | codex | 1970-01-01 00:00 | echo \\`x\\` \\| tee \\<b\\> \\[31m \\[y\\]\\(z\\) |",
  );
});
