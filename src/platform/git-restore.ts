/** Restores files from git's index: exactly the named ones, and none that has changed since. */
import { lstatSync } from "node:fs";
import { repositoryOf } from "./git-state.ts";
import { git } from "./run-git.ts";

export interface Wanted {
  /** Absolute path. */
  readonly path: string;
  /** The size when it was last seen; null: it was missing. */
  readonly now: number | null;
}

export interface GivenBack {
  readonly restored: readonly string[];
  readonly left: readonly { readonly path: string; readonly because: string }[];
}

/** Restores the files that git has. Rejects when git fails as a whole. */
export async function restoreFromGit(root: string, wanted: readonly Wanted[]): Promise<GivenBack> {
  const repository = repositoryOf(root);
  if (repository === undefined) throw new Error(`there is no repository around ${root}`);
  const left: { path: string; because: string }[] = [];
  const [missing, emptied]: [string[], string[]] = [[], []];
  for (const { path, now } of wanted) {
    const size = lstatSync(path, { throwIfNoEntry: false })?.size ?? null;
    if (size !== now) left.push({ path, because: now === null ? "it is there again" : "it has changed since" });
    else (now === null ? missing : emptied).push(path);
  }
  // Without `--force` no existing file is overwritten, not even one that appears at this moment.
  await checkOut(repository, missing, []);
  await checkOut(repository, emptied, ["--force"]);
  const restored: string[] = [];
  for (const path of [...missing, ...emptied]) {
    const back = lstatSync(path, { throwIfNoEntry: false });
    if (back && (missing.includes(path) || back.size > 0)) restored.push(path);
    else left.push({ path, because: "git's index does not have it" });
  }
  return { restored, left };
}

/** Exits with an error when some files cannot be restored. The caller checks the disk. */
async function checkOut(repository: string, paths: readonly string[], more: readonly string[]): Promise<void> {
  if (paths.length === 0) return;
  const names = paths.map(path => path.slice(repository.length + 1)).join("\0");
  await git(repository, ["checkout-index", "-z", "--quiet", ...more, "--stdin"], names).catch(() => {});
}
