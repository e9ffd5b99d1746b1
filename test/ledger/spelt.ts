/** Acts that a table's line itself spells: each of its sub-commands in each spelling, with what its options allow. */
import type { Line } from "../../src/core/kit/table.ts";
import { commandCase, type OwnCase } from "./cases.ts";

/** What stands behind a call: nothing, a name, one that production is in, two names. */
const TARGETS = ["", "shop", "shop-prod", "shop blog"];
const MOST = 24;

/** None where the line asks for words that nobody can make up from it. */
export function speltActs(program: string, { call, with: options = [], operand, mentions }: Line): OwnCase[] {
  if (operand || mentions) return [];
  const steps = call.split(" ").filter(Boolean);
  const calls = steps.reduce<string[]>(
    (before, step) =>
      before.flatMap(words => step.split("|").map(word => `${words} ${word === "*" ? "thing" : word}`)).slice(0, MOST),
    [program],
  );
  const given = options.length === 0 ? [""] : options.map(dashed);
  return calls.flatMap((words, i) =>
    TARGETS.map(target => {
      const text = [words, target, given[i % given.length]].filter(Boolean).join(" ");
      return commandCase("spelt", `${program}: ${call}`, text, {});
    }),
  );
}

/** As programs want it: `-f`, `--force`, `--mode=full`. */
function dashed(option: string): string {
  return option.length === 1 ? `-${option}` : `--${option}`;
}
