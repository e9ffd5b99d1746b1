import { expect, test } from "vitest";
import { loadPolicy } from "../../../../src/core/policy/load.ts";
import { sayRule } from "../../../../src/core/policy/say-rule.ts";

const cases: readonly (readonly [rule: Record<string, unknown>, says: string])[] = [
  [
    { when: { effect: ["drop", "truncate"], environment: "production" }, then: "deny" },
    "Refuses every act that drops something or empties it, in production.",
  ],
  [
    { when: { effect: "drop", resource: "table", environment: ["production", "staging"] }, then: "ask" },
    "Asks a person before every act that drops a database table, in production or in staging.",
  ],
  [
    { when: { effect: "delete", path: ["dist/**", "coverage/**"] }, then: "allow" },
    "Lets pass unasked every act that deletes what lies in `dist/**` or `coverage/**`.",
  ],
  [
    { when: { path: ["src/**", "!src/gen/**"] }, then: "ask" },
    "Asks a person before every act that does anything to what lies in `src/**` outside of `src/gen/**`.",
  ],
  [{ when: { command: "npm publish" }, then: "ask" }, "Asks a person before every act run as `npm publish`."],
  [
    { when: { tool: "supabase/*", agent: "codex" }, then: "deny" },
    "Refuses every act by the tool `supabase/*`, by `codex`.",
  ],
  [
    { when: { host: "db.acme.io", role: "reviewer" }, then: "deny" },
    "Refuses every act that reaches `db.acme.io`, by whoever has the role `reviewer`.",
  ],
  [
    { when: { effect: "update", host: "db.acme.io" }, then: "ask", require: "type-name" },
    "Asks a person before every act that changes rows in a database, on `db.acme.io`; to let it pass, a person types the name of what is lost.",
  ],
  [
    {
      when: { effect: "deploy", time: { days: ["sat", "sun"], hours: "18:00-08:00", zone: "Europe/Berlin" } },
      then: "ask",
    },
    "Asks a person before every act that deploys something, on Saturdays or Sundays, from 18:00 to 08:00 (Europe/Berlin).",
  ],
  [
    {
      when: { effect: "delete", time: { after: "2026-12-24T00:00:00Z", before: "2027-01-02T00:00:00Z" } },
      then: "ask",
    },
    "Asks a person before every act that deletes something, from 2026-12-24 00:00 UTC on, until 2027-01-02 00:00 UTC.",
  ],
  [{ when: { agent: ["codex", "cursor"] }, then: "deny" }, "Refuses every act, by `codex` or `cursor`."],
];

test.each(cases)("%j", (rule, says) => {
  const { policy, problems } = loadPolicy(JSON.stringify({ version: 1, rules: [{ id: "a", ...rule }] }), "/p.json");
  expect(problems).toEqual([]);
  expect(policy?.rules.map(sayRule)).toEqual([says]);
});
