/** A rule means an option in either spelling, and its reason names the one that was typed. */
import { expect, it } from "vitest";
import { BUILT_IN, type PolicyRule } from "../../../src/core/policy/policy.ts";
import { judgeIn } from "../../support/little-world.ts";

const rule: PolicyRule = {
  id: "no-force",
  when: { command: ["git push --force"] },
  then: "deny",
  because: "no --force here",
};

it.each<[run: string, because: string | undefined]>([
  ["git push --force origin main", "no --force here"],
  ["git push -f origin main", "no --force here (here it is typed -f)"],
  ["git push -uf origin main", "no --force here (here it is typed -uf)"],
  ["git push origin main", undefined],
])("%s", async (run, because) => {
  const policy = { ...BUILT_IN, rules: [...BUILT_IN.rules, rule] };
  const { reasons } = await judgeIn({}, { kind: "command", text: run }, policy);
  expect(reasons.find(reason => reason.rule === "policy/no-force")?.because).toBe(because);
});
