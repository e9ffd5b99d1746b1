/** Lights in words: what a row says, and that a foreign name in a path cannot change it. */
import { expect, test } from "vitest";
import type { Cause, Light } from "../../../src/hosts/agents/light.ts";
import { causeRow, lightRow, wentOut } from "../../../src/hosts/editor/present/light-row.ts";

const NOW = 1_000_000_000;
const light = (more: Partial<Light> = {}): Light => ({
  agent: "claude-code",
  title: "Claude Code",
  state: "holding",
  causes: [],
  ...more,
});
const cause = (more: Partial<Cause> = {}): Cause => ({
  state: "changed",
  says: "It is off.",
  file: "/home/me/.claude/settings.json",
  fix: { kind: "open", says: "Take that out." },
  ...more,
});

test.each([
  ["never proven is not green", light(), { icon: "question", description: "connected, not proven yet" }],
  [
    "proven is",
    light({ proven: NOW - 3 * 3_600_000, version: "2.1.329" }),
    {
      icon: "pass-filled",
      description: "holding, proven 3 hours ago",
      tooltip: "Claude Code 2.1.329: holding, proven 3 hours ago",
    },
  ],
  [
    "somebody changed it",
    light({ state: "changed", causes: [cause()] }),
    { icon: "error", description: "changed by someone else" },
  ],
  ["it observes", light({ state: "observing" }), { icon: "eye", description: "observing only" }],
  ["it was never connected", light({ state: "not-connected" }), { icon: "circle-slash", description: "not connected" }],
])("%s", (_, shown, row) => {
  expect(lightRow(shown, NOW)).toMatchObject({ label: "Claude Code", ...row });
});

test("a cause says what, where and what to do", () => {
  expect(causeRow(cause())).toMatchObject({
    label: "It is off.",
    description: ".claude/settings.json",
    icon: "go-to-file",
    tooltip: "It is off.\n/home/me/.claude/settings.json\nTake that out.",
  });
  expect(wentOut(light({ state: "changed" }), cause())).toBe(
    "AgentGuard: Claude Code is not guarded any more. It is off. (/home/me/.claude/settings.json)",
  );
});

test("marks that steer a screen are shown as what they are", () => {
  const row = causeRow(cause({ file: "/work/a\u202eb\n/x.json" }));
  expect(row.description).not.toMatch(/[\u202e\n]/);
});
