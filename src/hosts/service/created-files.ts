/**
 * The files that each agent's session has made: deleting one of them loses nothing that was there before the agent.
 * In memory only, and bounded; what is forgotten is asked about again.
 */
import { existsSync } from "node:fs";
import type { Action, Origin } from "../../core/action/action.ts";
import type { Fact } from "../../core/facts.ts";
import type { Judged } from "../engine.ts";

const MAX_SESSIONS = 64;
const MAX_FILES = 512;

export class CreatedFiles {
  /** By agent and session, the one that was used last at the end. */
  readonly #sessions = new Map<string, Set<string>>();

  /** Absolute paths; empty where the agent does not say which session it is. */
  of(origin: Origin): readonly string[] {
    return [...(this.#sessions.get(keyOf(origin) ?? "") ?? [])];
  }

  /** Remembers what an act that may run is about to make, before it does; and forgets what it is about to take away. */
  note({ origin }: Action, { judgement, facts }: Pick<Judged, "judgement" | "facts">): void {
    const key = keyOf(origin);
    if (key === undefined) return;
    const files = this.#sessions.get(key) ?? new Set<string>();
    // What is moved has a new name and an old content.
    const moves = judgement.effects.some(({ verb }) => verb === "move");
    for (const { verb, path } of judgement.effects) {
      if (path === undefined) continue;
      if (verb === "delete" || verb === "move") files.delete(path);
      else if (!moves && /^(write|overwrite)$/.test(verb) && isMissing(path, facts)) files.add(path);
    }
    if (files.size === 0) return;
    for (const oldest of [...files].slice(0, Math.max(0, files.size - MAX_FILES))) files.delete(oldest);
    this.#sessions.delete(key);
    this.#sessions.set(key, files);
    for (const oldest of [...this.#sessions.keys()].slice(0, Math.max(0, this.#sessions.size - MAX_SESSIONS)))
      this.#sessions.delete(oldest);
  }
}

function keyOf({ agent, session }: Origin): string | undefined {
  return session === undefined ? undefined : JSON.stringify([agent, session]);
}

/** As the judgement saw it; an edit tool's file may not have been looked at. */
function isMissing(path: string, facts: ReadonlyMap<string, Fact>): boolean {
  const stat = facts.get(`stat:${path}`);
  return stat && typeof stat === "object" && "type" in stat ? stat.type === "missing" : !existsSync(path);
}
