/**
 * The circuit breaker: decides how much is too much, whatever each act weighs by itself. It counts in memory what was
 * allowed and what was denied; the policy says what happens at a limit.
 */
import type { Action } from "../../core/action/action.ts";
import type { CountedAct } from "../../core/approval/halt-evidence.ts";
import { textOf } from "../../core/approval/make-card.ts";
import type { Judgement } from "../../core/decision/judgement.ts";
import type { Effect, ResourceKind, Verb } from "../../core/effects/effect.ts";
import type { Breaker, Policy } from "../../core/policy/policy.ts";
import { maskSecrets } from "../../core/text/masking.ts";
import { oneLine } from "../../core/text/one-line.ts";
import type { Outcome, Weighed } from "../hook/flow.ts";
import type { Clock } from "./clock.ts";
import { Counts } from "./counts.ts";

export interface Tripped {
  /** One clause, for people and for agents. */
  readonly because: string;
  readonly then: Breaker;
  /** The evidence, the oldest first: the last counted acts, and the one that was too many. */
  readonly acts: readonly CountedAct[];
}

/** The most characters of an act's text that are kept as evidence. */
const MAX_TEXT = 200;

/** The most workspaces with counts of their own. The least recently used one is dropped first. */
const MAX_WORKSPACES = 100;

/** Overwriting a file is an agent's daily work, and does not count. */
const DESTROYS: ReadonlySet<Verb> = new Set([
  "delete",
  "drop",
  "truncate",
  "discard",
  "rewrite-history",
  "destroy",
  "revoke",
]);

/** Resources that are created anew whenever they are needed. */
const PASSING: ReadonlySet<ResourceKind> = new Set(["container", "image", "process"]);

export class CircuitBreaker {
  #everywhere = new Counts();
  /** Counts guarded shells without a known agent, which neither stop the agents nor are stopped with them. */
  #shells = new Counts(SHELLS);
  /** By the policy file that sets the limits, as long as it is in force. */
  readonly #workspaces = new Map<string, Counts>();

  constructor(readonly clock: Clock) {}

  /** Returns why this act is one too many; undefined when it is not. Counts nothing. */
  check(action: Action, { judgement, policy }: Weighed): Tripped | undefined {
    const { origin } = action;
    const lost = counted(judgement);
    if (policy.mode === "observe" || lost.length === 0 || origin.by === "person") return undefined;
    const now = this.clock.now();
    const last = () => countedAct(action, lost, "this was one too many", now);
    const found = this.#countsFor(origin).tooMuch(origin, lost, policy.limits, now);
    if (found) {
      const then = origin.by === undefined ? (policy.limits.then ?? "halt") : "ask";
      return { because: found.because, then, acts: [...found.acts, last()] };
    }
    for (const { file, limits } of policy.workspaceLimits) {
      const here = (this.#workspaces.get(file) ?? new Counts()).tooMuch(origin, lost, limits, now);
      if (here) return { because: `${here.because} (${file})`, then: "ask", acts: [...here.acts, last()] };
    }
    return undefined;
  }

  /** Counts an act by its outcome. Acts of a person do not count. */
  note(action: Action, { judgement, policy }: Weighed, outcome: Outcome): void {
    const { origin } = action;
    const lost = counted(judgement);
    if (lost.length === 0 || origin.by === "person") return;
    const act = (how: string) => countedAct(action, lost, how, this.clock.now());
    const counts = [this.#countsFor(origin), ...policy.workspaceLimits.map(({ file }) => this.#countsOf(file))];
    if (outcome.kind === "allowed") for (const one of counts) one.noteDestroyed(origin, lost, act("let through"));
    else if (outcome.kind === "denied" && (outcome.by === "rule" || outcome.by === "person")) {
      // Attempts of an agent whose role forbids the act do not count.
      if (judgement.reasons.some(({ rule, then }) => then === "deny" && rule.startsWith("role/"))) return;
      const how = `denied by ${outcome.by === "rule" ? "a rule" : "a person"}`;
      for (const one of counts) one.noteDenied(origin, lost, act(how));
    }
  }

  /** Called when a person allows after all what this agent was denied. The denial no longer counts. */
  forgive({ origin }: Action, { judgement, policy }: Weighed): void {
    const lost = counted(judgement);
    for (const one of [this.#countsFor(origin), ...policy.workspaceLimits.map(({ file }) => this.#countsOf(file))])
      one.forgive(origin, lost);
  }

  /**
   * Counts files that an agent's process was seen deleting without a judged act. `isNew`: it is a new event; otherwise
   * there are so many more files of the last one.
   */
  noteGone(files: number, { limits }: Policy, isNew = true): Tripped | undefined {
    const now = this.clock.now();
    const found = this.#everywhere.noteGone(files, limits, now, isNew);
    return found && { ...found, then: limits.then ?? "halt" };
  }

  /** Starts all counts from zero, as a person has looked and lets agents go on. */
  reset(): void {
    this.#everywhere = new Counts();
    this.#shells = new Counts(SHELLS);
    this.#workspaces.clear();
  }

  #countsFor({ by }: Action["origin"]): Counts {
    return by === undefined ? this.#everywhere : this.#shells;
  }

  #countsOf(file: string): Counts {
    const counts = this.#workspaces.get(file) ?? new Counts();
    this.#workspaces.delete(file);
    this.#workspaces.set(file, counts);
    for (const oldest of [...this.#workspaces.keys()].slice(0, Math.max(0, this.#workspaces.size - MAX_WORKSPACES)))
      this.#workspaces.delete(oldest);
    return counts;
  }
}

const SHELLS = "guarded shells";

function countedAct(action: Action, lost: readonly Effect[], how: string, at: number): CountedAct {
  const { agent, session } = action.origin;
  const text = oneLine(maskSecrets(textOf(action))).trim();
  const does = [...new Set(lost.map(({ says }) => says))];
  const more = does.length > 3 ? ` and ${does.length - 3} more` : "";
  return {
    at,
    agent,
    ...(session !== undefined && { session }),
    text: text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text,
    why: `${maskSecrets(does.slice(0, 3).join(", "))}${more}; ${how}`,
  };
}

/** Returns what an act counts for: what it destroys, and an attack on the guard or on an agent's own questions. */
function counted({ effects, reasons }: Judgement): readonly Effect[] {
  const onGuard =
    effects.some(
      ({ verb, resource, certainty }) =>
        verb === "disable-protection" && ON_GUARDS.has(resource) && certainty !== "possible",
    ) || reasons.some(({ rule, then }) => rule === "guard/own-files" && then === "deny");
  return onGuard ? [...losses(effects), ON_GUARD] : losses(effects);
}

const ON_GUARDS: ReadonlySet<ResourceKind> = new Set(["guard", "setting"]);

/** Stands for every such attempt, as trying another file of the guard is the same attempt. */
const ON_GUARD: Effect = {
  verb: "disable-protection",
  resource: "guard",
  target: "AgentGuard",
  reach: "one",
  recovery: "none",
  certainty: "certain",
  source: "agentguard",
  says: "tries to change or end its guard",
};

/** Returns the effects that lose something which does not come back by itself. */
function losses(effects: readonly Effect[]): Effect[] {
  return effects.filter(
    ({ verb, resource, recovery, certainty }) =>
      recovery !== "free" && certainty !== "possible" && DESTROYS.has(verb) && !PASSING.has(resource),
  );
}
