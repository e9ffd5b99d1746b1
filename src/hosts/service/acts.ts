/** Records every judged act from intent to outcome: first on disk, and the last ones in memory for the editors. */
import { randomUUID } from "node:crypto";
import type { Action } from "../../core/action/action.ts";
import { whatItDoes } from "../../core/approval/headline.ts";
import { textOf } from "../../core/approval/make-card.ts";
import type { Judgement } from "../../core/decision/judgement.ts";
import { maskSecrets } from "../../core/text/masking.ts";
import type { Budget, RecentAct } from "../../wire/guard.ts";
import type { OpenAct, Outcome, Weighed } from "../hook/flow.ts";
import type { Ledger } from "../hook/ledger.ts";
import type { Clock } from "./clock.ts";

const KEPT = 50;
/** The number of recent acts by which the guard's cost in attention is counted. */
const COUNTED = 500;

export class Acts {
  #recent: { readonly act: RecentAct; readonly action: Action }[] = [];
  /** For each of the last acts, whether a person was asked. */
  #asked: readonly boolean[];

  constructor(
    readonly clock: Clock,
    readonly ledger: Ledger,
    /** Called after every change of `recent`. */
    readonly changed: () => void,
    /** The decisions of earlier acts, oldest first. */
    earlier: readonly string[] = [],
    /** Returns what else to show of an act. */
    readonly offerFor: (action: Action) => Pick<RecentAct, "askAgain"> = () => ({}),
  ) {
    this.#asked = earlier.slice(-COUNTED).map(isAsked);
  }

  /** Returns the budget over the last acts, those before this process included. */
  get budget(): Budget {
    return { acts: this.#asked.length, asked: this.#asked.filter(Boolean).length };
  }

  /** Newest first, at most 50. */
  get recent(): readonly RecentAct[] {
    return this.#recent.map(({ act, action }) => ({ ...act, ...this.offerFor(action) }));
  }

  /** Records an act. `shown`: it has been listed and counted already. */
  open(action: Action, judged: Weighed, shown = false): OpenAct {
    const id = randomUUID();
    const written = this.ledger.intent(id, action, judged);
    written.catch(() => this.#close(id, { kind: "denied", by: "failure", reason: "the audit log cannot be written" }));
    if (!shown && !judged.proof) this.#show(id, action, judged);
    return {
      written,
      end: outcome => {
        this.#close(id, outcome);
        return this.ledger.outcome(id, outcome, judged);
      },
    };
  }

  #show(id: string, action: Action, { judgement, root }: Weighed): void {
    const { decision, level } = judgement;
    this.#asked = [...this.#asked.slice(1 - COUNTED), isAsked(decision)];
    const act: RecentAct = {
      id,
      at: this.clock.now(),
      agent: action.origin.agent,
      summary: summaryOf(action, judgement),
      decision,
      level,
      outcome: "pending",
      by: "rule",
      folder: root,
      reasons: writtenIn(judgement),
    };
    this.#recent = [{ act, action }, ...this.#recent].slice(0, KEPT);
    this.changed();
  }

  #close(id: string, outcome: Outcome): void {
    const how = { outcome: outcome.kind === "allowed" ? "allowed" : "denied", by: byOf(outcome) } as const;
    this.#recent = this.#recent.map(one => (one.act.id === id ? { ...one, act: { ...one.act, ...how } } : one));
    this.changed();
  }
}

function isAsked(decision: string): boolean {
  return decision !== "allow";
}

/** Returns one line for a list: what the act does, or else the act itself. */
function summaryOf(action: Action, { effects }: Judgement): string {
  const text = effects.some(({ recovery }) => recovery !== "free") ? whatItDoes(effects) : textOf(action);
  const line = maskSecrets(text).trim().replaceAll(/\s+/g, " ");
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

/** Returns the reasons that a policy holds; those that decide come first. */
function writtenIn({ reasons, decision }: Judgement): string[] {
  const written = reasons.filter(({ rule }) => /^(?:policy|role)\//.test(rule));
  const sorted = [...written.filter(({ then }) => then === decision), ...written];
  return [...new Set(sorted.map(({ rule }) => rule))].slice(0, 5);
}

function byOf(outcome: Outcome): string {
  if (outcome.kind === "withdrawn") return "the agent's end";
  return outcome.by === "no-editor" ? "timeout" : outcome.by;
}
