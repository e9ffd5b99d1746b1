/** Changes inside a repository's own folder that git did not make. Git writes through `<file>.lock`. */
import type { Change } from "./change.ts";
import type { Locked } from "./net.ts";

/** What a file of the folder is, for the finding; undefined where its change means nothing. */
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
 * What was damaged: `net` changes in the folder that no lock goes with. What is new in `refs/` is no damage, and of
 * objects only what git then misses: it packs and prunes them by itself.
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
