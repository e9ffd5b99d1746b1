import { realpathSync } from "node:fs";

/** Resolves all links in a path; returns the path itself where that fails, as it need not exist. */
export function realOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
