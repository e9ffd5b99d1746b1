/** Writes acts and changes of the kill switch as entries of the audit log. */
import type { Action } from "../../core/action/action.ts";
import type { CountedAct } from "../../core/approval/halt-evidence.ts";
import { makeIntent, makeOutcome, type Notice } from "../../core/audit/entry.ts";
import type { Judgement } from "../../core/decision/judgement.ts";
import { AuditFile } from "../../platform/audit-file.ts";
import type { Outcome, Weighed } from "./flow.ts";

/** Writes entries. Each method rejects when it cannot. */
export interface Ledger {
  intent(id: string, action: Action, judged: Weighed): Promise<void>;
  outcome(id: string, outcome: Outcome, judged: Weighed): Promise<void>;
  /** Records the kill switch; `because` is undefined when it was released. `acts`: what the guard has counted. */
  halt(because: string | undefined, by: string, acts?: readonly CountedAct[]): Promise<void>;
  /** Records another change of the guard by a person. */
  notice(what: Notice["what"], by: string, because?: string): Promise<void>;
}

/**
 * `path`: the audit log. `stays`: this process lives on, so that entries nobody was asked about and that cost nothing
 * need not be flushed before the answer.
 */
export function auditLedger(path: string, stays = false, file = new AuditFile(path)): Ledger {
  const notice: Ledger["notice"] = (what, by, because) =>
    file.notice({ kind: "notice", what, by, ...(because !== undefined && { because }) });
  return {
    intent: (id, action, { judgement, root, proof }) =>
      file.intent(makeIntent(id, action, judgement, root, proof), stays && isTrifle(judgement) ? "soon" : "first"),
    outcome: (id, outcome, { judgement }) =>
      file.outcome(
        makeOutcome({ id, ...entryOf(outcome) }),
        stays && outcome.kind === "allowed" && isTrifle(judgement) ? "soon" : "first",
      ),
    halt: (because, by, acts) => {
      const what = because === undefined ? "resumed" : "halted";
      return file.notice({
        kind: "notice",
        what,
        by,
        ...(because !== undefined && { because }),
        ...(acts && { acts }),
      });
    },
    notice,
  };
}

/** Tells whether an act was allowed without a person, and all that it touches can be regenerated. */
function isTrifle({ decision, effects }: Judgement): boolean {
  return decision === "allow" && effects.every(({ recovery }) => recovery === "free");
}

function entryOf(outcome: Outcome) {
  if (outcome.kind === "withdrawn") return { outcome: outcome.kind };
  return {
    outcome: outcome.kind,
    by: outcome.by,
    ...(outcome.who !== undefined && { who: outcome.who }),
    ...(outcome.reason !== undefined && { reason: outcome.reason }),
  };
}
