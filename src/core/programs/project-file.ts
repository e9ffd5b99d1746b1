/** Finds the file that defines a project's tasks, from the working directory upwards as task runners do. */
import type { Facts } from "../facts/facts.ts";
import { workspacesOf } from "../files/landmarks.ts";
import { isSafeInGit } from "../files/loss.ts";
import type { Scope } from "../places/scope.ts";
import { isWithin, parentOf, resolvePath } from "../text/paths.ts";
import type { Word } from "../text/words.ts";

export interface ProjectFile {
  /** Absolute. */
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  /** Git has it unchanged. */
  readonly committed: boolean;
}

const MAX_LEVELS = 6;

/** Returns the file that a call names or, without one, the nearest with a usual name. */
export function namedOrNearest(
  named: Word | undefined,
  names: readonly string[],
  scope: Scope,
  facts: Facts,
): ProjectFile | undefined {
  if (!named) return projectFile(names, scope, facts);
  if (named.value === null || scope.cwd === null || scope.elsewhere) return undefined;
  const found = fileAt(resolvePath(named.value, scope.cwd), scope, facts);
  return found && { ...found, folder: parentOf(found.path) };
}

/** Returns the nearest readable file of these names within the workspace; undefined if there is none, or if unknown. */
export function projectFile(names: readonly string[], scope: Scope, facts: Facts): ProjectFile | undefined {
  if (scope.cwd === null || scope.elsewhere) return undefined;
  const roots = workspacesOf(facts, scope.cwd);
  let folder = scope.cwd;
  for (let level = 0; level < MAX_LEVELS; level++) {
    for (const name of names) {
      const found = fileAt(resolvePath(name, folder), scope, facts);
      if (found) return { ...found, folder };
    }
    const parent = parentOf(folder);
    if (parent === folder || !roots.some(root => isWithin(parent, root, facts.around.platform))) break;
    folder = parent;
  }
  return undefined;
}

/** Returns the file at `path` as earlier commands left it. */
export function fileAt(path: string, scope: Scope, facts: Facts): Omit<ProjectFile, "folder"> | undefined {
  const written = scope.earlier?.written.get(path);
  if (written !== undefined) return written === null ? undefined : { path, text: written, committed: false };
  const text = facts.ask({ kind: "text", path });
  return text === null ? undefined : { path, text, committed: isSafeInGit(path, facts, scope.cwd) };
}

/** Returns the scope in which a task of `file` runs. */
export function scopeOfTask(scope: Scope, file: ProjectFile, via: string): Scope {
  const { committed: _, ...rest } = scope;
  return { ...rest, cwd: file.folder, via: [...scope.via, via], ...(file.committed && { committed: true as const }) };
}
