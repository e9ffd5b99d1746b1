import { expect, test } from "vitest";
import type { Card } from "../../../src/core/approval/card.ts";
import { placeOf, strongestReason } from "../../../src/hosts/cards/words.ts";
import { aCard } from "../editor/question.ts";

/** `said`: the reason that the card tells. */
function strongest(why: readonly Partial<Card["why"][number]>[], said: string | undefined): void {
  const card = aCard({
    why: why.map(w => ({ rule: "r", points: 0, because: "", ...w })),
    what: "Deletes the folder build.",
  });
  expect(strongestReason(card)?.because).toBe(said);
}

test("the reason told is the one that decides, else the strongest that the headline does not say already", () => {
  strongest(
    [
      { points: 25, because: "deletes the folder build" },
      { points: 20, because: "nothing brings it back" },
    ],
    "nothing brings it back",
  );
  strongest(
    [
      { points: 60, because: "it is production" },
      { then: "ask", because: "the policy asks" },
    ],
    "the policy asks",
  );
  strongest([{ points: 25, because: "deletes the folder build" }], "deletes the folder build");
  strongest(
    [
      { points: 0, because: "says it again" },
      { points: -10, because: "git has it" },
    ],
    undefined,
  );
  strongest([], undefined);
});

test("files are named from the folder the question belongs to", () => {
  expect(placeOf({ because: "", file: "/work/app/.env", line: 3 }, "/work/app")).toBe(".env:3");
  expect(placeOf({ because: "", file: "/work/app-2/.env" }, "/work/app")).toBe("/work/app-2/.env");
  expect(placeOf({ because: "" }, "/work/app")).toBe("");
});
