/** Programs on this machine: which can be run, and which of them only stand in another one's place. */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A file by which a folder of stand-ins is known, whatever its path is called and whoever's guard it belongs to. */
export const STAND_INS_MARK = ".agentguard";

/** `PATH` without the programs that ask the guard before they start: what the guard starts itself must never ask it. */
export function withoutStandIns(path: string): string {
  return path
    .split(delimiter)
    .filter(folder => folder === "" || !existsSync(join(folder, STAND_INS_MARK)))
    .join(delimiter);
}

/** Can this user run the file at `path`? */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
