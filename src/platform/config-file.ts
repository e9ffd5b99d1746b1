/** Reads one configuration file of an agent byte for byte, and replaces it in one step. */
import { lstatSync, mkdirSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { ConfigError } from "../agents/agent.ts";
import { privateFileMode } from "./places.ts";
import { readRegular } from "./regular-file.ts";

/**
 * Returns the whole text, a byte order mark included; null when there is no file. Throws `ConfigError` for a file that
 * cannot be read, or could not be restored exactly.
 */
export function readConfig(file: string): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readRegular(file));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && !lstatSync(file, { throwIfNoEntry: false })) return null;
    const why =
      code === "ENOENT" ? "is a link to nothing" : error instanceof TypeError ? "is not valid UTF-8" : message;
    throw new ConfigError(file, 1, 1, `${why}. Correct it and try again; nothing was changed.`);
  }
}

/**
 * Writes the file. It follows a link to its target and keeps the owner, and the mode unless one is given. A new file is
 * for the user alone.
 */
export async function writeConfig(file: string, text: string, mode?: number): Promise<void> {
  const isNew = lstatSync(file, { throwIfNoEntry: false }) === undefined;
  const wanted = mode ?? (isNew ? privateFileMode() : undefined);
  await writeFileAtomic(file, text, wanted === undefined ? {} : { mode: wanted });
}

/** Returns the permission bits of a file or of a link's target; undefined when there is none. */
export function modeOf(file: string): number | undefined {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode;
  return mode === undefined ? undefined : mode & 0o777;
}

/** Creates the folder of `file`, by default for the user alone. Returns the topmost created folder, or undefined. */
export function makeFolderOf(file: string, mode = 0o700): string | undefined {
  return mkdirSync(dirname(file), { recursive: true, mode });
}

/** Deletes `file`. A link stays, and its target is emptied. */
export async function deleteConfig(file: string): Promise<void> {
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) return writeConfig(file, "{}\n");
  rmSync(file, { force: true });
}

/** Deletes the folders above `file` up to `madeFolder`, as long as they are empty. */
export function deleteEmptyFolders(file: string, madeFolder: string): void {
  for (let folder = dirname(file); folder.startsWith(madeFolder); folder = dirname(folder)) {
    try {
      rmdirSync(folder);
    } catch (error) {
      // The folder is gone already, or somebody else has put something into it.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") return;
    }
  }
}
