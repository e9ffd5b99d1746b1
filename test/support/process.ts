/** Runs child processes to their end, or keeps one and stops its whole group by id. */
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

/** Running children of `run`, to be ended with this process: a terminal's Ctrl-C does not reach their own groups. */
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) signalGroup(child, "SIGKILL");
});

/** Runs a program in a process group of its own. The group is killed after `timeoutMs`. Never rejects. */
export function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; stdin?: string; timeoutMs?: number } = {},
): Promise<Ran> {
  return new Promise(resolve => {
    const spawning: SpawnOptions = { stdio: ["pipe", "pipe", "pipe"], detached: true };
    if (options.cwd) spawning.cwd = options.cwd;
    if (options.env) spawning.env = options.env;
    const child = spawn(command, args, spawning);
    running.add(child);
    let stdout = "";
    let stderr = "";
    let timedOut = false;
    child.stdout?.on("data", data => (stdout += data));
    child.stderr?.on("data", data => (stderr += data));
    child.stdin?.on("error", () => {});
    child.stdin?.end(options.stdin ?? "");
    const timer = setTimeout(() => {
      timedOut = true;
      signalGroup(child, "SIGKILL");
    }, options.timeoutMs ?? 120_000);
    child.on("error", error => (stderr += String(error)));
    child.on("close", code => {
      running.delete(child);
      clearTimeout(timer);
      resolve({ code, stdout, stderr, timedOut });
    });
  });
}

/** Does the same as `run`, but throws with the end of the output when the program fails. */
export async function must(command: string, args: readonly string[], options: Parameters<typeof run>[2] = {}) {
  const ran = await run(command, args, options);
  if (ran.code === 0) return ran;
  const said = `${ran.stdout}${ran.stderr}`.split("\n").slice(-25).join("\n");
  throw new Error(`${command} ${args.join(" ")}: ${ran.timedOut ? "took too long" : `exit code ${ran.code}`}\n${said}`);
}

/** Ends a child that was started `detached`, with everything in its group. */
export async function stopGroup(child: ChildProcess, graceMs = 5000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise(resolve => child.once("exit", resolve));
  signalGroup(child, "SIGTERM");
  const timer = setTimeout(() => signalGroup(child, "SIGKILL"), graceMs);
  await gone;
  clearTimeout(timer);
  signalGroup(child, "SIGKILL");
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has already ended.
  }
}
