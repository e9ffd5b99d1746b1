/**
 * Runs inside of the sandbox, as a user who may do nothing: judges each composed command with the real engine, runs it,
 * and looks at what is left. Prints one line of JSON for each command.
 * Arguments: seed, first number, how many commands at most, for how many seconds at most.
 * Or `--command`: one command from standard input.
 */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { BUILT_IN } from "../../../src/core/policy/policy.ts";
import { judgeAct } from "../../../src/hosts/engine.ts";
import { composed } from "./compose.ts";
import type { Outcome } from "./outcome.ts";
import { type Disk, empty, HOME, look, lostIn, makeWorld, putBack, WORKSPACE } from "./world.ts";

const RUN_MS = 2_000;
const ENV = { PATH: "/mnt/bin:/usr/bin:/bin", HOME, USER: "dev", LANG: "C.UTF-8", TERM: "dumb", SHELL: "/bin/bash" };
/** Processes, kilobytes of each file, of memory, and seconds of processor time. */
const LIMITS = "ulimit -u 256 -f 20480 -v 8000000 -t 4 -c 0";

async function judged(text: string): Promise<Pick<Outcome, "decision" | "rule" | "crash">> {
  try {
    const origin = { agent: "claude-code", session: "s" };
    const act = {
      kind: "command",
      text,
      shell: "bash",
      cwd: WORKSPACE,
      origin,
      env: { ...ENV, PWD: WORKSPACE },
    } as const;
    const { judgement } = await judgeAct(act, BUILT_IN);
    return { decision: judgement.decision, rule: judgement.reasons[0]?.rule ?? "" };
  } catch (error) {
    return { decision: "deny", rule: "", crash: String(error instanceof Error ? error.stack : error) };
  }
}

/** Runs `text` as an agent's shell does; resolves when nothing of it is left. */
async function run(text: string): Promise<boolean> {
  const child = spawn("/bin/bash", ["-c", `${LIMITS}; exec /bin/bash -c "$0"`, text], {
    cwd: WORKSPACE,
    env: { ...ENV, PWD: WORKSPACE },
    stdio: "ignore",
    detached: true,
  });
  let ended = false;
  const timer = setTimeout(() => {
    ended = true;
    endAll();
  }, RUN_MS);
  await new Promise<void>(resolve => {
    child.once("exit", () => resolve());
    child.once("error", () => resolve());
  });
  clearTimeout(timer);
  endAll();
  return ended;
}

/** The process namespace holds nothing but the first process, this one, and what the command has started. */
function endAll(): void {
  for (const name of readdirSync("/proc")) {
    const id = Number(name);
    if (!(id > 1) || id === process.pid || id === process.ppid) continue;
    try {
      process.kill(id, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}

async function tried(index: number, text: string, before: Disk): Promise<Outcome> {
  const start = performance.now();
  const verdict = await judged(text);
  const then = performance.now();
  const late = await run(text);
  const after = look(HOME);
  const lost = lostIn(before, after);
  putBack(before, after);
  for (const folder of ["/tmp", "/var/tmp", "/dev/shm"]) empty(folder);
  const times = { judgeMs: Math.round(then - start), runMs: Math.round(performance.now() - then) };
  return { index, text, ...verdict, lost, ...times, ...(late && { late: true as const }) };
}

async function main(): Promise<void> {
  if (process.getuid?.() === 0) throw new Error("this runs inside of the sandbox, and never as root");
  process.umask(0o022);
  makeWorld();
  const before = look(HOME);
  const say = (outcome: Outcome) => process.stdout.write(`${JSON.stringify(outcome)}\n`);
  if (process.argv[2] === "--command") {
    for (const text of readFileSync(0, "utf8").split("\n%%\n")) say(await tried(0, text, before));
    return;
  }
  const [seed = 1, first = 0, count = 1, seconds = 1] = process.argv.slice(2).map(Number);
  const end = Date.now() + seconds * 1000;
  for (let index = first; index < first + count && Date.now() < end; index++)
    say(await tried(index, composed(seed, index), before));
}

await main();
