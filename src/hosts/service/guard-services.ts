/** Recognizes processes that are services of ours, by the system's records: their user, program and arguments. */
import { lstatSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { openedAtStart } from "../../platform/debugger.ts";
import { findProgram } from "../../platform/deploy.ts";
import { listenersAt } from "../../platform/listeners.ts";
import type { Places } from "../../platform/places.ts";
import { processState } from "../../platform/process-table.ts";
import { realOf } from "../../platform/real-path.ts";

/** Returns other services of ours that listen, or have listened, at the socket's path; undefined if unknown. */
export function otherServices(own: Places): readonly number[] | undefined {
  return listenersAt(own.socket, pid => pid !== process.pid && isService(pid, own));
}

/** Tells whether a process of the same user runs our service and nothing else; false if unknown. */
export function isService(pid: number, own: Places): boolean {
  try {
    if (statSync(`/proc/${pid}`).uid !== process.getuid?.()) return false;
    const program = readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, "");
    if (!ownPrograms().includes(program)) return false;
    const [, script = "", ...words] = processState(pid)?.words ?? [];
    const file = resolve(readlinkSync(`/proc/${pid}/cwd`), script);
    const isStarted = basename(file) === "service.cjs" || (basename(file) === "cli.cjs" && isRun(words));
    return isStarted && isOurs(file, own) && openedAtStart(pid) === undefined;
  } catch {
    // It has ended, is another user's, or the system does not tell.
    return false;
  }
}

/** Matches `agentguard service run`. */
function isRun([first, second]: readonly string[]): boolean {
  return first === "service" && second === "run";
}

/** Returns the Node that we run with, and the installed one. */
function ownPrograms(): readonly string[] {
  return [process.execPath, findProgram("node")].filter(path => path !== "").map(realOf);
}

/** Tells whether a file is a build of ours: this one, the deployed one, or a copy of either. */
function isOurs(file: string, { runtime }: Places): boolean {
  const here = dirname(realOf(process.argv[1] ?? ""));
  const own = [here, realOf(runtime)];
  const real = realOf(file);
  if (own.includes(dirname(real))) return true;
  return own.some(folder => hasSameText(real, join(folder, basename(real))));
}

function hasSameText(a: string, b: string): boolean {
  try {
    return lstatSync(a).size === lstatSync(b).size && readFileSync(a).equals(readFileSync(b));
  } catch {
    return false;
  }
}
