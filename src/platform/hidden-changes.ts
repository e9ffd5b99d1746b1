/** Finds files that git was told to ignore changes of, which `status` does not report. */
import { existsSync, statSync } from "node:fs";

export interface Hidden {
  /** Paths from the work tree's root, as git writes them. */
  readonly files: readonly string[];
  /** True when there may be more. */
  readonly cut: boolean;
}

const NONE: Hidden = { files: [], cut: false };
/** The most files to check. A sparse checkout hides far more, none of which are on the disk. */
const MAX_LOOKED_AT = 2000;

/** Caches by the work tree's folder while its index is unchanged. */
const known = new Map<string, { readonly as: string; readonly names: readonly string[] }>();
const MAX_KNOWN = 50;

/**
 * Returns existing files below `repository` that `update-index --assume-unchanged` or `--skip-worktree` hides. Whether
 * they match the last commit is unknown. `list` runs git there.
 */
export async function hiddenChanges(
  repository: string,
  list: (args: readonly string[]) => Promise<string>,
): Promise<Hidden> {
  const names = await hiddenNames(repository, list).catch(() => undefined);
  if (names === undefined) return { ...NONE, cut: true };
  if (names.length === 0) return NONE;
  const files = names.slice(0, MAX_LOOKED_AT).filter(name => existsSync(`${repository}/${name}`));
  return { files, cut: files.length === MAX_LOOKED_AT };
}

async function hiddenNames(
  repository: string,
  list: (args: readonly string[]) => Promise<string>,
): Promise<readonly string[]> {
  const index = statSync(`${repository}/.git/index`, { throwIfNoEntry: false });
  const as = index && [index.dev, index.ino, index.size, index.mtimeMs, index.ctimeMs].join(" ");
  const before = known.get(repository);
  if (as !== undefined && before?.as === as) return before.names;
  // git-ls-files(1): `-v` marks assumed unchanged files by a small letter, and skipped ones by `S`.
  const text = await list(["ls-files", "-v", "-z"]);
  const names = [...text.matchAll(/(?:^|\0)[a-zS] ([^\0]+)/g)].map(([, name = ""]) => name);
  if (as !== undefined) {
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(repository, { as, names });
  }
  return names;
}
