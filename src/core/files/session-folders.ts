/**
 * Computes the loss of a folder that the session has filled. If it contains only files that the session made or that
 * tools regenerate, the folder costs no more than they do.
 */
import type { Facts } from "../facts/facts.ts";
import type { Scope } from "../places/scope.ts";
import { isBelow } from "../text/paths.ts";
import { isCatastrophe } from "./landmarks.ts";
import { describeLoss, type Loss } from "./loss.ts";

/** The most entries that a fact lists. A folder with that many may have more. */
const MAX_ENTRIES = 100;
const MAX_LOOKS = 256;

/** Returns the loss of `path`; folders with only the session's own files are free. */
export function lossAt(path: string, scope: Scope, facts: Facts): Loss {
  const loss = describeLoss(path, facts, scope.cwd);
  if (loss.resource !== "directory" || loss.recovery !== "none" || isCatastrophe(loss.marks)) return loss;
  // An earlier command of the text may have moved anything there.
  if (scope.earlier?.moves || !hasMadeBelow(path, facts)) return loss;
  return holdsOnlyFree(path, scope.cwd, facts, { left: MAX_LOOKS }) ? { ...loss, recovery: "free", marks: [] } : loss;
}

function hasMadeBelow(folder: string, { around }: Facts): boolean {
  return around.created?.some(path => isBelow(path, folder, around.platform)) ?? false;
}

function holdsOnlyFree(folder: string, cwd: string | null, facts: Facts, looks: { left: number }): boolean {
  const stat = facts.ask({ kind: "stat", path: folder });
  if (!stat?.entries || stat.mount || stat.entries.length >= MAX_ENTRIES) return false;
  looks.left -= stat.entries.length;
  if (looks.left < 0) return false;
  // All are asked at once, so that one more round is enough.
  const free = stat.entries.map(name => {
    const path = `${folder}/${name}`;
    const { recovery, resource } = describeLoss(path, facts, cwd);
    return recovery === "free" || (resource === "directory" && holdsOnlyFree(path, cwd, facts, looks));
  });
  return free.every(Boolean);
}
