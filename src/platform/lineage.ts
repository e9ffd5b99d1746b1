/** Which processes a process descends from, as the system says. Empty where nobody can tell. */
import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { basename } from "node:path";

export interface Process {
  readonly pid: number;
  /** When it began, in the system's own unit: with the pid it is one process and no other. */
  readonly since: string;
}

/** The process and those it descends from, nearest first. */
export function lineageOf(pid: number): readonly Process[] {
  const line: Process[] = [];
  for (let at = pid; at > 0 && line.length < 100 && !line.some(one => one.pid === at); ) {
    const found = statOf(at);
    if (!found) break;
    line.push({ pid: at, since: found.since });
    at = found.parent;
  }
  return line;
}

/** The same as numbers. */
export function ancestryOf(pid: number): number[] {
  return lineageOf(pid).map(one => one.pid);
}

export function isSameProcess(a: Process, b: Process): boolean {
  return a.pid === b.pid && a.since === b.since;
}

/** The process with which the terminal session of `pid` began (setsid), and whether it has a terminal. */
export function sessionOf(pid: number): (Process & { readonly tty: boolean }) | undefined {
  const found = statOf(pid);
  const leader = found && statOf(found.session);
  // One whose leader has ended is told by nobody.
  if (!found || !leader || leader.session !== found.session) return undefined;
  return { pid: found.session, since: leader.since, tty: found.tty !== 0 };
}

/** The ids of all processes that can be seen; empty where nobody can tell. */
export function processIds(): number[] {
  try {
    return readdirSync("/proc").flatMap(name => (/^\d+$/.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
}

/** Id of the user whose process it is; undefined when it is gone. */
export function ownerOf(pid: number): number | undefined {
  return statSync(`/proc/${pid}`, { throwIfNoEntry: false })?.uid;
}

/** The process that has started this one, 0 for one that comes from outside of what can be seen; undefined when it is gone. */
export function parentOf(pid: number): number | undefined {
  return statOf(pid)?.parent;
}

/** Whether a process is one of the shells that programs start others with; false when nobody can tell. */
export function isShell(pid: number): boolean {
  try {
    return /\/(?:ba|da|k|mk|z|fi|a|c|tc)?sh$|\/busybox$/.test(readlinkSync(`/proc/${pid}/exe`));
  } catch {
    return false;
  }
}

/** How a process was started, in its own words: `npm run clean`, `sh ./clean.sh`. Undefined where nobody can tell. */
export function startOf(pid: number): readonly string[] | undefined {
  try {
    // Some programs write another title there, which is one text.
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8")
      .replace(/(?<!\0)\0+$/, "")
      .split("\0");
    const [program = "", ...rest] = words;
    if (program === "") return undefined;
    return [rest.length === 0 && program.includes(" ") ? program : basename(program).replace(/^-/, ""), ...rest];
  } catch {
    return undefined;
  }
}

/**
 * Whether a process has ended, also where its parent has not noticed yet. False where nobody can tell. Its first thread
 * may end before the others, which keep its files and sockets open until they have ended too.
 */
export function hasEnded(pid: number): boolean {
  if (processIds().length === 0) return false;
  return /^[ZX]$/.test(statOf(pid)?.state ?? "Z") && threadsOf(pid) <= 1;
}

/** How many threads of the process the system still knows. */
function threadsOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).length;
  } catch {
    return 0;
  }
}

interface Stat {
  readonly state: string;
  readonly parent: number;
  readonly session: number;
  /** Number of the terminal's device; 0 without one. */
  readonly tty: number;
  readonly since: string;
}

/** The fields of `/proc/PID/stat`, see proc(5). */
function statOf(pid: number): Stat | undefined {
  try {
    // The name before it stands in brackets and may hold anything.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const field = (at: number) => Number.parseInt(fields[at] ?? "", 10);
    return { state: fields[0] ?? "", parent: field(1), session: field(3), tty: field(4), since: fields[19] ?? "" };
  } catch {
    return undefined;
  }
}
