/** What proves a rule in the tests: an act that it must hold, and one of the same program that it must let pass. */
import { isHeld, outcomeOfAct } from "../corpus/outcome.ts";
import type { OwnCase } from "./cases.ts";
import type { Rule } from "./rules.ts";

export interface Proof {
  /** An act that is held and that the rule speaks of. */
  readonly must: boolean;
  /** A silent act of the same program that the rule does not speak of. */
  readonly mustNot: boolean;
}

/** Judges the acts once, and says of each rule whether they prove it. */
export async function proofsOf(rules: readonly Rule[], cases: readonly OwnCase[]): Promise<ReadonlyMap<Rule, Proof>> {
  const holding = new Set<string>();
  const silent: { readonly text: string; readonly reached: ReadonlySet<string> }[] = [];
  for (const { act, world, text } of cases) {
    const { outcome, judgement } = await outcomeOfAct(act, world);
    const reached = judgement.effects.flatMap(({ rule }) => rule ?? []);
    if (isHeld(outcome)) for (const id of reached) holding.add(id);
    else silent.push({ text, reached: new Set(reached) });
  }
  const programs = [...new Set(rules.flatMap(rule => rule.programs))];
  const naming = new Map(programs.map(name => [name, silent.filter(({ text }) => namesProgram(text, name))]));
  return new Map(
    rules.map(rule => [
      rule,
      {
        must: holding.has(rule.id),
        mustNot: rule.programs.some(name => naming.get(name)?.some(({ reached }) => !reached.has(rule.id))),
      },
    ]),
  );
}

/** Whether the program stands in a text as a word of its own, in whatever folder. */
export function namesProgram(text: string, program: string): boolean {
  if (!text.includes(program)) return false;
  const escaped = program.replaceAll(/[^\w-]/g, character => `\\${character}`);
  return new RegExp(`(?<![\\w.-])${escaped}(?![\\w.-])`).test(text);
}
