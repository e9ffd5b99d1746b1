/** Runs a script of ours in namespaces of its own, and hears what it says: one line of JSON for each outcome. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export const NAMESPACES = ["--mount", "--pid", "--fork", "--net", "--ipc", "--uts", "--kill-child"] as const;

export interface Confined {
  /** Of bash: the script, and its own words. */
  readonly args: readonly string[];
  readonly input: string;
  readonly timeoutMs: number;
}

/** Rejects where the script fails. `heard`: told of each outcome as it comes. */
export async function outcomesOf<T>({ args, input, timeoutMs }: Confined, heard?: (outcome: T) => void): Promise<T[]> {
  const child = spawn("unshare", [...NAMESPACES, "/bin/bash", ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    timeout: timeoutMs,
    killSignal: "SIGKILL",
  });
  child.stdin.end(input);
  const outcomes: T[] = [];
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const outcome = JSON.parse(line) as T;
    outcomes.push(outcome);
    heard?.(outcome);
  }
  const code = await ended;
  if (code !== 0) throw new Error(`the sandbox ended with ${code} after ${outcomes.length} outcomes`);
  return outcomes;
}
