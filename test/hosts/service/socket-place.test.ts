/** What the service does about what it sees at its socket's place. */
import { describe, expect, it } from "vitest";
import { PATIENCE, type Sight, type Step, stepFor } from "../../../src/hosts/service/socket-place.ts";

const LISTENED: Sight = { path: "other", accepts: true, services: [] };

const cases: readonly (readonly [name: string, sight: Sight, first: Step, later?: Step])[] = [
  ["nothing is wrong", { path: "ours", accepts: false, services: undefined }, "stay"],
  ["it is gone", { path: "nothing", accepts: false, services: undefined }, "take-back"],
  ["another name leads to it", { path: "link", accepts: false, services: undefined }, "take-back"],
  ["a file that nobody listens at", { path: "other", accepts: false, services: undefined }, "take-back"],
  ["a stranger who says nothing", LISTENED, "put-out"],
  ["a stranger who gives a number", { ...LISTENED, says: 7 }, "put-out"],
  ["a stranger with the number of one that runs", { ...LISTENED, says: 7, runs: true }, "put-out"],
  ["a stranger with another's number", { ...LISTENED, says: 7, runs: true, services: [8] }, "put-out"],
  ["a service of ours", { ...LISTENED, says: 8, runs: true, services: [8] }, "retire"],
  ["a service of ours that does not answer", { ...LISTENED, services: [8] }, "wait", "take-back"],
  ["no system to ask, one that runs", { ...LISTENED, says: 7, runs: true, services: undefined }, "retire"],
  ["no system to ask, one that does not run", { ...LISTENED, says: 7, services: undefined }, "put-out"],
  ["no system to ask, and no answer", { ...LISTENED, services: undefined }, "wait", "put-out"],
];

describe("at the socket's place:", () => {
  for (const [name, sight, first, later = first] of cases) {
    it(name, () => {
      expect(stepFor(sight, 0)).toBe(first);
      expect(stepFor(sight, PATIENCE)).toBe(later);
    });
  }
});
