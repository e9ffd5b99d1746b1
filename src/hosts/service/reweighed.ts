/** Changes the decision of a judgement for a reason outside of the act. */
import type { Weighed } from "../hook/flow.ts";
import type { Tripped } from "./breaker.ts";

/** Makes it a question, whatever the act weighs by itself. */
export function raised(weighed: Weighed, { because }: Tripped): Weighed {
  const { judgement } = weighed;
  if (judgement.decision === "ask" || judgement.decision === "deny") return weighed;
  const reason = { rule: "limits/passed", points: 0, because, then: "ask" } as const;
  const held = {
    decision: "ask",
    override: "confirm",
    level: "medium",
    reasons: [reason, ...judgement.reasons],
  } as const;
  return { ...weighed, judgement: { ...judgement, ...held } };
}

/** Asks nobody again. What nobody may allow stays refused. */
export function counted(weighed: Weighed, because: string): Weighed {
  const { judgement } = weighed;
  if (judgement.decision === "deny" && judgement.override === "none") return weighed;
  const reason = { rule: "terminal/part-of-line", points: 0, because, then: "allow" } as const;
  const passed = { decision: "allow", override: "none", reasons: [reason, ...judgement.reasons] } as const;
  return { ...weighed, judgement: { ...judgement, ...passed }, counted: true };
}
