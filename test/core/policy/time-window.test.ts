import { describe, expect, test } from "vitest";
import { isWithinTime, type TimeWindow } from "../../../src/core/policy/time-window.ts";

/** Moments as ISO dates; the machine stands in Berlin. */
function check(window: TimeWindow, cases: Readonly<Record<string, boolean>>): void {
  test.each(Object.entries(cases))("%s is %s", (moment, within) => {
    expect(isWithinTime(window, { at: Date.parse(moment), zone: "Europe/Berlin" })).toBe(within);
  });
}

describe("hours of the machine's own zone", () => {
  check(
    { hours: { from: 9 * 60, to: 17 * 60 } },
    {
      "2026-11-20T07:59:59Z": false,
      "2026-11-20T08:00:00Z": true,
      "2026-11-20T15:59:00Z": true,
      "2026-11-20T16:00:00Z": false,
      // Summer time.
      "2026-07-20T07:00:00Z": true,
    },
  );
});

describe("hours that pass midnight belong to the day on which they begin", () => {
  check(
    { days: ["fri"], hours: { from: 22 * 60, to: 6 * 60 }, zone: "UTC" },
    {
      "2026-11-20T21:59:00Z": false,
      "2026-11-20T22:00:00Z": true,
      "2026-11-21T05:59:00Z": true,
      "2026-11-21T06:00:00Z": false,
      "2026-11-20T05:00:00Z": false,
      "2026-11-21T23:00:00Z": false,
    },
  );
});

describe("days, Sunday before Monday", () => {
  check(
    { days: ["sat", "sun"], zone: "UTC" },
    { "2026-11-21T00:00:00Z": true, "2026-11-22T23:59:00Z": true, "2026-11-23T00:00:00Z": false },
  );
  check(
    { days: ["sun"], hours: { from: 23 * 60, to: 60 }, zone: "UTC" },
    { "2026-11-23T00:30:00Z": true, "2026-11-22T00:30:00Z": false },
  );
});

describe("a freeze between two dates", () => {
  check(
    { after: Date.parse("2026-12-24T00:00:00Z"), before: Date.parse("2027-01-02T00:00:00Z") },
    { "2026-12-23T23:59:59Z": false, "2026-12-24T00:00:00Z": true, "2027-01-02T00:00:00Z": false },
  );
});
