/** Whether people's own lines are judged: any layer may begin with it, none below may end it. */
import { expect, it } from "vitest";
import { loadPolicy } from "../../../src/core/policy/load.ts";
import { mergePolicies } from "../../../src/core/policy/merge.ts";
import { BUILT_IN, type PolicyLayer } from "../../../src/core/policy/policy.ts";

function layer(people: string | undefined): PolicyLayer {
  const { policy } = loadPolicy(JSON.stringify({ version: 1, ...(people && { terminals: { people } }) }), "/p.json");
  if (!policy) throw new Error("the policy is not taken");
  return policy;
}

it.each([
  [undefined, undefined, "leave", 0],
  ["judge", undefined, "judge", 0],
  [undefined, "judge", "judge", 0],
  ["judge", "leave", "judge", 1],
  ["leave", "judge", "judge", 0],
] as const)("user %s, workspace %s: %s", (user, workspace, expected, problems) => {
  const merged = mergePolicies(BUILT_IN, [
    { tier: "user", layer: layer(user) },
    { tier: "workspace", layer: layer(workspace) },
  ]);
  expect(merged.policy.terminals.people).toBe(expected);
  expect(merged.problems.length).toBe(problems);
});
