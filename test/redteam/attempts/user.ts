/** The user whose agent it is: may do nothing on the machine but what is in memory. */
import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { HOME, WORKSPACE } from "../losses/world.ts";

const ID = 64322;
export const ENV = {
  PATH: "/mnt/bin:/usr/bin:/bin",
  HOME,
  USER: "dev",
  LOGNAME: "dev",
  LANG: "C.UTF-8",
  TERM: "dumb",
  SHELL: "/bin/bash",
};
/** What an agent has in its environment, and gives to what it starts. */
const AGENT_ENV = { ...ENV, CLAUDECODE: "1", CLAUDE_CODE_ENTRYPOINT: "cli", PWD: WORKSPACE };
/** Processes, kilobytes of each file, of memory, and seconds of processor time. */
const LIMITS = "ulimit -u 400 -f 20480 -v 8000000 -t 5 -c 0";

/** Does file work as the user: no link of theirs leads anywhere that they could not go themselves. */
export function asUser<T>(work: () => T): T {
  process.setegid?.(ID);
  process.seteuid?.(ID);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
}

export function startAsUser(program: string, args: readonly string[], options: SpawnOptions = {}): ChildProcess {
  return spawn(program, args, { cwd: HOME, env: ENV, ...options, uid: ID, gid: ID });
}

/** Starts a shell text with `words` as $0, $1 … below a process that is called like Claude Code's. */
export function startBelowAgent(text: string, words: readonly string[], stdio: SpawnOptions["stdio"]): ChildProcess {
  const agent = `${LIMITS}; exec -a claude /bin/bash -c "$0" "$@"`;
  const options: SpawnOptions = { cwd: WORKSPACE, env: AGENT_ENV, stdio, detached: true };
  return startAsUser("/bin/bash", ["-c", agent, `${text}; exit $?`, ...words], options);
}

/** Ids of the user's processes. */
export function processesOfUser(): number[] {
  return readdirSync("/proc").flatMap(name => (Number(name) > 1 && isOfUser(name) ? [Number(name)] : []));
}

function isOfUser(name: string): boolean {
  try {
    const status = readFileSync(`/proc/${name}/status`, "utf8");
    return new RegExp(`^Uid:\\t${ID}\\t`, "m").test(status) && !/^State:\t[ZX]/m.test(status);
  } catch {
    return false;
  }
}

/** Ends what is in `processes`, and what it starts meanwhile. */
export function endAllOfUser(): void {
  for (let left = processesOfUser(), round = 0; left.length > 0 && round < 200; left = processesOfUser(), round++)
    for (const id of left) {
      try {
        process.kill(id, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
    }
}
