/**
 * Keeps questions that ended without a yes, so that a person can ask them again. No agent waits for the answer then, so
 * a yes lets the same act pass once when it is proposed again: by the same agent in the same session, with the same
 * effects, in the same state of everything that it depends on, under the same policy. In memory only, and bounded.
 */
import { isDeepStrictEqual } from "node:util";
import type { Action } from "../../core/action/action.ts";
import { makeCard } from "../../core/approval/make-card.ts";
import type { SessionFiles } from "../../core/facts/facts.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { type Impact, measureImpact } from "../../platform/impact.ts";
import type { EndedQuestion, RecentAct } from "../../wire/guard.ts";
import type { AskAgainParams, AskAgainResult } from "../../wire/messages/ask-again.ts";
import { fingerprintOf, withoutCall } from "../fingerprint.ts";
import type { Held, Weighed } from "../hook/flow.ts";
import type { Clock } from "./clock.ts";
import type { Questions } from "./questions.ts";

/** How long a question can be asked again after its end, and how long a yes to it is valid after that, ms. */
const GOOD_FOR = 15 * 60_000;
const MAX_KEPT = 50;

export interface AskAgainParts {
  readonly clock: Clock;
  readonly questions: Pick<Questions, "ask">;
  isHalted(): boolean;
  weigh(action: Action): Promise<Weighed>;
  /** Returns what the agent's session has done to files. */
  sessionOf(action: Action): SessionFiles;
  /** Called when a person allows a denied act, so that proposing it again is no attempt against their answer. */
  allowed(action: Action, judged: Weighed): void;
}

interface Ended {
  readonly action: Action;
  readonly told: EndedQuestion;
  /** Set while it is asked again. */
  asking?: Promise<AskAgainResult>;
}

/** What a person has seen. If it is the same later, they would see nothing else. */
interface Seen {
  readonly act: string;
  readonly policy: Policy;
}

interface Pass extends Seen {
  readonly by: string;
  readonly reason: string;
  /** Epoch ms. */
  readonly until: number;
}

export class AskAgain {
  /** By the id of the ended question, oldest first. */
  readonly #ended = new Map<string, Ended>();
  #passes: readonly Pass[] = [];
  /** Functions that withdraw the repeated questions. */
  readonly #asked = new Set<() => void>();

  constructor(readonly parts: AskAgainParts) {}

  /** Remembers a question that ended without a yes. Any other end is ignored. */
  note(action: Action, id: string, card: EndedQuestion["card"], folder: string, { kind }: Held): void {
    if (kind !== "denied" && kind !== "timeout" && kind !== "no-editor") return;
    const ended = this.parts.clock.now();
    this.#ended.set(id, { action, told: { id, ended, until: ended + GOOD_FOR, how: kind, card, folder } });
    const idle = [...this.#ended.values()].filter(({ asking }) => !asking);
    for (const { told } of idle.slice(0, Math.max(0, this.#ended.size - MAX_KEPT))) this.#ended.delete(told.id);
  }

  /** Returns the questions that can be asked again and are not at present, newest first. */
  get ended(): readonly EndedQuestion[] {
    return this.#current()
      .filter(({ asking }) => !asking)
      .map(({ told }) => told)
      .reverse();
  }

  /** Tells whether a person may still ask again, or an agent use a yes. */
  get isAwaited(): boolean {
    const now = this.parts.clock.now();
    return this.#current().length > 0 || this.#passes.some(({ until }) => until > now);
  }

  /** Returns what a list of acts shows for this one. */
  offerFor(action: Action): Pick<RecentAct, "askAgain"> {
    const one = this.#current().find(one => one.action === action && !one.asking);
    return one ? { askAgain: { id: one.told.id, until: one.told.until } } : {};
  }

  /** Opens the question again, judged anew. If it is open already, returns that one. */
  async askAgain({ id }: AskAgainParams): Promise<AskAgainResult> {
    const ended = this.#current().find(({ told }) => told.id === id);
    if (!ended) return no("This can no longer be asked again: the agent has to propose it anew.");
    ended.asking ??= this.#ask(ended);
    const result = await ended.asking;
    if (!result.accepted) delete ended.asking;
    return result;
  }

  /** Takes a yes that a person gave to this act after its question had ended. It can be taken once. */
  take(action: Action, judged: Weighed, impact: Impact): Held | undefined {
    const seen = this.#seen(action, judged, impact);
    const now = this.parts.clock.now();
    const pass = this.#passes.find(one => one.until > now && isSame(one, seen));
    this.#passes = this.#passes.filter(one => one !== pass && one.until > now);
    return pass && { kind: "allowed", by: pass.by, reason: pass.reason };
  }

  /** Forgets everything, because agents were stopped or other rules apply now. */
  clear(): void {
    this.#ended.clear();
    this.#passes = [];
    for (const takeBack of this.#asked) takeBack();
  }

  async #ask(ended: Ended): Promise<AskAgainResult> {
    const { action, told } = ended;
    const judged = await this.parts.weigh(action);
    const { decision, override } = judged.judgement;
    const impact = await measureImpact(action, judged.judgement);
    if (this.parts.isHalted()) return no("Agents are stopped: resume first.");
    if (this.#ended.get(told.id) !== ended)
      return no("The rules have changed since: the agent has to propose it anew.");
    if (decision === "allow")
      return no(`This passes without a question now: tell ${action.origin.agent} to try it again.`);
    if (override === "none") return no("A rule refuses this now; it cannot be allowed.");
    const card = makeCard(action, judged.judgement, judged.policy, impact);
    const seen = this.#seen(action, judged, impact);
    const { documents } = impact;
    const asked = this.parts.questions.ask({ card, documents, folder: judged.root, deadline: told.until, again: true });
    this.#asked.add(asked.withdraw);
    asked.ended.then(held => {
      this.#asked.delete(asked.withdraw);
      this.#settle(ended, judged, seen, held);
    });
    return { accepted: true, id: asked.id };
  }

  #settle(ended: Ended, judged: Weighed, seen: Seen, held: Held): void {
    const { action, told } = ended;
    // A question that was forgotten meanwhile gives no yes.
    const isKept = this.#ended.get(told.id) === ended;
    if (isKept) this.#ended.delete(told.id);
    if (!isKept || held.kind !== "allowed") return;
    const until = this.parts.clock.now() + GOOD_FOR;
    const reason = `allowed after ${HOW[told.how]}`;
    this.#passes = [...this.#passes, { ...seen, by: held.by, reason, until }];
    this.parts.allowed(action, judged);
  }

  #seen(action: Action, { judgement, facts, policy }: Weighed, impact: Impact): Seen {
    const { effects, decision, override, environment } = judgement;
    const act = fingerprintOf(withoutCall(action), effects, facts, this.parts.sessionOf(action));
    return { act: JSON.stringify([act, decision, override, environment, impact]), policy };
  }

  #current(): Ended[] {
    const now = this.parts.clock.now();
    return [...this.#ended.values()].filter(({ told }) => told.until > now);
  }
}

const HOW: Readonly<Record<EndedQuestion["how"], string>> = {
  denied: "it was denied",
  timeout: "nobody had answered in time",
  "no-editor": "nobody was there to ask",
};

function no(because: string): AskAgainResult {
  return { accepted: false, because };
}

function isSame(a: Seen, b: Seen): boolean {
  return a.act === b.act && isDeepStrictEqual(a.policy, b.policy);
}
