/**
 * `npm run ledger:record`: writes into spelt.txt, for each rule in TypeScript that no written act proves, an act that its
 * own words spell. Prints the rules for which there is none: they want an example in their pack.
 */
import { writeFileSync } from "node:fs";
import { type OwnCase, testedCases } from "./cases.ts";
import { proofsOf, rulesOfAct } from "./proofs.ts";
import { allRules, isKnowledge, type Rule } from "./rules.ts";
import { inProduction, SPELT_FILE, speltActs } from "./spelt.ts";

const proofs = await proofsOf(
  allRules().filter(rule => !isKnowledge(rule)),
  testedCases(),
);
const unproven = [...proofs].flatMap(([rule, { must }]) => (must ? [] : [rule]));
const found: OwnCase[] = [];
for (const rule of unproven.sort((a, b) => (a.id < b.id ? -1 : 1))) {
  const act = await firstProof(rule);
  if (act) found.push(act);
  else console.log(`${rule.id}: its own words spell no act that proves it`);
}
const texts = [...new Set(found.map(({ text }) => text))];
writeFileSync(SPELT_FILE, texts.map(text => `${text}\n`).join(""));
console.log(`${texts.length} acts: ${SPELT_FILE}`);

async function firstProof(rule: Rule): Promise<OwnCase | undefined> {
  const acts = rule.programs.flatMap(program => speltActs(program, rule));
  for (const act of [...acts, ...acts.map(inProduction)]) if ((await rulesOfAct(act)).held.has(rule.id)) return act;
  return undefined;
}
