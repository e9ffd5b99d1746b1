/**
 * The circuit breaker: how much is too much, whatever each act is worth by itself. Counts in memory what was let
 * through and what was denied; the policy says what happens when a limit is passed.
 */
import type { Action, Origin } from "../../core/action/action.ts";
import type { Effect, ResourceKind, Verb } from "../../core/effects/effect.ts";
import type { Breaker, Limits } from "../../core/policy/policy.ts";
import type { Outcome, Weighed } from "../hook/flow.ts";
import type { Clock } from "./clock.ts";

export interface Tripped {
  /** One clause, for people and for agents. */
  readonly because: string;
  readonly then: Breaker;
}

const MINUTE = 60_000;
/** How long an agent is held to what it was denied. */
const MEMORY = 15 * MINUTE;
const MAX_KEPT = 2000;
const MAX_SESSIONS = 200;

/** Writing over a file is an agent's daily work, and is counted nowhere. */
const DESTROYS: ReadonlySet<Verb> = new Set([
  "delete",
  "drop",
  "truncate",
  "discard",
  "rewrite-history",
  "destroy",
  "revoke",
]);

/** Made anew whenever they are needed. */
const PASSING: ReadonlySet<ResourceKind> = new Set(["container", "image", "process"]);

interface Counted {
  readonly at: number;
  readonly things: number;
}

interface Denied {
  readonly at: number;
  readonly who: string;
  readonly what: string;
}

export class CircuitBreaker {
  #destroyed: Counted[] = [];
  #denied: Denied[] = [];
  /** Acts that destroyed something, by agent and session; the one that was used last at the end. */
  readonly #sessions = new Map<string, number>();

  constructor(readonly clock: Clock) {}

  /** Why this act is one too many; undefined when it is not. Counts nothing. */
  check({ origin }: Action, { judgement, policy }: Weighed): Tripped | undefined {
    if (policy.mode === "observe") return undefined;
    const because = this.#tooMuch(origin, losses(judgement.effects), policy.limits);
    return because === undefined ? undefined : { because, then: policy.limits.then ?? "halt" };
  }

  /** Remembers how an act ended. */
  note({ origin }: Action, { judgement }: Weighed, outcome: Outcome): void {
    const lost = losses(judgement.effects);
    if (lost.length === 0) return;
    const at = this.clock.now();
    if (outcome.kind === "allowed") {
      this.#destroyed = [...since(this.#destroyed, at - MINUTE), { at, things: deletions(lost) }].slice(-MAX_KEPT);
      const key = whoIs(origin);
      const before = this.#sessions.get(key) ?? 0;
      this.#sessions.delete(key);
      this.#sessions.set(key, before + 1);
      for (const oldest of [...this.#sessions.keys()].slice(0, Math.max(0, this.#sessions.size - MAX_SESSIONS)))
        this.#sessions.delete(oldest);
    } else if (outcome.kind === "denied" && (outcome.by === "rule" || outcome.by === "person")) {
      // Who has not the role for it loses nothing by trying.
      if (judgement.reasons.some(({ rule, then }) => then === "deny" && rule.startsWith("role/"))) return;
      const who = whoIs(origin);
      const denied = [...new Set(lost.map(nameOf))].map(what => ({ at, who, what }));
      this.#denied = [...since(this.#denied, at - MEMORY), ...denied].slice(-MAX_KEPT);
    }
  }

  /** A person has looked and lets agents go on: they start from nothing. */
  reset(): void {
    this.#destroyed = [];
    this.#denied = [];
    this.#sessions.clear();
  }

  #tooMuch(origin: Origin, lost: readonly Effect[], limits: Limits): string | undefined {
    if (lost.length === 0) return undefined;
    const now = this.clock.now();
    const minute = since(this.#destroyed, now - MINUTE);
    const { destructivePerMinute, destructivePerSession, deletedPerMinute, retriesAfterDenial } = limits;
    if (destructivePerMinute !== undefined && minute.length >= destructivePerMinute)
      return `agents have destroyed something ${minute.length} times in one minute, and ${destructivePerMinute} is the limit`;
    const things = minute.reduce((sum, { things }) => sum + things, 0) + deletions(lost);
    if (deletedPerMinute !== undefined && things > deletedPerMinute)
      return `agents would have deleted ${things} things in one minute, and ${deletedPerMinute} is the limit`;
    const session = this.#sessions.get(whoIs(origin)) ?? 0;
    if (destructivePerSession !== undefined && session >= destructivePerSession)
      return `this session has destroyed something ${session} times, and ${destructivePerSession} is the limit`;
    if (retriesAfterDenial === undefined) return undefined;
    const who = whoIs(origin);
    for (const effect of lost) {
      const times = since(this.#denied, now - MEMORY).filter(
        one => one.who === who && one.what === nameOf(effect),
      ).length;
      if (times > retriesAfterDenial)
        return `${origin.agent} was denied ${times} times and keeps trying: it ${effect.says}`;
    }
    return undefined;
  }
}

/** What is gone when it has run, and does not come back by itself. */
function losses(effects: readonly Effect[]): Effect[] {
  return effects.filter(
    ({ verb, resource, recovery, certainty }) =>
      recovery !== "free" && certainty !== "possible" && DESTROYS.has(verb) && !PASSING.has(resource),
  );
}

function deletions(lost: readonly Effect[]): number {
  return lost.filter(({ verb }) => verb === "delete").length;
}

/** The same loss by any means: another command, another tool, another spelling. */
function nameOf({ verb, resource, target, path }: Effect): string {
  return [verb, resource, path ?? target].join("\n");
}

function whoIs({ agent, session }: Origin): string {
  return JSON.stringify([agent, session]);
}

function since<T extends { readonly at: number }>(all: readonly T[], from: number): T[] {
  return all.filter(({ at }) => at > from);
}
