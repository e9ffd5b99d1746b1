import { expect, test } from "vitest";
import { LONGEST_WAIT_MS, PAUSE_MS, untilCard } from "../../../src/hosts/editor/present/pause.ts";

const ARRIVED = 100_000;

/** `lastKey` and `now` in ms after the question arrived, `time` how long there is to answer it. */
function check(lastKey: number, now: number, time: number, wait: number): void {
  const left = untilCard(ARRIVED + lastKey, ARRIVED, ARRIVED + time, ARRIVED + now);
  expect(left, JSON.stringify({ lastKey, now, time })).toBe(wait);
}

test("a card opens in a pause, at the latest after some seconds, and never near the end of its time", () => {
  check(-ARRIVED, 0, 600_000, 0);
  check(-PAUSE_MS, 0, 600_000, 0);
  check(-200, 0, 600_000, PAUSE_MS - 200);
  check(800, 900, 600_000, PAUSE_MS - 100);
  check(4900, 4950, 600_000, LONGEST_WAIT_MS - 4950);
  check(4900, 5000, 600_000, 0);
  check(9000, 9000, 600_000, 0);
  // Four seconds to answer: one of them may pass.
  check(0, 0, 4000, 1000);
  check(500, 900, 4000, 100);
  check(0, 0, 0, 0);
  check(0, 0, -5000, 0);
});
