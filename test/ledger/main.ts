/**
 * `npm run ledger`: what every rule is worth. Judges every act of our own once, and again without each rule that it
 * reaches; writes `out/ledger.tsv`, one rule on each line, and prints what stands out.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { changesOf, isHeld } from "../corpus/outcome.ts";
import { out } from "../support/project.ts";
import { type OwnCase, testedCases, toldCases } from "./cases.ts";
import { type Judged, judgeWithout, linesOf, type RuleName } from "./judging.ts";
import { namesProgram } from "./proofs.ts";
import { allRules } from "./rules.ts";

const tested = testedCases();
const told = toldCases();
const names = await linesOf(tested.filter(({ kind }) => kind !== "corpus"));
const judged: [OwnCase, Judged][] = [];
for (const one of [...tested, ...told]) judged.push([one, await judgeWithout(one)]);

const rules = new Map(allRules().map(rule => [rule.id as RuleName, rule]));
const all = [...new Set([...rules.keys(), ...names])].sort();
const reaching = new Map(all.map(name => [name, judged.filter(([, { reached }]) => reached.has(name))]));

const rows = [];
for (const name of all) {
  const rule = rules.get(name);
  const cases = reaching.get(name) ?? [];
  const needing = [];
  for (const [one, { outcome }] of cases) {
    const without = await judgeWithout(one, other => other === name);
    if (changesOf(outcome, without.outcome).length > 0) needing.push(one);
  }
  const programs = rule?.programs ?? [];
  const naming = (kind: OwnCase["kind"]) =>
    told.filter(one => one.kind === kind && programs.some(program => namesProgram(one.text, program))).length;
  const held = cases.filter(([{ kind }, { outcome }]) => kind !== "list" && isHeld(outcome)).length;
  rows.push({
    rule: name,
    where: rule?.where ?? "lets pass",
    reach: cases.length,
    held,
    need: needing.length,
    source: hostOf(rule?.source ?? ""),
    incidents: naming("incident"),
    lists: naming("list"),
  });
}

const columns = ["rule", "where", "reach", "held", "need", "source", "incidents", "lists"] as const;
mkdirSync(out, { recursive: true });
writeFileSync(
  join(out, "ledger.tsv"),
  [columns.join("\t"), ...rows.map(row => columns.map(column => row[column]).join("\t"))].join("\n"),
);
const count = (which: (row: (typeof rows)[number]) => boolean) => rows.filter(which).length;
console.log(
  [
    `${rows.length} rules and lines that let pass, ${judged.length} acts: out/ledger.tsv`,
    `${count(({ reach }) => reach === 0)} that no act reaches, ${count(({ reach, need }) => reach > 0 && need === 0)} that none needs`,
    `${count(({ rule, source }) => rules.has(rule) && source === "")} rules without a source`,
  ].join("\n"),
);

/** The host of an address; a manual page as it is. */
function hostOf(source: string): string {
  return /^https?:\/\/([^/]+)/.exec(source)?.[1] ?? source;
}
