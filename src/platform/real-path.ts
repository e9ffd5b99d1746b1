import { realpathSync } from "node:fs";

/** Where links in a path lead, all the way; the path itself where that cannot be told: it need not exist. */
export function realOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}
