/** What becomes of what was found: the state, the order of causes, and when a proof no longer counts. */
import { expect, test } from "vitest";
import { type AgentState, type Cause, lightLine, lightOf, type Proof } from "../../../src/hosts/agents/light.ts";

const NOW = Date.UTC(2026, 10, 21, 12);
const HOUR = 3_600_000;
const cause = (state: Cause["state"], says: string): Cause => ({
  state,
  says,
  fix: { kind: "install", says: "Do this." },
});
const found = (...causes: readonly Cause[]): AgentState => ({ agent: "a", title: "A", causes, stamp: "s" });
const proof = (more: Partial<Proof> = {}): Proof => ({ at: NOW - HOUR, stamp: "s", causes: [], ...more });
const line = (...from: Parameters<typeof lightOf>) => lightLine(lightOf(...from), NOW);

test("nothing wrong and proven: holding, since when", () => {
  expect(lightOf(found(), proof({ version: "1.2.3" }), NOW)).toEqual({
    agent: "a",
    title: "A",
    state: "holding",
    causes: [],
    proven: NOW - HOUR,
    version: "1.2.3",
  });
  expect(line(found(), proof(), NOW)).toBe("holding, proven 1 hour ago.");
});

test.each([
  ["there never was one", undefined],
  ["it is a day old", proof({ at: NOW - 24 * HOUR })],
  ["something has changed since", proof({ stamp: "other" })],
  ["it comes from the future", proof({ at: NOW + HOUR })],
])("a proof counts no more, for better or worse: %s", (_, old) => {
  const stale = old && { ...old, causes: [cause("changed", "It was broken.")] };
  const light = lightOf(found(), stale, NOW);
  expect(light).toEqual({ agent: "a", title: "A", state: "holding", causes: [] });
  expect(lightLine(light, NOW)).toMatch(/not proven since it last changed/);
});

test("the gravest cause gives the state and is told first", () => {
  const [observing, changed, off] = [
    cause("observing", "It observes."),
    cause("changed", "It changed."),
    cause("not-connected", "It is off."),
  ];
  expect(lightOf(found(observing, changed), proof({ causes: [off] }), NOW)).toMatchObject({
    state: "not-connected",
    causes: [off, changed, observing],
  });
  expect(line(found(observing, changed), undefined, NOW)).toBe(
    "changed by someone else. It changed. Do this. (1 more: It observes.)",
  );
});
