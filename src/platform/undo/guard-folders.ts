/** Where second names of files are kept: a name cannot lead to another file system, so each one has a folder of ours. */
import { accessSync, appendFileSync, constants, existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { statOf } from "./saved-node.ts";

/** The folder's name, where it cannot lie among the guard's own files. */
export const GUARD_FOLDER = ".agentguard-undo";

/**
 * A private folder on the file system `device` that `path` (absolute) lies on: below `state` where that is the same one,
 * else as near to the top of the file system as the user may write. Undefined where the user may write nowhere.
 */
export function guardFolderFor(path: string, device: bigint, state: string): string | undefined {
  if (statOf(state)?.dev === device) return privateFolder(join(state, "files"));
  const above: string[] = [];
  for (let at = dirname(path); statOf(at)?.dev === device; at = dirname(at)) {
    above.unshift(at);
    if (dirname(at) === at) break;
  }
  for (const folder of above) {
    const own = join(folder, GUARD_FOLDER);
    if (!existsSync(own) && !mayWrite(folder)) continue;
    const made = privateFolder(own);
    if (made === undefined) continue;
    ignoreIn(above.slice(0, above.indexOf(folder) + 1));
    return made;
  }
  return undefined;
}

function privateFolder(path: string): string | undefined {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    return path;
  } catch {
    return undefined;
  }
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** In a repository git is told to look away, in a file that is never committed. */
function ignoreIn(folders: readonly string[]): void {
  const repository = folders.findLast(folder => statOf(join(folder, ".git"))?.isDirectory());
  if (repository === undefined) return;
  const file = join(repository, ".git", "info", "exclude");
  const line = `${GUARD_FOLDER}/`;
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (text.split("\n").includes(line)) return;
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${text === "" || text.endsWith("\n") ? "" : "\n"}${line}\n`);
}
