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
  check("the tables of every migration of shop", {
    resource: "table",
    target: "the tables of every migration",
    at: AT,
  });
  check("every table of the database", { resource: "table", target: "every table of the database" });
  check("every table of the database shop", {
    resource: "table",
    target: "every table of the database",
    at: AT,
  });
  check("the rows of users", { verb: "delete", resource: "rows", target: "users", reach: "all" });
  check("the rows of users", { verb: "delete", resource: "rows", target: "users", reach: "unknown" });
});

it("tells rows that a condition names from all of them", () => {
  const update: Effect = { ...DROP, verb: "update", resource: "rows", target: "users" };
  expect(unmeasured([update])).toEqual([
    "What the condition fits: rows of users. How many that are could not be measured.",
  ]);
  expect(unmeasured([DROP, update])).toHaveLength(2);
});
