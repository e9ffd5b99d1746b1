/** Which processes work in a folder: evidence, where the platform tells. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

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
      found.push({ pid: Number(pid), name: nameOf(readFileSync(`/proc/${pid}/cmdline`, "utf8")) });
    } catch {
      // Ended, or another user's.
    }
    if (found.length === MAX_TOLD) break;
  }
  return found;
}

/** `node server.js`: the program, and its script where it has one. What else stands there may be anybody's secret. */
function nameOf(commandLine: string): string {
  const [program = "", script = ""] = commandLine.split("\0");
  return [basename(program), ...(/^[^-].*[./]/.test(script) ? [basename(script)] : [])].join(" ");
}
