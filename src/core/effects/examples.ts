/** Proof of a pack in bulk: commands that come to the same, without a word on each. */
import type { Decision } from "../decision/decision.ts";
import type { Example } from "./pack.ts";

export const stop = (...runs: readonly string[]): Example[] => all(runs, "ask");
export const deny = (...runs: readonly string[]): Example[] => all(runs, "deny");
export const pass = (...runs: readonly string[]): Example[] => all(runs, "allow");

function all(runs: readonly string[], expect: Decision): Example[] {
  return runs.map(run => ({ run, expect }));
}
