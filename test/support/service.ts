/** Finds a sandbox's service, tells whether it runs, and stops it by the id that it reports. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Places, placesAt } from "../../src/platform/places.ts";
import { serviceStatus } from "../../src/platform/service-client.ts";

/** Returns the places below a home folder, as the service finds them on Linux without XDG variables. */
export function placesIn(home: string): Places {
  return placesAt(home, join(home, ".local", "share", "agentguard"), join(home, ".config", "agentguard"));
}

/** Stops the service of this home, if one runs, and waits until it is gone. */
export async function stopService(home: string, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  const status = await serviceStatus(placesIn(home)).catch(() => undefined);
  if (!status) return;
  process.kill(status.pid, signal);
  for (let waited = 0; waited < 5000 && isAlive(status.pid); waited += 20) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  if (isAlive(status.pid)) process.kill(status.pid, "SIGKILL");
}

/** Returns the id of the running service's process. */
export async function serviceProcess(home: string): Promise<number> {
  const status = await serviceStatus(placesIn(home));
  if (!status) throw new Error(`no service runs in ${home}`);
  return status.pid;
}

/** Returns false also for an ended process whose parent has not noticed yet. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}
