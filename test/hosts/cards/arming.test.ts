import { expect, test } from "vitest";
import type { Card } from "../../../src/core/approval/card.ts";
import {
  ARMING_MS,
  isSevere,
  SETTLE_MS,
  TYPING_SETTLE_MS,
  tooEarly,
  tooSoon,
  wronglyTyped,
} from "../../../src/hosts/cards/arming.ts";
import { aCard } from "../editor/question.ts";

function check(card: Partial<Card>, severe: boolean): void {
  expect(isSevere(aCard(card)), JSON.stringify(card)).toBe(severe);
  expect(tooEarly(aCard(card), 1000, 1000 + ARMING_MS - 1) !== undefined).toBe(severe);
  expect(tooEarly(aCard(card), 1000, 1000 + ARMING_MS)).toBeUndefined();
}

test("a severe card cannot be allowed in the moment it opens", () => {
  check({ level: "medium" }, false);
  check({ level: "low" }, false);
  check({ level: "high" }, true);
  check({ level: "critical" }, true);
  check({ level: "low", override: "type-name" }, true);
  check({ level: "low", environment: { name: "production", evidence: [] } }, true);
  check({ level: "low", environment: { name: "staging", evidence: [] } }, false);
});

test("the person is told how early it was and that nothing was allowed", () => {
  expect(tooEarly(aCard({ level: "high" }), 1000, 1400)).toMatch(/0\.4 s .*Nothing was allowed/);
  // A clock set back is no reason to let it pass.
  expect(tooEarly(aCard({ level: "high" }), 1000, 500)).toMatch(/0\.0 s/);
});

test("only the exact name counts", () => {
  const card = aCard({ override: "type-name", typeName: "pocketos-db" });
  expect(wronglyTyped(card, "pocketos-db")).toBeUndefined();
  for (const typed of ["", "pocketos", "pocketos-db ", "POCKETOS-DB"])
    expect(wronglyTyped(card, typed)).toContain("pocketos-db");
  // Nothing to type must not mean that typing nothing is enough.
  expect(wronglyTyped(aCard({ override: "type-name" }), "")).toBeDefined();
});

test("nothing is an answer in the moment a question opens, and for longer where the person was typing", () => {
  for (const [typing, settled] of [
    [false, SETTLE_MS],
    [true, TYPING_SETTLE_MS],
  ] as const) {
    for (const choice of ["Deny", "Cancel", "Allow Once", "Stop All Agents", "Details"]) {
      expect(tooSoon(choice, 1000, 1000 + settled - 1, typing)).toContain(choice);
      expect(tooSoon(choice, 1000, 1000 + settled, typing)).toBeUndefined();
    }
    expect(tooSoon("Deny", 1000, 500, typing)).toMatch(/0\.0 s .*Nothing was answered/);
  }
});
