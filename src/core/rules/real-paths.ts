/** The names of what an effect changes on disk: as it is written, and what that leads to through links. */
import type { Effect } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import { isWithin, relativeTo, resolvePath } from "../text/paths.ts";

/** The path as named, and what it leads to: a link to a folder is another name for what is in it. */
export function namesOf({ verb }: Effect, path: string, facts: Facts): string[] {
  const stat = facts.ask({ kind: "stat", path });
  // Removing or renaming a link leaves alone what it points at.
  const linkOnly = stat?.type === "link" && (verb === "delete" || verb === "move");
  return stat && !linkOnly && stat.realpath !== path ? [path, stat.realpath] : [path];
}

/** Names of which each must be meant where something is let pass: a link on the way to the folder itself is no other place. */
export function placesOf(effect: Effect, path: string, facts: Facts, cwd: string): string[] {
  const [named, real] = namesOf(effect, path, facts);
  if (named === undefined) return [];
  return real === undefined || isBehind(named, real, facts, cwd) ? [named] : [named, real];
}

/** Whether `real` is `path` because the act's folder, or a root of the workspace, is reached through a link. */
function isBehind(path: string, real: string, facts: Facts, cwd: string): boolean {
  const { roots, platform } = facts.around;
  return [cwd, ...roots].some(folder => {
    if (!isWithin(path, folder, platform)) return false;
    const there = facts.ask({ kind: "stat", path: folder })?.realpath;
    return there !== undefined && resolvePath(relativeTo(path, folder, platform), there) === real;
  });
}
