/** What a card says of losses that nobody on this machine can count. */
import { describe, expect, it } from "vitest";
import { unmeasured } from "../../../src/core/approval/unmeasured.ts";
import type { Effect } from "../../../src/core/effects/effect.ts";

const DROP: Effect = {
  verb: "drop",
  resource: "database",
  target: "shop",
  reach: "one",
  recovery: "none",
  certainty: "certain",
  source: "test",
  says: "drops the database shop",
};
const AT = [{ kind: "database", host: "db.acme.io", database: "shop" }] as const;

describe("everything in", () => {
  const check = (what: string, effect: Partial<Effect>) =>
    it(what, () =>
      expect(unmeasured([{ ...DROP, ...effect }])).toEqual([
        `Everything in ${what}. How much that is could not be measured.`,
      ]),
    );
  check("the database shop", {});
  check("the database", { target: "database" });
  check("the database shop on db.acme.io", { target: "database", at: AT });
  check("the tables of every migration in shop", {
    resource: "table",
    target: "the tables of every migration",
    at: AT,
  });
  check("the column email of users", { resource: "table", target: "column email of users" });
  check("the release api", {
    resource: "stack",
    target: "api",
    says: "deletes the release api with all it has put in",
  });
});

describe("a phrase of its own", () => {
  const check = (expected: string, effect: Partial<Effect>) =>
    it(expected, () => expect(unmeasured([{ ...DROP, ...effect }])).toEqual([expected]));
  const all = { verb: "delete", resource: "rows", target: "users" } as const;
  check("Every row of users. How much that is could not be measured.", { ...all, reach: "all" });
  check("Every row of users. How much that is could not be measured.", { ...all, reach: "unknown" });
  check("Every document of users. How much that is could not be measured.", {
    ...all,
    reach: "all",
    says: "deletes every document of users",
  });
  check("Every table of the database shop. How much that is could not be measured.", {
    resource: "table",
    target: "every table of the database",
    at: AT,
  });
  check("Every key. How much that is could not be measured.", { resource: "database", target: "every key" });
  check("Everything in the database. How much that is could not be measured.", {
    resource: "database",
    target: "everything in the database",
  });
  check("One row of users.", { ...all, reach: "one" });
});

it("says nothing of a change and of a state that only forgets", () => {
  const stack = { ...DROP, resource: "stack", target: "api" } as const;
  expect(unmeasured([{ ...stack, verb: "mutate" }])).toEqual([]);
  expect(unmeasured([{ ...stack, verb: "discard" }])).toEqual([]);
});

it("tells rows that a condition names from all of them", () => {
  const update: Effect = { ...DROP, verb: "update", resource: "rows", target: "users", reach: "several" };
  expect(unmeasured([update])).toEqual([
    "What the condition fits: rows of users. How many that are could not be measured.",
  ]);
  expect(unmeasured([DROP, update])).toHaveLength(2);
});
