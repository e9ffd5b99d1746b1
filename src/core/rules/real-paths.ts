/** Finds the names of a changed path: as written, and resolved through links. */
import type { Effect } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import { isWithin, relativeTo, resolvePath } from "../text/paths.ts";

/** Returns the path as named and its real path, because a link to a folder is another name for its contents. */
export function namesOf({ verb }: Effect, path: string, facts: Facts): string[] {
  const stat = facts.ask({ kind: "stat", path });
  // Deleting or renaming a link does not touch its target.
  const linkOnly = stat?.type === "link" && (verb === "delete" || verb === "move");
  return stat && !linkOnly && stat.realpath !== path ? [path, stat.realpath] : [path];
}

/** Returns all names that an allowing rule must match. A link on the way to the act's own folder adds no name. */
export function placesOf(effect: Effect, path: string, facts: Facts, cwd: string): string[] {
  const [named, real] = namesOf(effect, path, facts);
  if (named === undefined) return [];
  return real === undefined || isBehind(named, real, facts, cwd) ? [named] : [named, real];
}

/** Returns whether the paths differ only because the act's folder or a root is reached through a link. */
function isBehind(path: string, real: string, facts: Facts, cwd: string): boolean {
  const { roots, platform } = facts.around;
  return [cwd, ...roots].some(folder => {
    if (!isWithin(path, folder, platform)) return false;
    const there = facts.ask({ kind: "stat", path: folder })?.realpath;
    return there !== undefined && resolvePath(relativeTo(path, folder, platform), there) === real;
  });
}
