/** One configuration file of an agent: read to the byte, replaced in one step. */
import { lstatSync, mkdirSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { ConfigError } from "../agents/agent.ts";
import { privateFileMode } from "./places.ts";
import { readRegular } from "./regular-file.ts";

/**
 * The whole text, a byte order mark included; null when there is no file. Throws `ConfigError` for a file that could
 * not be put back as it was, or that cannot be read.
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
 * Follows a link to its target and keeps the file's owner, and its mode unless another is given; a new file is the
 * user's alone.
 */
export async function writeConfig(file: string, text: string, mode?: number): Promise<void> {
  const isNew = lstatSync(file, { throwIfNoEntry: false }) === undefined;
  const wanted = mode ?? (isNew ? privateFileMode() : undefined);
  await writeFileAtomic(file, text, wanted === undefined ? {} : { mode: wanted });
}

/** Permission bits of a file, or of what a link points to; undefined when there is none. */
export function modeOf(file: string): number | undefined {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode;
  return mode === undefined ? undefined : mode & 0o777;
}

/** Makes the folder of `file`, the user's alone unless told otherwise; the topmost one that was missing, or undefined. */
export function makeFolderOf(file: string, mode = 0o700): string | undefined {
  return mkdirSync(dirname(file), { recursive: true, mode });
}

/** Removes `file`. A link is emptied and stays. */
export async function deleteConfig(file: string): Promise<void> {
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) return writeConfig(file, "{}\n");
  rmSync(file, { force: true });
}

/** Removes the folders above `file` up to `madeFolder`, as far as they are empty. */
export function deleteEmptyFolders(file: string, madeFolder: string): void {
  for (let folder = dirname(file); folder.startsWith(madeFolder); folder = dirname(folder)) {
    try {
      rmdirSync(folder);
    } catch (error) {
      // Gone already; or somebody else keeps something there by now.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") return;
    }
  }
}
