/** Whether a file has changed, told without reading it. */
import { type Stats, statSync } from "node:fs";

/** The stamp of a file that is not there. */
export const MISSING = "missing";

/** Equal as long as nothing has changed. */
export function stampOf(file: string): string {
  return statWithStamp(file).stamp;
}

export interface FileStamp {
  readonly stamp: string;
  readonly stat?: Stats;
  readonly because?: string;
}

/** The change time is in the stamp because a program can set the modification time back. */
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
