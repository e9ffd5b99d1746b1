/** Checks the examples of a policy file against its rules. */
import type { CommandAction } from "../../action/action.ts";
import type { Judgement } from "../../decision/judgement.ts";
import { START } from "../../text/json-text.ts";
import { maskSecrets } from "../../text/masking.ts";
import { homeLayer } from "../anchor.ts";
import { mergePolicies } from "../merge.ts";
import { BUILT_IN, type Example, type Policy, type PolicyLayer, type Problem } from "../policy.ts";

/** Judges an act under a policy, with no facts about the disk. */
export type JudgeExample = (action: CommandAction, policy: Policy) => Judgement;

/** The home folder that examples use on every machine. */
export const EXAMPLE_HOME = "/home/user";

export interface Proved {
  readonly example: Example;
  readonly judgement: Judgement;
  readonly holds: boolean;
}

/**
 * Judges every example of a file by that file alone, on top of the built-in policy and as if the user had written it:
 * an example shows what its own file means, not the effect of others. `folder`: absolute base of relative paths.
 */
export function proveExamples(layer: PolicyLayer, folder: string, judge: JudgeExample): Proved[] {
  if (layer.examples.length === 0) return [];
  const { policy } = mergePolicies(BUILT_IN, [{ tier: "user", layer: homeLayer(layer, EXAMPLE_HOME) }]);
  return layer.examples.map(example => {
    const { run, shell = "bash", agent = "agent", expect } = example;
    const judgement = judge({ kind: "command", text: run, shell, cwd: folder, origin: { agent } }, policy);
    return { example, judgement, holds: judgement.decision === expect };
  });
}

/** Returns one problem for each example that does not hold. A file with such an example is not used. */
export function lyingExamples(layer: PolicyLayer, proved: readonly Proved[]): Problem[] {
  return proved
    .filter(({ holds }) => !holds)
    .map(({ example, judgement }) => ({
      file: layer.file,
      ...(layer.ranges.get(example.pointer) ?? START),
      message: sayLie(example, judgement),
      severity: "error",
    }));
}

function sayLie({ run, expect }: Example, { decision, score, reasons }: Judgement): string {
  const [reason] = reasons.filter(({ points, then }) => points > 0 || then);
  const why = reason ? `, because ${maskSecrets(reason.because)} (${reason.rule})` : "";
  return `The example says ${expect}, and the policy makes it ${decision} at score ${score}${why}: ${maskSecrets(run)}`;
}
