/**
 * Whether an agent is at work on this machine: a process that has called our hook as this agent still runs, or one is
 * called like the agent's program. As far as `/proc` tells.
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
  /** Variables that it was started with, by which some agents have their files elsewhere. */
  readonly env: Readonly<Record<string, string>>;
}

export class RunningAgents {
  /** The latest at the end. */
  #callers: readonly Caller[] = [];
  /** What the service itself comes from is no agent. */
  readonly #outside = new Set(ancestryOf(process.pid));

  /** A hook was called as this agent; `pid`: the launcher's process. Returns the caller where it was not known. */
  called(agent: string, pid: number): Caller | undefined {
    const above = lineageOf(pid).slice(1);
    const process = above.find(one => !isShell(one.pid));
    if (!process || this.#outside.has(process.pid)) return undefined;
    if (this.#callers.some(one => one.agent === agent && one.process.pid === process.pid && isAlive(one))) return;
    const caller = { agent, process, env: environmentNow(process.pid) ?? {} };
    this.#callers = [...this.#callers.filter(isAlive), caller].slice(-MAX_CALLERS);
    return caller;
  }

  /** Those that have called and still run. */
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

/** A process of this user that is called like the agent's program, and nothing else is. */
function isNamedOnce({ id, client }: Agent): boolean {
  // Where a program of that name is no sign of the agent.
  if (!client || client.ownFolders?.length === 0) return false;
  const others = AGENTS.filter(one => one.id !== id).flatMap(one => one.client?.commands ?? []);
  const names = client.commands.filter(name => !others.includes(name));
  return processIds().some(pid => {
    const words = startOf(pid);
    if (!words || !names.includes(programOf(words))) return false;
    return client.ownFolders === undefined || client.ownFolders.some(part => words.some(word => word.includes(part)));
  });
}
