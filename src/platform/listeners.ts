/** Finds the processes that listen on a Unix socket, from `/proc`. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { processIds } from "./lineage.ts";

/** The flag of a socket that accepts connections. */
const ACCEPTS = 0x10000;

/**
 * Returns the ids of this user's processes with a listening socket that was bound to `path` (absolute), even if the
 * file is gone or replaced since. `among` selects processes; default: all. Undefined where the system does not tell.
 */
export function listenersAt(path: string, among: (pid: number) => boolean = () => true): readonly number[] | undefined {
  const sockets = socketsAt(path);
  if (!sockets) return undefined;
  if (sockets.size === 0) return [];
  return processIds().filter(pid => among(pid) && holdsOne(pid, sockets));
}

/** Returns names as links in `/proc/PID/fd` have them. */
function socketsAt(path: string): ReadonlySet<string> | undefined {
  let table: string;
  try {
    table = readFileSync("/proc/net/unix", "utf8");
  } catch {
    return undefined;
  }
  const found = new Set<string>();
  for (const line of table.split("\n")) {
    if (!line.endsWith(` ${path}`)) continue;
    const [, , , flags = "", , , inode = ""] = line.trim().split(/\s+/);
    if (Number.parseInt(flags, 16) & ACCEPTS) found.add(`socket:[${inode}]`);
  }
  return found;
}

function holdsOne(pid: number, sockets: ReadonlySet<string>): boolean {
  try {
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).some(fd => {
      try {
        return sockets.has(readlinkSync(`${folder}/${fd}`));
      } catch {
        // The file was closed meanwhile.
        return false;
      }
    });
  } catch {
    // The process has ended or is another user's.
    return false;
  }
}
