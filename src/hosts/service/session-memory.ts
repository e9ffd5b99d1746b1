/**
 * Remembers what each agent's session has done: files that it made, whose loss costs nothing that was there before it,
 * where it has moved what exists nowhere else, and which commands may still be waiting. In memory only, and bounded.
 */
import { existsSync } from "node:fs";
import type { Action, CommandAction, Origin } from "../../core/action/action.ts";
import type { Effect } from "../../core/effects/effect.ts";
import type { Fact, SessionFiles, WaitingCommand } from "../../core/facts/facts.ts";
import { Coverage } from "../../core/files/coverage.ts";
import { isAtOrBelow } from "../../core/files/moved.ts";
import { keyOfEffect, mayWait } from "../../core/reading/waiting.ts";
import type { Judged } from "../engine.ts";

const MAX_SESSIONS = 64;
const MAX_FILES = 512;
const MAX_WAITING = 8;

interface Session {
  readonly created: Set<string>;
  readonly movedIn: Set<string>;
  readonly waiting: WaitingCommand[];
}

export class SessionMemory {
  /** By agent and session; the most recently used one is last. */
  readonly #sessions = new Map<string, Session>();

  /** Empty when the agent does not name its session. */
  of(origin: Origin): SessionFiles {
    const session = this.#sessions.get(keyOf(origin) ?? "");
    if (!session) return {};
    const { created, movedIn, waiting } = session;
    return { created: [...created], movedIn: [...movedIn], ...(waiting.length > 0 && { waiting: [...waiting] }) };
  }

  /** Before an act that may run, notes what it will make and forgets what it will remove. */
  note(action: Action, { judgement, facts }: Pick<Judged, "judgement" | "facts">): void {
    const key = keyOf(action.origin);
    if (key === undefined) return;
    const session: Session = this.#sessions.get(key) ?? { created: new Set(), movedIn: new Set(), waiting: [] };
    noteCreated(session.created, judgement.effects, facts);
    noteMoves(session.movedIn, judgement.effects);
    if (action.kind === "command" && mayWait(action)) noteWaiting(session.waiting, action, judgement.effects, facts);
    if (session.created.size + session.movedIn.size + session.waiting.length === 0) return;
    for (const files of [session.created, session.movedIn]) forgetOldest(files, MAX_FILES);
    this.#sessions.delete(key);
    this.#sessions.set(key, session);
    forgetOldest(this.#sessions, MAX_SESSIONS);
  }
}

/** Forgets removed files with all that they contain. Moved files stay the session's under their new name. */
function noteCreated(created: Set<string>, effects: readonly Effect[], facts: ReadonlyMap<string, Fact>): void {
  const moves = effects.filter(({ verb }) => verb === "move");
  const taken = new Coverage(effects.filter(({ verb }) => verb === "delete" || verb === "move"));
  const replaced = new Coverage(moves.flatMap(move => placesOf(move).map(path => ({ path }))));
  const carried = moves.flatMap(move => carriedBy(move, created));
  for (const path of created)
    if (taken.unread.size > 0 || taken.whose(path) !== undefined || replaced.whose(path) !== undefined)
      created.delete(path);
  for (const path of carried) created.add(path);
  // If the target is unknown, any path may get an old content.
  if (moves.some(move => placesOf(move).length === 0)) return;
  for (const { verb, path, anew } of effects) {
    if (path === undefined || !/^(write|overwrite)$/.test(verb) || replaced.whose(path) !== undefined) continue;
    if (anew || isMissing(path, facts)) created.add(path);
  }
}

/** Returns where a move may replace something. */
function placesOf({ brings, movedTo }: Effect): readonly string[] {
  const place = brings?.to ?? movedTo;
  return place === undefined ? [] : [place];
}

/** Returns the new paths of the session's own files in a moved folder or file. */
function carriedBy({ path, brings }: Effect, created: ReadonlySet<string>): string[] {
  if (path === undefined || !brings) return [];
  return [...created].filter(one => isAtOrBelow(one, path)).map(one => `${brings.to}${one.slice(path.length)}`);
}

/**
 * Updates where moves have put things. A move takes along what an earlier one has brought. Its path may be a name from
 * before the act, where another move of the act has put something since: that stays there as well.
 */
function noteMoves(movedIn: Set<string>, effects: readonly Effect[]): void {
  const before = [...movedIn];
  for (const { path, brings } of effects) {
    if (path === undefined || brings === undefined) continue;
    for (const place of before) if (isAtOrBelow(place, path)) movedIn.delete(place);
  }
  for (const { path, brings } of effects) {
    if (path === undefined || brings === undefined) continue;
    for (const place of [...before, ...movedIn])
      if (isAtOrBelow(place, path)) movedIn.add(`${brings.to}${place.slice(path.length)}`);
    if (brings.onlyCopy) movedIn.add(brings.to);
  }
}

function noteWaiting(
  waiting: WaitingCommand[],
  action: CommandAction,
  effects: readonly Effect[],
  facts: ReadonlyMap<string, Fact>,
): void {
  const reads = [...facts.keys()].flatMap(key => (key.startsWith("text:") ? [key.slice("text:".length)] : []));
  waiting.push({ action, reads, did: effects.map(keyOfEffect) });
  waiting.splice(0, waiting.length - MAX_WAITING);
}

function forgetOldest(kept: Pick<Map<string, unknown>, "size" | "keys" | "delete">, most: number): void {
  for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - most))) kept.delete(oldest);
}

function keyOf({ agent, session }: Origin): string | undefined {
  return session === undefined ? undefined : JSON.stringify([agent, session]);
}

/** Tells whether a file was missing, by the judgement. An edit tool's file may not have been looked up. */
function isMissing(path: string, facts: ReadonlyMap<string, Fact>): boolean {
  const stat = facts.get(`stat:${path}`);
  return stat && typeof stat === "object" && "type" in stat ? stat.type === "missing" : !existsSync(path);
}
