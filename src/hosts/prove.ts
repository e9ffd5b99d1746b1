/** Tries the examples of policy files, and checks the ids that they name, with the real engine. */
import { dirname } from "node:path";
// Loading this registers the agents with the core.
import "../agents/index.ts";
import { readTeamKnowledge, type TeamKnowledge } from "../core/knowledge/team.ts";
import { type ProvedTeam, proveTeam } from "../core/knowledge/teams/proving.ts";
import { judge } from "../core/pipeline.ts";
import { BUILT_IN, type Policy, type PolicyLayer, type Problem } from "../core/policy/policy.ts";
import {
  EXAMPLE_HOME,
  type JudgeExample,
  lyingExamples,
  type Proved,
  proveExamples,
} from "../core/policy/proving/examples.ts";
import { unknownRuleIds } from "../core/policy/rule-ids.ts";
import { packsFor } from "../packs/index.ts";
import { isOwnName, ruleIdsWith } from "./rule-ids.ts";

/** Judges an example without looking anything up, so that it means the same on every machine. */
export const judgeExample: JudgeExample = (action, policy) =>
  judge(action, new Map(), {
    packs: packsFor(policy),
    policy,
    around: { cwd: action.cwd, roots: [action.cwd], home: EXAMPLE_HOME, platform: "linux" },
  });

/**
 * Returns what is wrong with a valid file: examples that do not hold, unknown ids of rules. `knowledge`: what teams
 * know of their programs, which is part of what an example means.
 */
export function problemsIn(layer: PolicyLayer, knowledge: Policy["knowledge"] = []): Problem[] {
  return [
    ...lyingExamples(layer, provenWith(layer, knowledge)),
    ...unknownRuleIds(layer, () => ruleIdsWith(knowledge)),
  ];
}

/** Judges the examples of a file with the teams' `knowledge` of programs. */
export function provenWith(layer: PolicyLayer, knowledge: Policy["knowledge"]): readonly Proved[] {
  return proveExamples(layer, folderOf(layer), (action, policy) => judgeExample(action, { ...policy, knowledge }));
}

/** Reads a team's knowledge file and tries its examples. Never throws. */
export function provenTeam(text: string, of: Pick<TeamKnowledge, "tier" | "name" | "file">): ProvedTeam {
  return proveTeam(readTeamKnowledge(text, of, isOwnName), (action, team) =>
    judgeExample(action, { ...BUILT_IN, knowledge: [team] }),
  );
}

/** Returns the folder of the file, to which paths are relative. On Windows the examples still judge POSIX paths. */
export function folderOf({ file }: PolicyLayer): string {
  return file.startsWith("/") ? dirname(file) : "/workspace";
}
