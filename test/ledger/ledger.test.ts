/**
 * Every rule has a source, an act that it must hold and one that it must let pass. Knowledge files say them
 * (test/knowledge); those in TypeScript find their acts among examples, the corpus and `spelt.txt`.
 */
import { expect, it } from "vitest";
import { testedCases } from "./cases.ts";
import { proofsOf } from "./proofs.ts";
import { allRules, isKnowledge } from "./rules.ts";
import { speltCases } from "./spelt.ts";

const rules = allRules().filter(rule => !isKnowledge(rule));

it("finds the rules", () => {
  expect(rules.length).toBeGreaterThan(500);
});

it("have a source", () => {
  const without = rules.flatMap(({ source, programs: [program = ""] }) => (source === "" ? [program] : []));
  expect([...new Set(without)].sort()).toEqual([]);
});

it("have an act that they must hold, and one that they must let pass", { timeout: 240_000 }, async () => {
  const proofs = [...(await proofsOf(rules, [...testedCases(), ...speltCases()]))];
  const without = (which: "must" | "mustNot") => proofs.flatMap(([{ id }, proof]) => (proof[which] ? [] : [id])).sort();
  expect({ must: without("must"), mustNot: without("mustNot") }).toEqual({ must: [], mustNot: [] });
});
