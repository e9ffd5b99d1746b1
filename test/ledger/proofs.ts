/** What proves a rule in the tests: an act that it must hold, and one of the same program that it must let pass. */
import type { Effect } from "../../src/core/effects/effect.ts";
import { outcomeOfAct } from "../corpus/outcome.ts";
import type { OwnCase } from "./cases.ts";
import type { Rule } from "./rules.ts";

export interface Proof {
  /** An act that is held for what the rule says of it; of a rule by which nothing is ever lost, any that it speaks of. */
  readonly must: boolean;
  /** A silent act of the same program that the rule does not speak of. */
  readonly mustNot: boolean;
}

/** Judges the acts once, and says of each rule whether they prove it. */
export async function proofsOf(rules: readonly Rule[], cases: readonly OwnCase[]): Promise<ReadonlyMap<Rule, Proof>> {
  const all = { held: new Set<string>(), losing: new Set<string>(), reached: new Set<string>() };
  const silent: { readonly text: string; readonly reached: ReadonlySet<string> }[] = [];
  for (const one of cases) {
    const found = await rulesOfAct(one);
    for (const id of found.held) all.held.add(id);
    for (const id of found.losing) all.losing.add(id);
    for (const id of found.reached) all.reached.add(id);
    if (found.isSilent) silent.push({ text: one.text, reached: found.reached });
  }
  const programs = [...new Set(rules.flatMap(rule => rule.programs))];
  const naming = new Map(programs.map(name => [name, silent.filter(({ text }) => namesProgram(text, name))]));
  return new Map(
    rules.map(rule => [
      rule,
      {
        must: all.held.has(rule.id) || (all.reached.has(rule.id) && !all.losing.has(rule.id)),
        mustNot: rule.programs.some(name => naming.get(name)?.some(({ reached }) => !reached.has(rule.id))),
      },
    ]),
  );
}

/** Rules by their ids: those that an act is held for, those by which it loses something, and all that speak of it. */
export async function rulesOfAct({ act, world }: OwnCase): Promise<{
  readonly isSilent: boolean;
  readonly held: ReadonlySet<string>;
  readonly losing: ReadonlySet<string>;
  readonly reached: ReadonlySet<string>;
}> {
  const { judgement, held } = await outcomeOfAct(act, world);
  const { effects, decision } = judgement;
  return {
    isSilent: decision === "allow",
    held: rulesOf(held),
    losing: rulesOf(effects.filter(({ recovery }) => recovery !== "free")),
    reached: rulesOf(effects),
  };
}

function rulesOf(effects: readonly Effect[]): ReadonlySet<string> {
  return new Set(effects.flatMap(({ rule }) => rule ?? []));
}

/** Whether the program stands in a text as a word of its own, in whatever folder. */
export function namesProgram(text: string, program: string): boolean {
  if (!text.includes(program)) return false;
  const escaped = program.replaceAll(/[^\w-]/g, character => `\\${character}`);
  return new RegExp(`(?<![\\w.-])${escaped}(?![\\w.-])`).test(text);
}
