/** Proves the examples of policy files, and the ids that they name, with the real engine: what the guard, the language server and the tests share. */
import { dirname } from "node:path";
import { judge } from "../core/pipeline.ts";
import type { PolicyLayer, Problem } from "../core/policy/policy.ts";
import { EXAMPLE_HOME, type JudgeExample, lyingExamples, proveExamples } from "../core/policy/proving/examples.ts";
import { unknownRuleIds } from "../core/policy/rule-ids.ts";
import { PACKS, ruleIds } from "../packs/index.ts";

/** Nothing is looked up: an example means the same on every machine. */
export const judgeExample: JudgeExample = (action, policy) =>
  judge(action, new Map(), {
    packs: PACKS,
    policy,
    around: { cwd: action.cwd, roots: [action.cwd], home: EXAMPLE_HOME, platform: "linux" },
  });

/** What is wrong with a file beyond its form: examples that do not hold, ids of rules that there are not. */
export function problemsIn(layer: PolicyLayer): Problem[] {
  return [
    ...lyingExamples(layer, proveExamples(layer, folderOf(layer), judgeExample)),
    ...unknownRuleIds(layer, ruleIds),
  ];
}

/** Relative paths mean the folder that holds the file; on Windows the examples still judge POSIX paths. */
export function folderOf({ file }: PolicyLayer): string {
  return file.startsWith("/") ? dirname(file) : "/workspace";
}
