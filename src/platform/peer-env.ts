/** Reads the environment that a process was started with, so that a hook need not send the agent's variables. */
import { execFile } from "node:child_process";
import { readFileSync, readlinkSync, statSync } from "node:fs";
import { promisify } from "node:util";
import { guardedUser } from "./strong.ts";

/**
 * Returns the variables that process `pid` was started with; undefined when they cannot be read (gone, another user's,
 * an unsupported platform). Later changes are not in it, except for PWD, which on Linux is replaced by the present
 * folder: some agents tell by nothing else where a call is made, and editors pass on the PWD of their own start.
 */
export async function environmentOfProcess(pid: number): Promise<Record<string, string> | undefined> {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (process.platform === "linux") return environmentNow(pid);
  try {
    if (process.platform === "darwin") {
      const found = await promisify(execFile)("/bin/ps", ["-E", "-ww", "-o", "command=", "-p", String(pid)]);
      return readPs(found.stdout);
    }
  } catch {
    return undefined;
  }
  return undefined;
}

/** Does the same synchronously, on Linux: it is served from memory, and waiting for a thread would take longer. */
export function environmentNow(pid: number): Record<string, string> | undefined {
  try {
    if (statSync(`/proc/${pid}`).uid !== guardedUser()) return undefined;
    const env = readBlock(readFileSync(`/proc/${pid}/environ`, "utf8"));
    return { ...env, PWD: readlinkSync(`/proc/${pid}/cwd`) };
  } catch {
    return undefined;
  }
}

/** Parses `NAME=value` entries separated by NUL, as in `/proc/<pid>/environ`. */
export function readBlock(block: string): Record<string, string> {
  const env: Record<string, string> = {};
  for (const entry of block.split("\0")) {
    const at = entry.indexOf("=");
    if (at > 0) env[entry.slice(0, at)] = entry.slice(at + 1);
  }
  return env;
}

/**
 * Parses the variables at the end of a line of `ps -E`, which separates them with blanks and quotes nothing. A value
 * with a blank runs on to the next text that looks like a name; a value that itself holds ` NAME=` is cut there.
 */
export function readPs(line: string): Record<string, string> {
  const env: Record<string, string> = {};
  const names = [...line.trimEnd().matchAll(/ ([A-Za-z_][A-Za-z0-9_]*)=/g)];
  for (const [i, name] of names.entries()) {
    const start = name.index + name[0].length;
    env[name[1] ?? ""] = line.trimEnd().slice(start, names[i + 1]?.index);
  }
  return env;
}
