/**
 * What each agent's session has done to files: those that it made, whose loss costs nothing that was there before it,
 * and where it has moved what nothing else holds. In memory only, and bounded; what is forgotten is asked about again.
 */
import { existsSync } from "node:fs";
import type { Action, Origin } from "../../core/action/action.ts";
import type { Effect } from "../../core/effects/effect.ts";
import type { Fact, SessionFiles } from "../../core/facts.ts";
import type { Judged } from "../engine.ts";

const MAX_SESSIONS = 64;
const MAX_FILES = 512;

interface Session {
  readonly created: Set<string>;
  readonly movedIn: Set<string>;
}

export class SessionMemory {
  /** By agent and session, the one that was used last at the end. */
  readonly #sessions = new Map<string, Session>();

  /** Empty where the agent does not say which session it is. */
  of(origin: Origin): SessionFiles {
    const session = this.#sessions.get(keyOf(origin) ?? "");
    return session ? { created: [...session.created], movedIn: [...session.movedIn] } : {};
  }

  /** Remembers what an act that may run is about to make, before it does; and forgets what it is about to take away. */
  note({ origin }: Action, { judgement, facts }: Pick<Judged, "judgement" | "facts">): void {
    const key = keyOf(origin);
    if (key === undefined) return;
    const session = this.#sessions.get(key) ?? { created: new Set<string>(), movedIn: new Set<string>() };
    noteCreated(session.created, judgement.effects, facts);
    for (const effect of judgement.effects) noteMove(session.movedIn, effect);
    if (session.created.size + session.movedIn.size === 0) return;
    for (const files of [session.created, session.movedIn]) forgetOldest(files, MAX_FILES);
    this.#sessions.delete(key);
    this.#sessions.set(key, session);
    forgetOldest(this.#sessions, MAX_SESSIONS);
  }
}

function noteCreated(created: Set<string>, effects: readonly Effect[], facts: ReadonlyMap<string, Fact>): void {
  // What is moved has a new name and an old content.
  const moves = effects.some(({ verb }) => verb === "move");
  for (const { verb, path } of effects) {
    if (path === undefined) continue;
    if (verb === "delete" || verb === "move") created.delete(path);
    else if (!moves && /^(write|overwrite)$/.test(verb) && isMissing(path, facts)) created.add(path);
  }
}

/** A move takes along what an earlier one has brought. */
function noteMove(movedIn: Set<string>, { verb, path, brings }: Effect): void {
  if (verb !== "move" || path === undefined || brings === undefined) return;
  const along = [...movedIn].filter(place => place === path || place.startsWith(`${path}/`));
  for (const place of along) {
    movedIn.delete(place);
    movedIn.add(`${brings.to}${place.slice(path.length)}`);
  }
  if (brings.onlyCopy) movedIn.add(brings.to);
}

function forgetOldest(kept: Pick<Map<string, unknown>, "size" | "keys" | "delete">, most: number): void {
  for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - most))) kept.delete(oldest);
}

function keyOf({ agent, session }: Origin): string | undefined {
  return session === undefined ? undefined : JSON.stringify([agent, session]);
}

/** As the judgement saw it; an edit tool's file may not have been looked at. */
function isMissing(path: string, facts: ReadonlyMap<string, Fact>): boolean {
  const stat = facts.get(`stat:${path}`);
  return stat && typeof stat === "object" && "type" in stat ? stat.type === "missing" : !existsSync(path);
}
