/** Words the answer to an agent that asks before it acts: the verdict, its reasons and rules. Advice allows nothing. */
import type { Action } from "../action/action.ts";
import type { Judgement } from "../decision/judgement.ts";
import { isOnGuard } from "../decision/self-protection.ts";
import type { Policy } from "../policy/policy.ts";
import type { Contribution } from "../rules/contribution.ts";
import { maskSecrets } from "../text/masking.ts";
import { makeCard } from "./make-card.ts";

export function adviceOn(action: Action, judgement: Judgement, policy: Policy): string {
  const { what, where, score, level, why, instead, environment } = makeCard(action, judgement, policy);
  const rules = why.filter(told).map(reasonLine);
  const lines = [
    `${saidBy(judgement, policy)} Nothing was run and nothing is allowed by this answer: the act itself is judged when you propose it.`,
    ...(judgement.effects.length === 0 ? ["What: nothing that is known to destroy anything."] : [`What: ${what}`]),
    `Where: ${where}${environment.evidence[0] ? ` (${maskSecrets(environment.evidence[0].because)})` : ""}`,
    `Score: ${score} of 100, ${level}; a person is asked from ${policy.thresholds.ask}, refused from ${policy.thresholds.deny}.`,
    ...(rules.length === 0 ? [] : ["Why:", ...rules]),
    ...(instead === undefined ? [] : [`Instead: ${instead}`]),
  ];
  return lines.join("\n");
}

function saidBy(judgement: Judgement, { mode }: Policy): string {
  const { decision, override } = judgement;
  if (mode === "observe" && !isOnGuard(judgement)) return "This would pass: the policy only observes.";
  switch (decision) {
    case "allow":
      return "This would pass without a question.";
    case "ask":
      return "This would wait until a person allows it.";
    case "deny":
      return override === "none"
        ? "This would be refused, and no person can let it pass as it is."
        : "This would be refused unless a person types the name of what is lost.";
  }
}

function told({ points, then }: Contribution): boolean {
  return points !== 0 || then !== undefined;
}

function reasonLine({ rule, points, then, because }: Contribution): string {
  return `- ${because} (${rule}, ${then ?? (points > 0 ? `+${points}` : points)})`;
}
