/** Which processes work in a folder: evidence, where the platform tells. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

export interface Working {
  readonly pid: number;
  readonly name: string;
}

const MAX_TOLD = 10;

/** By their working folder, from `/proc`; empty where there is none. One that has ended is not seen any more. */
export function processesIn(folder: string): readonly Working[] {
  const found: Working[] = [];
  let pids: string[] = [];
  try {
    pids = readdirSync("/proc").filter(name => /^\d+$/.test(name));
  } catch {
    return [];
  }
  for (const pid of pids) {
    if (Number(pid) === process.pid) continue;
    try {
      const cwd = readlinkSync(`/proc/${pid}/cwd`);
      if (cwd !== folder && !cwd.startsWith(`${folder}/`)) continue;
      found.push({ pid: Number(pid), name: readFileSync(`/proc/${pid}/comm`, "utf8").trim() });
    } catch {
      // Ended, or another user's.
    }
    if (found.length === MAX_TOLD) break;
  }
  return found;
}
