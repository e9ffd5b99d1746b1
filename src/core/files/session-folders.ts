/**
 * A folder costs what lies in it. One that the session has filled holds files that it has made, and what tools make
 * again: with nothing else in it, losing it loses no more than losing each of its files.
 */
import type { Facts } from "../facts/facts.ts";
import type { Scope } from "../places/scope.ts";
import { isBelow } from "../text/paths.ts";
import { isCatastrophe } from "./landmarks.ts";
import { describeLoss, type Loss } from "./loss.ts";

/** As many entries of a folder as a fact holds: with so many, there may be more. */
const MAX_ENTRIES = 100;
const MAX_LOOKS = 256;

/** What losing `path` would cost, with what the session has made weighed as such in folders, too. */
export function lossAt(path: string, scope: Scope, facts: Facts): Loss {
  const loss = describeLoss(path, facts, scope.cwd);
  if (loss.resource !== "directory" || loss.recovery !== "none" || isCatastrophe(loss.marks)) return loss;
  // What has run in this text may have moved anything there by then.
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
  // Each is asked for, so that all become known at once.
  const free = stat.entries.map(name => {
    const path = `${folder}/${name}`;
    const { recovery, resource } = describeLoss(path, facts, cwd);
    return recovery === "free" || (resource === "directory" && holdsOnlyFree(path, cwd, facts, looks));
  });
  return free.every(Boolean);
}
