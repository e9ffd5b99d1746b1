/** Tells which files can be run, and which programs only stand in for another one. */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** The file that marks a folder of stand-ins, whatever its path and whichever installation it belongs to. */
export const STAND_INS_MARK = ".agentguard";

/** Returns `PATH` without the stand-ins, which ask the guard. What the guard itself starts must never ask it. */
export function withoutStandIns(path: string): string {
  return path
    .split(delimiter)
    .filter(folder => folder === "" || !existsSync(join(folder, STAND_INS_MARK)))
    .join(delimiter);
}

/** Tells whether this user can run the file at `path`. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
