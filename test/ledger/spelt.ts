/** Acts that a rule itself spells: each of its sub-commands in each spelling, with each of its options. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/project.ts";
import { commandCase, type OwnCase } from "./cases.ts";
import type { Rule } from "./rules.ts";

/** What stands behind a call: a name, nothing, one that production is in, two names. */
const TARGETS = ["shop", "", "shop-prod", "shop blog"];
const MOST = 24;

export const SPELT_FILE = join(root, "test/ledger/spelt.txt");

/** Acts that `npm run ledger:record` has written down, one on each line: a rule that changes no longer makes them. */
export function speltCases(): OwnCase[] {
  const acts = readFileSync(SPELT_FILE, "utf8").split("\n").filter(Boolean);
  return acts.map(text => commandCase("spelt", "test/ledger/spelt.txt", text, {}));
}

export function speltActs(program: string, { call, with: options }: Pick<Rule, "call" | "with">): OwnCase[] {
  const steps = call.split(" ").filter(Boolean);
  const calls = steps.reduce<string[]>(
    (before, step) =>
      before.flatMap(words => step.split("|").map(word => `${words} ${word === "*" ? "thing" : word}`)).slice(0, MOST),
    [program],
  );
  const given = options?.map(dashed) ?? [""];
  return calls.flatMap(words =>
    given.flatMap(option =>
      TARGETS.map(target => {
        const text = [words, target, option].filter(Boolean).join(" ");
        return commandCase("spelt", `${program}: ${call}`, text, {});
      }),
    ),
  );
}

/** The same act on a machine of production, where losses count that are everyday work elsewhere. */
export function inProduction({ place, text, world }: OwnCase): OwnCase {
  return commandCase("spelt", place, `ssh db.prod.acme.io ${text}`, world);
}

/** As programs want it: `-f`, `--force`, `--mode=full`. */
function dashed(option: string): string {
  return option.length === 1 ? `-${option}` : `--${option}`;
}
