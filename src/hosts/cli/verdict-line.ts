/** Formats a judgement as one line of JSON, for programs. Secrets are hidden as everywhere else. */
import type { Judgement } from "../../core/decision/judgement.ts";
import { maskSecrets } from "../../core/text/masking.ts";

/** Returns the line. `micros`: the time for judging, facts included. */
export function verdictLine(id: unknown, judgement: Judgement, micros: number): string {
  const { decision, score, level, effects, environment, reasons } = judgement;
  return JSON.stringify({
    id,
    decision,
    score,
    level,
    effects: effects.map(({ verb, resource, target, reach, recovery, certainty }) => ({
      verb,
      resource,
      target: maskSecrets(target),
      reach,
      recovery,
      certainty,
    })),
    environment: {
      name: environment.name,
      evidence: environment.evidence.map(({ because, ...rest }) => ({ because: maskSecrets(because), ...rest })),
    },
    reasons: reasons.map(({ rule, points, because }) => ({ rule, points, because: maskSecrets(because) })),
    micros,
  });
}
