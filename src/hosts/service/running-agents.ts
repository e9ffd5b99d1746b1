/**
 * Tells by `/proc` whether an agent runs on this machine: a process that has called our hook as this agent still runs,
 * or one has the name of the agent's program.
 */
import type { Agent } from "../../agents/agent.ts";
import { AGENTS } from "../../agents/index.ts";
import { programOf } from "../../core/watching/programs.ts";
import { ancestryOf, isShell, lineageOf, type Process, processIds, startOf } from "../../platform/lineage.ts";
import { environmentNow } from "../../platform/peer-env.ts";

const MAX_CALLERS = 64;

export interface Caller {
  readonly agent: string;
  readonly process: Process;
  /** The variables that it was started with, which may move the agent's files. */
  readonly env: Readonly<Record<string, string>>;
}

export class RunningAgents {
  /** The most recent one is last. */
  #callers: readonly Caller[] = [];
  /** The service's own ancestors are no agents. */
  readonly #outside = new Set(ancestryOf(process.pid));

  /** Records a call of this agent's hook. `pid`: the launcher's process. Returns a caller that is new. */
  called(agent: string, pid: number): Caller | undefined {
    const above = lineageOf(pid).slice(1);
    const process = above.find(one => !isShell(one.pid));
    if (!process || this.#outside.has(process.pid)) return undefined;
    if (this.#callers.some(one => one.agent === agent && one.process.pid === process.pid && isAlive(one))) return;
    const caller = { agent, process, env: environmentNow(process.pid) ?? {} };
    this.#callers = [...this.#callers.filter(isAlive), caller].slice(-MAX_CALLERS);
    return caller;
  }

  /** Returns the callers that still run. */
  get callers(): readonly Caller[] {
    return this.#callers.filter(isAlive);
  }

  isRunning(agent: Agent): boolean {
    return this.callers.some(one => one.agent === agent.id) || isNamedOnce(agent);
  }
}

function isAlive({ process }: Caller): boolean {
  const [now] = lineageOf(process.pid);
  return now?.since === process.since;
}

/** Tells whether a process of this user has the name of the agent's program, which no other program has. */
function isNamedOnce({ id, client }: Agent): boolean {
  // A program of that name does not show that the agent runs.
  if (!client || client.ownFolders?.length === 0) return false;
  const others = AGENTS.filter(one => one.id !== id).flatMap(one => one.client?.commands ?? []);
  const names = client.commands.filter(name => !others.includes(name));
  return processIds().some(pid => {
    const words = startOf(pid);
    if (!words || !names.includes(programOf(words))) return false;
    return client.ownFolders === undefined || client.ownFolders.some(part => words.some(word => word.includes(part)));
  });
}
