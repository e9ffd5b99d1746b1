/** What a path on this disk is called on a card: by its place in the workspace, in the home folder, or in full. */
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
 * `notes/2024` in the workspace, `~/notes` in the home folder, else the absolute path. The workspace itself is never
 * called `.`, and a workspace that holds the home folder names nothing: what is everywhere says nothing of a place.
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

/** The effect with what it takes on this disk called so; one that lands elsewhere, or names nothing, stays as it is. */
export function withNames(effect: Effect, places: Places): Effect {
  const name = nameOf(effect, places);
  if (name === undefined || name === effect.target) return effect;
  return { ...effect, target: name, says: renamed(effect.says, effect.target, name) };
}

/** `says` with `name` where `typed` stands as a word of its own for the first time. */
function renamed(says: string, typed: string, name: string): string {
  for (let at = says.indexOf(typed); at >= 0; at = says.indexOf(typed, at + 1)) {
    const [before = " ", after = " "] = [says[at - 1], says[at + typed.length]];
    if (/[\s("'`=]/.test(before) && /[\s)"'`,;:]/.test(after))
      return says.slice(0, at) + name + says.slice(at + typed.length);
  }
  return says;
}

/** Undefined where the target is no path as it was typed: a phrase, a list, something that is only known when it runs. */
function nameOf({ target, path, covers, marks = [] }: Effect, places: Places): string | undefined {
  if (path === undefined || marks.includes("unresolved-target")) return undefined;
  if (covers === undefined) return isNameOf(target, path) ? nameOfPath(path, places) : undefined;
  const parts = target.split("/");
  const first = parts.findIndex(isPattern);
  // `./**/*.md` in a folder: the pattern stays, the folder before it gets its name.
  if (first < 0 || !isNameOf(parts.slice(0, first).join("/") || ".", path)) return undefined;
  const pattern = parts.slice(first).join("/");
  const folder = nameOfPath(path, places);
  const isRoot = places.root !== undefined && normalizePath(places.root) === path;
  return isRoot ? pattern : `${folder === "/" ? "" : folder}/${pattern}`;
}

/** Whether `typed`, from some folder and some home, may be `path`. */
function isNameOf(typed: string, path: string): boolean {
  const normal = normalizePath(typed);
  if (normal === path || /^(?:\.\.?$|~$|\.\.\/)/.test(normal)) return true;
  const below = normal.replace(/^~\//, "");
  return !below.startsWith("/") && path.endsWith(`/${below}`);
}
