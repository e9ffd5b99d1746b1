/** Names a path on a card: relative to the workspace or the home folder, or in full. */
import type { Effect } from "../effects/effect.ts";
import { isPattern } from "../files/globs.ts";
import { isBelow, isWithin, normalizePath, type Platform, relativeTo } from "../text/paths.ts";

export interface Places {
  /** Absolute path of the workspace. */
  readonly root?: string;
  readonly home?: string;
  readonly platform: Platform;
}

/**
 * Returns `notes/2024` in the workspace, `~/notes` in the home folder, else the absolute path. The workspace itself is
 * never called `.`. A workspace that contains the home folder is ignored, because it says nothing of a place.
 */
export function nameOfPath(path: string, { root, home, platform }: Places): string {
  if (root !== undefined && isNarrow(root, home, platform) && isBelow(path, root, platform))
    return relativeTo(path, root, platform);
  if (home === undefined || normalizePath(home) === "/" || !isWithin(path, home, platform)) return normalizePath(path);
  const below = relativeTo(path, home, platform);
  return below === "." ? "~" : `~/${below}`;
}

function isNarrow(root: string, home: string | undefined, platform: Platform): boolean {
  return normalizePath(root) !== "/" && (home === undefined || !isWithin(home, root, platform) || root === home);
}

/** Renames the target of an effect on this disk. An effect elsewhere, or one without a path, is unchanged. */
export function withNames(effect: Effect, places: Places): Effect {
  const name = nameOf(effect, places);
  if (name === undefined || name === effect.target) return effect;
  return { ...effect, target: name, says: renamed(effect.says, effect.target, name) };
}

/** Replaces the first occurrence of `typed` that is a whole word. */
function renamed(says: string, typed: string, name: string): string {
  for (let at = says.indexOf(typed); at >= 0; at = says.indexOf(typed, at + 1)) {
    const [before = " ", after = " "] = [says[at - 1], says[at + typed.length]];
    if (/[\s("'`=]/.test(before) && /[\s)"'`,;:]/.test(after))
      return says.slice(0, at) + name + says.slice(at + typed.length);
  }
  return says;
}

/** Returns undefined if the target is no path as typed: a phrase, a list, or a target known only at run time. */
function nameOf({ target, path, covers, marks = [] }: Effect, places: Places): string | undefined {
  if (path === undefined || marks.includes("unresolved-target")) return undefined;
  if (covers === undefined) return isNameOf(target, path) ? nameOfPath(path, places) : undefined;
  const parts = target.split("/");
  const first = parts.findIndex(isPattern);
  // `./**/*.md` in a folder: the folder before the pattern is renamed.
  if (first < 0 || !isNameOf(parts.slice(0, first).join("/") || ".", path)) return undefined;
  const pattern = parts.slice(first).join("/");
  const folder = nameOfPath(path, places);
  const isRoot = places.root !== undefined && normalizePath(places.root) === path;
  return isRoot ? pattern : `${folder === "/" ? "" : folder}/${pattern}`;
}

/** Returns whether `typed` may mean `path`, whatever the working directory and the home folder. */
function isNameOf(typed: string, path: string): boolean {
  const normal = normalizePath(typed);
  if (normal === path || /^(?:\.\.?$|~$|\.\.\/)/.test(normal)) return true;
  const below = normal.replace(/^~\//, "");
  return !below.startsWith("/") && path.endsWith(`/${below}`);
}
