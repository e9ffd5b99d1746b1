/**
 * Computes what a pattern or a walk reaches through links: `dir/*` + `/` names the target of each link in `dir`, whose
 * loss costs more than the link's.
 */
import type { Facts } from "../facts/facts.ts";
import { resolvePath } from "../text/paths.ts";
import { isPattern, matchesGlob, unescaped } from "./globs.ts";
import { describeLoss, isOutput, type Loss } from "./loss.ts";

export interface Reached {
  readonly path: string;
  readonly loss: Loss;
}

/** The most entries that a fact lists. */
const MAX_ENTRIES = 100;
const MAX_LOOKS = 200;

/**
 * Returns the worst loss behind links that the parts of a pattern below `base` reach; undefined if there is none. The
 * last part of a pattern that ends in a slash is empty.
 */
export function lossBehindLinks(
  base: string,
  parts: readonly string[],
  facts: Facts,
  cwd: string | null,
): Reached | undefined {
  let looks = 0;
  const within = (folder: string, rest: readonly string[]): Reached | undefined => {
    const [part = "", ...more] = rest;
    // A link in the last part is not followed.
    if (more.length === 0) return undefined;
    if (!isPattern(part)) return part === "" ? undefined : through(resolvePath(unescaped(part), folder), more);
    const stat = facts.ask({ kind: "stat", path: folder });
    if (stat?.type === "missing") return undefined;
    const entries = stat?.entries ?? [];
    for (const name of entries) {
      if (name.startsWith(".") && !part.startsWith(".")) continue;
      if (matchesGlob(part, name) === false) continue;
      if (++looks > MAX_LOOKS) break;
      const found = through(resolvePath(name, folder), more);
      if (found) return found;
    }
    const all = stat?.type === "directory" && entries.length < MAX_ENTRIES && looks <= MAX_LOOKS;
    return all || !isOutput(folder, facts, cwd) ? undefined : { path: folder, loss: UNTOLD };
  };
  const through = (path: string, more: readonly string[]): Reached | undefined => {
    const stat = facts.ask({ kind: "stat", path });
    if (stat?.type === "directory") return more.every(part => part === "") ? undefined : within(path, more);
    if (stat?.type !== "link") return undefined;
    return lossBehind(stat.realpath, facts, cwd);
  };
  return within(base, parts);
}

/** Returns the loss behind links when a walk follows them (`find -L`), two levels deep. */
export function lossOfFollowing(folder: string, facts: Facts, cwd: string | null): Reached | undefined {
  return lossBehindLinks(folder, ["*", ""], facts, cwd) ?? lossBehindLinks(folder, ["*", "*", ""], facts, cwd);
}

/** The loss if some of the folder's links are unknown. */
const UNTOLD: Loss = { resource: "directory", reach: "unknown", recovery: "none", marks: [], certainty: "likely" };

function lossBehind(path: string, facts: Facts, cwd: string | null): Reached | undefined {
  const loss = describeLoss(path, facts, cwd);
  return loss.recovery === "free" || loss.resource !== "directory" ? undefined : { path, loss };
}
