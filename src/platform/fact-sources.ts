/** Tells which paths on the disk a fact depends on, for those who watch them for changes. */
import { lstatSync, readFileSync, realpathSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import type { Want } from "../core/facts/facts.ts";
import { envFolders, mayBeEnv } from "./dotenv-files.ts";
import { repositoryOf } from "./git-state.ts";

export type FactSource =
  /** A file or folder by its path, whether it is there or not. */
  | { readonly kind: "path"; readonly path: string }
  /** The names in a folder; without `counts`, all of them. */
  | { readonly kind: "names"; readonly folder: string; readonly counts?: (name: string) => boolean };

export function sourcesOf(want: Want): readonly FactSource[] {
  switch (want.kind) {
    case "text":
    case "members":
      return paths(want.path);
    case "stat":
      return isFolder(want.path) ? [...paths(want.path), { kind: "names", folder: want.path }] : paths(want.path);
    case "git": {
      const head = headOf(want.path);
      return head === undefined ? paths(join(want.path, ".git")) : paths(head);
    }
    case "dotenv":
      return envFolders(want.root).map(folder => ({ kind: "names", folder, counts: mayBeEnv }));
    default:
      return [];
  }
}

/** What a link leads to changes without the link. */
function paths(path: string): readonly FactSource[] {
  const own: FactSource = { kind: "path", path };
  try {
    if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return [own];
    return [own, { kind: "path", path: realpathSync(path) }];
  } catch {
    return [own];
  }
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** `HEAD` of the work tree that holds `path`. */
function headOf(path: string): string | undefined {
  const folder = gitFolderOf(path);
  return folder === undefined ? undefined : join(folder, "HEAD");
}

/** Where git keeps what it knows of the work tree that holds `path`: a second work tree keeps its own elsewhere. */
export function gitFolderOf(path: string): string | undefined {
  const repository = repositoryOf(path);
  if (repository === undefined) return undefined;
  const git = join(repository, ".git");
  if (isFolder(git)) return git;
  try {
    const elsewhere = /^gitdir:\s*(.+)$/m.exec(readFileSync(git, "utf8"))?.[1]?.trim();
    if (elsewhere === undefined) return undefined;
    return isAbsolute(elsewhere) ? elsewhere : resolve(repository, elsewhere);
  } catch {
    return undefined;
  }
}
