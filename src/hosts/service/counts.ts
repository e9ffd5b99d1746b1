/** What was destroyed and denied in one place: for every agent everywhere, or under one workspace's policy. */
import type { Origin } from "../../core/action/action.ts";
import type { CountedAct } from "../../core/approval/halt-evidence.ts";
import type { Effect } from "../../core/effects/effect.ts";
import type { Limits } from "../../core/policy/policy.ts";

const MINUTE = 60_000;
/** How long an agent is held to what it was denied. */
const MEMORY = 15 * MINUTE;
const MAX_KEPT = 2000;
const MAX_SESSIONS = 200;
/** Acts that are told of when a limit is passed. */
const TOLD = 5;

interface Counted {
  readonly at: number;
  readonly things: number;
  /** It went on: part of an act that is counted already. */
  readonly again?: true;
  /** Absent for files that are gone without an act that was judged. */
  readonly act?: CountedAct;
}

interface Denied {
  readonly who: string;
  readonly what: string;
  readonly act: CountedAct;
}

interface Session {
  /** Acts that destroyed something. */
  readonly count: number;
  readonly latest: readonly CountedAct[];
}

export interface TooMuch {
  /** One clause. */
  readonly because: string;
  /** The latest acts that were counted, the oldest first. */
  readonly acts: readonly CountedAct[];
}

/** `now` is epoch ms; `lost` is what an act destroys, never empty. */
export class Counts {
  #destroyed: Counted[] = [];
  #denied: Denied[] = [];
  /** By agent and session; the one that was used last at the end. */
  readonly #sessions = new Map<string, Session>();

  /** `who`: whose acts are counted here, as the subject of a sentence. */
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

  /** Why `things` that an agent has deleted unjudged are too many; undefined when they are not. */
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

  /** Forgets that this agent was denied to destroy `lost`. */
  forgive(origin: Origin, lost: readonly Effect[]): void {
    const who = whoIs(origin);
    const names = new Set(lost.map(nameOf));
    this.#denied = this.#denied.filter(one => one.who !== who || !names.has(one.what));
  }

  /** Why an act that destroys `lost` is one too many; undefined when it is not. */
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

/** The same loss by any means: another command, another tool, another spelling. */
function nameOf({ verb, resource, target, path }: Effect): string {
  return [verb, resource, path ?? target].join("\n");
}

function whoIs({ agent, session }: Origin): string {
  return JSON.stringify([agent, session]);
}
