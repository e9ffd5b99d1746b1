/** Runs git read-only: no optional locks, no prompts, no hooks or helpers of the repository. */
import { execFile, spawn } from "node:child_process";
import { withoutStandIns } from "./executables.ts";
import { isStrongService } from "./strong.ts";

const TIME_LIMIT_MS = 3000;

/** Disables programs that a repository's own configuration could make git run (fsmonitor, pagers). */
const SAFE = [
  "--no-optional-locks",
  "-c",
  "core.fsmonitor=false",
  "-c",
  "core.hooksPath=/dev/null",
  "-c",
  "core.pager=cat",
  "-c",
  "core.quotepath=false",
];

/**
 * In strong mode the service reads repositories of another user with more rights than that user has. So git may start
 * no process (prlimit(1)), whatever filter or helper their configuration names, nor a thread, which counts the same.
 */
const ALONE = ["prlimit", "--nproc=1", "--", "git", "-c", "safe.directory=*"];
const NO_THREADS = ["core.preloadIndex=false", "index.threads=1", "pack.threads=1"].flatMap(one => ["-c", one]);

function started(args: readonly string[]): [program: string, args: string[]] {
  const [program = "", ...before] = isStrongService() ? [...ALONE, ...NO_THREADS] : ["git"];
  return [program, [...before, ...SAFE, ...args]];
}

function surroundings(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: withoutStandIns(process.env.PATH ?? ""),
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    LC_ALL: "C",
  };
}

/** Returns git's output. `input` goes to its standard input. Rejects when it fails or takes longer than 3 s. */
export function git(cwd: string, args: readonly string[], input?: string): Promise<string> {
  const options = { cwd, timeout: TIME_LIMIT_MS, maxBuffer: 64 * 1024 * 1024, env: surroundings() };
  return new Promise((resolve, reject) => {
    const child = execFile(...started(args), options, (error, stdout) => (error ? reject(error) : resolve(stdout)));
    // If git ends before it has read everything, its exit code tells.
    child.stdin?.on("error", () => {}).end(input);
  });
}

/**
 * Yields git's records (option `-z`) in batches, however many there are, and keeps none. Git starts at once; its output
 * is read on demand. Throws when git fails or `over` fires first.
 */
export function gitRecords(cwd: string, args: readonly string[], over: AbortSignal): AsyncGenerator<string[], void> {
  const child = spawn(...started(args), {
    cwd,
    env: surroundings(),
    signal: over,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = new Promise<void>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", code => (code === 0 ? resolve() : reject(new Error(`git ended with ${code}`))));
  });
  // The rejection is handled where it is awaited.
  ended.catch(() => {});
  // Without a listener Node discards the output when the program ends.
  child.stdout.on("readable", () => {});
  return records(child.stdout.setEncoding("utf8"), ended);
}

async function* records(text: AsyncIterable<string>, ended: Promise<void>): AsyncGenerator<string[], void> {
  let rest = "";
  for await (const chunk of text) {
    const batch = (rest + chunk).split("\0");
    rest = batch.pop() ?? "";
    yield batch;
  }
  await ended;
}
