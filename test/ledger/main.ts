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
import { speltActs } from "./spelt.ts";

const COLUMNS = [
  "rule",
  "where",
  "reach",
  "held",
  "need",
  "spelt",
  "spelt need",
  "source",
  "incidents",
  "lists",
] as const;

const tested = testedCases();
const told = toldCases();
const lines = await linesOf(tested.filter(({ kind }) => kind !== "corpus"));
const judged: [OwnCase, Judged][] = [];
for (const one of [...tested, ...told]) judged.push([one, await judgeWithout(one)]);

const rules = new Map(allRules().map(rule => [rule.id as RuleName, rule]));
const all = [...new Set([...rules.keys(), ...lines.keys()])].sort();
const reaching = new Map(all.map(name => [name, judged.filter(([, { reached }]) => reached.has(name))]));

/** Those of the acts that come out otherwise where the rule is not there. */
async function needing(name: RuleName, cases: readonly (readonly [OwnCase, Judged])[]): Promise<OwnCase[]> {
  const found: OwnCase[] = [];
  for (const [one, { outcome }] of cases) {
    const without = await judgeWithout(one, other => other === name);
    if (changesOf(outcome, without.outcome).length > 0) found.push(one);
  }
  return found;
}

/** Acts that are nobody's, made of the line's own words: how it differs from what is read without it. */
async function speltFor(name: RuleName): Promise<[OwnCase, Judged][]> {
  const asked = lines.get(name);
  const judged: [OwnCase, Judged][] = [];
  for (const one of asked ? speltActs(asked.program, asked.line) : []) judged.push([one, await judgeWithout(one)]);
  return judged.filter(([, { reached }]) => reached.has(name));
}

const rows: Record<(typeof COLUMNS)[number], string | number>[] = [];
for (const name of all) {
  const rule = rules.get(name);
  const cases = reaching.get(name) ?? [];
  const spelt = await speltFor(name);
  const programs = rule?.programs ?? [];
  const naming = (kind: OwnCase["kind"]) =>
    told.filter(one => one.kind === kind && programs.some(program => namesProgram(one.text, program))).length;
  const held = cases.filter(([{ kind }, { outcome }]) => kind !== "list" && isHeld(outcome)).length;
  rows.push({
    rule: name,
    where: rule?.where ?? "lets pass",
    reach: cases.length,
    held,
    need: (await needing(name, cases)).length,
    spelt: spelt.length,
    "spelt need": (await needing(name, spelt)).length,
    source: hostOf(rule?.source ?? ""),
    incidents: naming("incident"),
    lists: naming("list"),
  });
}

mkdirSync(out, { recursive: true });
writeFileSync(
  join(out, "ledger.tsv"),
  [COLUMNS.join("\t"), ...rows.map(row => COLUMNS.map(column => row[column]).join("\t"))].join("\n"),
);
const count = (which: (row: (typeof rows)[number]) => boolean) => rows.filter(which).length;
console.log(
  [
    `${rows.length} rules and lines that let pass, ${judged.length} acts: out/ledger.tsv`,
    `${count(({ reach }) => reach === 0)} that no act reaches, ${count(({ reach, need }) => reach !== 0 && need === 0)} that none needs`,
    `${count(({ rule, source }) => rules.has(`${rule}`) && source === "")} rules without a source`,
  ].join("\n"),
);

/** The host of an address; a manual page as it is. */
function hostOf(source: string): string {
  return /^https?:\/\/([^/]+)/.exec(source)?.[1] ?? source;
}
