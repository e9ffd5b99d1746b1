/** Writes the service's log of what it did and what failed, for the person who repairs it. Not the audit log. */
import { appendFileSync, renameSync, statSync } from "node:fs";
import { privateFileMode } from "../../platform/places.ts";

const MAX_BYTES = 1024 * 1024;

export type Log = (message: string) => void;

/** Appends one line per message to `path`; at 1 MB the file becomes `<path>.1`. A full disk stops nothing. */
export function openLog(path: string): Log {
  return message => {
    try {
      if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MAX_BYTES) renameSync(path, `${path}.1`);
      const line = `${new Date().toISOString()} ${process.pid} ${message.replaceAll("\n", "\n  ")}\n`;
      appendFileSync(path, line, { mode: privateFileMode() });
    } catch {
      // The error cannot be reported anywhere.
    }
  };
}
