/** Finds changes in a `.git` folder that git did not make. Git writes its files through `<file>.lock`. */
import type { Change } from "./change.ts";
import type { Locked } from "./net.ts";

/** Returns the part of the repository that a file belongs to; undefined if a change of it does not matter. */
export function gitPart(
  path: string,
  folder: string,
): "repository" | "head" | "refs" | "objects" | "other" | undefined {
  if (path === folder) return "repository";
  if (!path.startsWith(`${folder}/`)) return undefined;
  const name = path.slice(folder.length + 1);
  if (name === "HEAD") return "head";
  if (name === "packed-refs" || name === "refs" || name.startsWith("refs/")) return "refs";
  if (name === "objects" || name.startsWith("objects/")) return "objects";
  return "other";
}

/**
 * Returns the damage: `net` changes without a lock file. New refs are no damage. Objects count only if git then misses
 * some, because it packs and prunes them on its own.
 */
export function gitDamage(
  net: readonly Change[],
  folder: string,
  locked: Locked,
  broken: string | undefined,
): readonly Change[] {
  return net.filter(change => {
    const { path, before, after } = change;
    const part = gitPart(path, folder);
    if (part === "repository") return after === null;
    if (part === "objects") return after === null && broken !== undefined;
    if (part !== "head" && part !== "refs") return false;
    return before !== null && !path.endsWith(".lock") && !locked(change);
  });
}
