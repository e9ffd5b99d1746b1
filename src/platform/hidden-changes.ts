/** Files that git was told not to look at: `status` says nothing of a change to them. */
import { existsSync, statSync } from "node:fs";

export interface Hidden {
  /** From the work tree's root, as git writes them. */
  readonly files: readonly string[];
  /** There may be more. */
  readonly cut: boolean;
}

const NONE: Hidden = { files: [], cut: false };
/** So many are looked at; a sparse checkout skips far more, and has none of them on the disk. */
const MAX_LOOKED_AT = 2000;

/** By the work tree's folder, for as long as its index stays as it is. */
const known = new Map<string, { readonly as: string; readonly names: readonly string[] }>();
const MAX_KNOWN = 50;

/**
 * The files below `repository` that `update-index --assume-unchanged` or `--skip-worktree` hides and that are there:
 * nobody knows whether they are as committed. `list` runs git there.
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
  // git-ls-files(1): `-v` writes a small letter for what is assumed unchanged, `S` for what is skipped.
  const text = await list(["ls-files", "-v", "-z"]);
  const names = [...text.matchAll(/(?:^|\0)[a-zS] ([^\0]+)/g)].map(([, name = ""]) => name);
  if (as !== undefined) {
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(repository, { as, names });
  }
  return names;
}
