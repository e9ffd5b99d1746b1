/** One configuration file of an agent: read to the byte, replaced in one step. */
import { lstatSync, mkdirSync, readFileSync, rmdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { ConfigError } from "../agents/agent.ts";

/**
 * The whole text, a byte order mark included; null when there is no file. Throws `ConfigError` for a file that could
 * not be put back as it was, or that cannot be read.
 */
export function readConfig(file: string): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && !lstatSync(file, { throwIfNoEntry: false })) return null;
    const why =
      code === "ENOENT" ? "is a link to nothing" : error instanceof TypeError ? "is not valid UTF-8" : message;
    throw new ConfigError(file, 1, 1, `${why}. Correct it and try again; nothing was changed.`);
  }
}

/** Follows a link to its target and keeps the file's mode and owner; a new file is the user's alone. */
export async function writeConfig(file: string, text: string): Promise<void> {
  const isNew = lstatSync(file, { throwIfNoEntry: false }) === undefined;
  await writeFileAtomic(file, text, isNew ? { mode: 0o600 } : {});
}

/** Makes the folder of `file`; the topmost one that was missing, or undefined. */
export function makeFolderOf(file: string): string | undefined {
  return mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
}

/** Removes `file`, and the folders up to `madeFolder` that are empty then. A link is emptied and stays. */
export async function deleteConfig(file: string, madeFolder: string | undefined): Promise<void> {
  if (lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink()) return writeConfig(file, "{}\n");
  rmSync(file, { force: true });
  if (madeFolder === undefined) return;
  for (let folder = dirname(file); folder.startsWith(madeFolder); folder = dirname(folder)) {
    try {
      rmdirSync(folder);
    } catch {
      // Somebody else keeps something there by now.
      return;
    }
  }
}
