/** Which processes a process descends from, as the system says. Empty where nobody can tell. */
import { readFileSync, readlinkSync } from "node:fs";
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

function statOf(pid: number): { readonly parent: number; readonly since: string } | undefined {
  try {
    // The name before it stands in brackets and may hold anything.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { parent: Number.parseInt(fields[1] ?? "", 10), since: fields[19] ?? "" };
  } catch {
    return undefined;
  }
}
