/** What was destroyed and denied in one place: for every agent everywhere, or under one workspace's policy. */
import type { Origin } from "../../core/action/action.ts";
import type { Effect } from "../../core/effects/effect.ts";
import type { Limits } from "../../core/policy/policy.ts";

const MINUTE = 60_000;
/** How long an agent is held to what it was denied. */
const MEMORY = 15 * MINUTE;
const MAX_KEPT = 2000;
const MAX_SESSIONS = 200;

interface Counted {
  readonly at: number;
  readonly things: number;
  /** It went on: part of an act that is counted already. */
  readonly again?: true;
}

interface Denied {
  readonly at: number;
  readonly who: string;
  readonly what: string;
}

/** `at` and `now` are epoch ms; `lost` is what an act destroys, never empty. */
export class Counts {
  #destroyed: Counted[] = [];
  #denied: Denied[] = [];
  /** Acts that destroyed something, by agent and session; the one that was used last at the end. */
  readonly #sessions = new Map<string, number>();

  noteDestroyed(origin: Origin, lost: readonly Effect[], at: number): void {
    this.#destroyed = [...since(this.#destroyed, at - MINUTE), { at, things: deletions(lost) }].slice(-MAX_KEPT);
    const key = whoIs(origin);
    const before = this.#sessions.get(key) ?? 0;
    this.#sessions.delete(key);
    this.#sessions.set(key, before + 1);
    for (const oldest of [...this.#sessions.keys()].slice(0, Math.max(0, this.#sessions.size - MAX_SESSIONS)))
      this.#sessions.delete(oldest);
  }

  /** Why `things` that an agent has deleted unjudged are too many, as one clause; undefined when they are not. */
  noteGone(things: number, { deletedPerMinute }: Limits, at: number, isNew: boolean): string | undefined {
    const one: Counted = isNew ? { at, things } : { at, things, again: true };
    this.#destroyed = [...since(this.#destroyed, at - MINUTE), one].slice(-MAX_KEPT);
    const gone = this.#destroyed.reduce((sum, { things }) => sum + things, 0);
    if (deletedPerMinute === undefined || gone <= deletedPerMinute) return undefined;
    return `${gone} things were deleted in one minute, and ${deletedPerMinute} is the limit`;
  }

  noteDenied(origin: Origin, lost: readonly Effect[], at: number): void {
    const who = whoIs(origin);
    const denied = [...new Set(lost.map(nameOf))].map(what => ({ at, who, what }));
    this.#denied = [...since(this.#denied, at - MEMORY), ...denied].slice(-MAX_KEPT);
  }

  /** Forgets that this agent was denied to destroy `lost`. */
  forgive(origin: Origin, lost: readonly Effect[]): void {
    const who = whoIs(origin);
    const names = new Set(lost.map(nameOf));
    this.#denied = this.#denied.filter(one => one.who !== who || !names.has(one.what));
  }

  /** Why an act that destroys `lost` is one too many, as one clause; undefined when it is not. */
  tooMuch(origin: Origin, lost: readonly Effect[], limits: Limits, now: number): string | undefined {
    const minute = since(this.#destroyed, now - MINUTE);
    const { destructivePerMinute, destructivePerSession, deletedPerMinute, retriesAfterDenial } = limits;
    const acts = minute.filter(({ again }) => !again).length;
    if (destructivePerMinute !== undefined && acts >= destructivePerMinute)
      return `agents have destroyed something ${acts} times in one minute, and ${destructivePerMinute} is the limit`;
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
