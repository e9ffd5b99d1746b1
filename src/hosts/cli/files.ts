/** Reads files and folders that are named on the command line. */
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { messageOf, Trouble } from "./trouble.ts";

/** Returns the text of `file`. Throws `Trouble` with its name. */
export function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Trouble(`${resolve(file)} cannot be read: ${messageOf(error)}`);
  }
}

/** Returns the absolute path of `folder`. Throws `Trouble` when it is no folder. */
export function folderAt(folder: string): string {
  const path = resolve(folder);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  throw new Trouble(`${folder}: is no folder`);
}
