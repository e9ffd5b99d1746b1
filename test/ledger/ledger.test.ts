/**
 * Every rule has a source, an act that it must hold and one that it must let pass. Knowledge files have them all
 * (test/knowledge); what is written in TypeScript and lacks one stands in lacking.json, which may only become shorter.
 */
import { expect, it } from "vitest";
import { testedCases } from "./cases.ts";
import lacking from "./lacking.json" with { type: "json" };
import { proofsOf } from "./proofs.ts";
import { allRules, isKnowledge } from "./rules.ts";

const rules = allRules().filter(rule => !isKnowledge(rule));

it("finds the rules", () => {
  expect(rules.length).toBeGreaterThan(500);
});

it("have a source", () => {
  const without = rules.flatMap(({ source, programs: [program = ""] }) => (source === "" ? [program] : []));
  expect([...new Set(without)].sort()).toEqual(lacking.source);
});

it("have an act that they must hold, and one that they must let pass", { timeout: 240_000 }, async () => {
  const proofs = [...(await proofsOf(rules, testedCases()))];
  const without = (which: "must" | "mustNot") => proofs.flatMap(([{ id }, proof]) => (proof[which] ? [] : [id])).sort();
  expect({ must: without("must"), mustNot: without("mustNot") }).toEqual({
    must: lacking.must,
    mustNot: lacking.mustNot,
  });
});
