/** Which processes listen at a path of a Unix socket, as `/proc` tells. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { processIds } from "./lineage.ts";

/** Flag of a socket that accepts connections. */
const ACCEPTS = 0x10000;

/**
 * Ids of this user's processes whose sockets were bound to `path` (absolute) and accept connections: also where the file
 * is gone since, or is another's. `among`: the processes that are looked at; default: all. Undefined where nobody can
 * tell.
 */
export function listenersAt(path: string, among: (pid: number) => boolean = () => true): readonly number[] | undefined {
  const sockets = socketsAt(path);
  if (!sockets) return undefined;
  if (sockets.size === 0) return [];
  return processIds().filter(pid => among(pid) && holdsOne(pid, sockets));
}

/** As links in `/proc/PID/fd` name them. */
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
        // Closed meanwhile.
        return false;
      }
    });
  } catch {
    // Ended, or another user's.
    return false;
  }
}
