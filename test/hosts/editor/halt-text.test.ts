/** Why agents are stopped, as people read it: whole, and nothing in it taken for markup. */
import { describe, expect, it } from "vitest";
import { haltPage, haltRow, haltText } from "../../../src/hosts/editor/present/halt-text.ts";
import type { Halt } from "../../../src/platform/halt-file.ts";

const ACT = {
  at: 60_000,
  agent: "codex",
  session: "s1",
  text: "rm -rf | <b>\u202E*all*",
  why: "deletes all; denied by a rule",
};
const COUNTED: Halt = { because: "codex was denied 6 times and keeps trying", at: 61_000, acts: [ACT] };

describe("agents that the guard has stopped", () => {
  it("every act is told, with why it counted", () => {
    expect(haltText(COUNTED)).toMatch(
      /^Since .*: codex was denied 6 times and keeps trying\.\n\nWhat was counted:\n.* {2}codex \(session s1\): rm -rf .*\n {4}deletes all; denied by a rule$/,
    );
    expect(haltText(COUNTED)).not.toContain("\u202E");
  });
  it("the page is a table of the same", () => {
    const row = haltPage(COUNTED)
      .split("\n")
      .find(line => line.includes("codex\\, session s1"));
    expect(row).toMatch(/\| rm \\-rf \\\| \\<b\\>.*\\\*all\\\* \| deletes all\\; denied by a rule \|$/);
  });
  it("the row has it all in its tooltip", () => {
    expect(haltRow(COUNTED)).toMatchObject({ label: "Agents are stopped", tooltip: haltText(COUNTED) });
  });
});

it("a person's own word stands alone", () => {
  const halt = { because: "lunch", at: 0 };
  expect(haltText(halt)).toBe("lunch.");
  expect(haltPage(halt)).not.toContain("counted\n");
});
