/** Tells whether a file has changed, without reading it. */
import { type Stats, statSync } from "node:fs";

/** The stamp of a missing file. */
export const MISSING = "missing";

/** Returns a text that stays equal while the file is unchanged. */
export function stampOf(file: string): string {
  return statWithStamp(file).stamp;
}

export interface FileStamp {
  readonly stamp: string;
  readonly stat?: Stats;
  readonly because?: string;
}

/** The stamp includes the change time, because programs can set the modification time back. */
export function statWithStamp(file: string): FileStamp {
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    if (!stat) return { stamp: MISSING };
    return { stamp: [stat.mtimeMs, stat.ctimeMs, stat.size, stat.ino].join(":"), stat };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return { stamp: MISSING };
    return { stamp: `unreadable: ${code}`, because: message };
  }
}
