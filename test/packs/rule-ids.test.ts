/** Every rule's public id stands for one rule, and is one that a policy can name. */
import { expect, it } from "vitest";
import { loadPolicy } from "../../src/core/policy/load.ts";
import { ruleIds } from "../../src/hosts/rule-ids.ts";
import { PACKS } from "../../src/packs/index.ts";

it("is given once", () => {
  const seen = new Set<string>();
  expect(ruleIds().filter(id => seen.size === seen.add(id).size)).toEqual([]);
});

it("can be named in a policy", () => {
  for (const id of ruleIds()) {
    const { problems } = loadPolicy(JSON.stringify({ version: 1, rules: [{ id, then: "deny" }] }), "/p.json");
    expect(problems, id).toEqual([]);
  }
});

it("is on the effects of every table's lines", () => {
  const known = new Set(ruleIds());
  const packs = PACKS.flatMap(pack => (pack.kind === "program" && pack.rules ? [pack] : []));
  expect(packs.length).toBeGreaterThan(200);
  expect(known.size).toBeGreaterThan(1000);
  expect(known).toContain("docker/volume-rm");
});
