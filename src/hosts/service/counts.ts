/** Counts what was destroyed and denied: by all agents everywhere, or under one workspace's policy. */
import type { Origin } from "../../core/action/action.ts";
import type { CountedAct } from "../../core/approval/halt-evidence.ts";
import type { Effect } from "../../core/effects/effect.ts";
import type { Limits } from "../../core/policy/policy.ts";

const MINUTE = 60_000;
/** How long a denial counts against an agent. */
const MEMORY = 15 * MINUTE;
const MAX_KEPT = 2000;
const MAX_SESSIONS = 200;
/** The most acts that are reported at a limit. */
const TOLD = 5;

interface Counted {
  readonly at: number;
  readonly things: number;
  /** Set for a part of an act that is counted already. */
  readonly again?: true;
  /** Absent for files that disappeared without a judged act. */
  readonly act?: CountedAct;
}

interface Denied {
  readonly who: string;
  readonly what: string;
  readonly act: CountedAct;
}

interface Session {
  /** The number of acts that destroyed something. */
  readonly count: number;
  readonly latest: readonly CountedAct[];
}

export interface TooMuch {
  /** One clause. */
  readonly because: string;
  /** The last counted acts, the oldest first. */
  readonly acts: readonly CountedAct[];
}

/** `now` is epoch ms; `lost` is what an act destroys, never empty. */
export class Counts {
  #destroyed: Counted[] = [];
  #denied: Denied[] = [];
  /** By agent and session; the most recently used one is last. */
  readonly #sessions = new Map<string, Session>();

  /** `who`: the counted actors, as the subject of a sentence. */
  constructor(readonly who = "agents") {}

  noteDestroyed(origin: Origin, lost: readonly Effect[], act: CountedAct): void {
    this.#add({ at: act.at, things: deletions(lost), act });
    const key = whoIs(origin);
    const { count = 0, latest = [] } = this.#sessions.get(key) ?? {};
    this.#sessions.delete(key);
    this.#sessions.set(key, { count: count + 1, latest: [...latest.slice(1 - TOLD), act] });
    for (const oldest of [...this.#sessions.keys()].slice(0, Math.max(0, this.#sessions.size - MAX_SESSIONS)))
      this.#sessions.delete(oldest);
  }

  /** Returns why `things` that an agent deleted unjudged are too many; undefined when they are not. */
  noteGone(things: number, { deletedPerMinute }: Limits, at: number, isNew: boolean): TooMuch | undefined {
    this.#add(isNew ? { at, things } : { at, things, again: true });
    const gone = this.#destroyed.reduce((sum, { things }) => sum + things, 0);
    if (deletedPerMinute === undefined || gone <= deletedPerMinute) return undefined;
    const because = `${gone} things were deleted in one minute, and ${deletedPerMinute} is the limit`;
    return { because, acts: actsOf(this.#destroyed) };
  }

  noteDenied(origin: Origin, lost: readonly Effect[], act: CountedAct): void {
    const who = whoIs(origin);
    const denied = [...new Set(lost.map(nameOf))].map(what => ({ who, what, act }));
    this.#denied = [...this.#denied.filter(one => one.act.at > act.at - MEMORY), ...denied].slice(-MAX_KEPT);
  }

  /** Forgets that this agent was denied destroying `lost`. */
  forgive(origin: Origin, lost: readonly Effect[]): void {
    const who = whoIs(origin);
    const names = new Set(lost.map(nameOf));
    this.#denied = this.#denied.filter(one => one.who !== who || !names.has(one.what));
  }

  /** Returns why an act that destroys `lost` is one too many; undefined when it is not. */
  tooMuch(origin: Origin, lost: readonly Effect[], limits: Limits, now: number): TooMuch | undefined {
    const minute = this.#destroyed.filter(({ at }) => at > now - MINUTE);
    const { destructivePerMinute, destructivePerSession, deletedPerMinute, retriesAfterDenial } = limits;
    const tooMuch = (because: string, acts: readonly CountedAct[]) => ({ because, acts: acts.slice(-TOLD) });
    const times = minute.filter(({ again }) => !again).length;
    if (destructivePerMinute !== undefined && times >= destructivePerMinute)
      return tooMuch(
        `${this.who} have destroyed something ${times} times in one minute, and ${destructivePerMinute} is the limit`,
        actsOf(minute),
      );
    const things = minute.reduce((sum, { things }) => sum + things, 0) + deletions(lost);
    if (deletedPerMinute !== undefined && things > deletedPerMinute)
      return tooMuch(
        `${this.who} would have deleted ${things} things in one minute, and ${deletedPerMinute} is the limit`,
        actsOf(minute),
      );
    const who = whoIs(origin);
    const { count = 0, latest = [] } = this.#sessions.get(who) ?? {};
    if (destructivePerSession !== undefined && count >= destructivePerSession)
      return tooMuch(
        `this session has destroyed something ${count} times, and ${destructivePerSession} is the limit`,
        latest,
      );
    if (retriesAfterDenial === undefined) return undefined;
    for (const effect of lost) {
      const denied = this.#denied.filter(
        one => one.act.at > now - MEMORY && one.who === who && one.what === nameOf(effect),
      );
      if (denied.length > retriesAfterDenial)
        return tooMuch(
          `${origin.agent} was denied ${denied.length} times and keeps trying: it ${effect.says}`,
          actsOf(denied),
        );
    }
    return undefined;
  }

  #add(counted: Counted): void {
    const minute = this.#destroyed.filter(({ at }) => at > counted.at - MINUTE);
    this.#destroyed = [...minute, counted].slice(-MAX_KEPT);
  }
}

function actsOf(all: readonly { readonly act?: CountedAct }[]): CountedAct[] {
  return all.flatMap(({ act }) => act ?? []).slice(-TOLD);
}

function deletions(lost: readonly Effect[]): number {
  return lost.filter(({ verb }) => verb === "delete").length;
}

/** Names a loss, the same for any command, tool or spelling. */
function nameOf({ verb, resource, target, path }: Effect): string {
  return [verb, resource, path ?? target].join("\n");
}

function whoIs({ agent, session }: Origin): string {
  return JSON.stringify([agent, session]);
}
