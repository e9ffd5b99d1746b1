/**
 * Computes what an approval is bound to: the act, its effects, and the state of everything that these depend on. Equal
 * fingerprints mean that nothing of it has changed in between.
 */
import { createHash } from "node:crypto";
import type { Action } from "../core/action/action.ts";
import type { Effect } from "../core/effects/effect.ts";
import type { Fact, FactTable, SessionFiles, StatFact } from "../core/facts/facts.ts";
import { isWithin } from "../core/text/paths.ts";
import { PLATFORM } from "../platform/surroundings.ts";

/** Returns the fingerprint. Of the `session`, only files count that the judgement has looked at. */
export function fingerprintOf(
  action: Action,
  effects: readonly Effect[],
  facts: FactTable,
  { created = [], movedIn = [] }: SessionFiles,
): string {
  const told = effects.map(({ verb, target, reach, recovery, says, path }) => [
    verb,
    target,
    reach,
    recovery,
    says,
    path,
  ]);
  const state = [...facts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, fact]) => [key, isFolderAround(key, fact, effects) ? around(fact) : fact]);
  const looked = (paths: readonly string[]) => paths.filter(path => facts.has(`stat:${path}`)).sort();
  return createHash("sha256")
    .update(JSON.stringify([action, told, state, looked(created), looked(movedIn)]))
    .digest("hex");
}

/** Returns the act without what differs at each attempt: the agent's id of the call, and its description. */
export function withoutCall<T extends Action>(action: T): T {
  const { callId: _, intent: __, ...origin } = action.origin;
  return { ...action, origin };
}

/**
 * Tells whether the act only happens in or below a folder, so that other changes in it do not matter. A folder that it
 * takes, or whose names it matches with a pattern, counts with all it holds.
 */
function isFolderAround(key: string, fact: Fact, effects: readonly Effect[]): fact is StatFact {
  if (!key.startsWith("stat:") || !isStat(fact) || fact.type !== "directory") return false;
  const folder = key.slice("stat:".length);
  return effects.every(({ path, covers }) => {
    if (covers !== undefined) return false;
    if (path === undefined) return true;
    const below = path.slice(folder.length + 1);
    return (
      path !== folder &&
      !isWithin(folder, path, PLATFORM) &&
      !(isWithin(path, folder, PLATFORM) && /[*?[{]/.test(below))
    );
  });
}

function isStat(fact: Fact): fact is StatFact {
  return typeof fact === "object" && fact !== null && "realpath" in fact && "type" in fact;
}

function around({ type, realpath }: StatFact): Pick<StatFact, "type" | "realpath"> {
  return { type, realpath };
}
