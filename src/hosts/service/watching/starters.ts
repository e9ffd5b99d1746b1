/**
 * Tells by `/proc` who has started a process: an agent, by the variables that agents set or by a process from which an
 * agent has called its hook; a person's terminal; an editor.
 */
import { AGENTS } from "../../../agents/index.ts";
import { markerOf } from "../../../agents/shell-marker.ts";
import type { Origin } from "../../../core/action/action.ts";
import { roleOf } from "../../../core/watching/programs.ts";
import type { Seen, Starter } from "../../../core/watching/witness.ts";
import { ancestryOf, isSameProcess, type Process, startOf } from "../../../platform/lineage.ts";
import { environmentNow } from "../../../platform/peer-env.ts";
import { type ProcessState, processState } from "../../../platform/process-table.ts";

type Started = Pick<Seen, "starter" | "above">;
type Line = Omit<ProcessState, "cwd" | "computed">;

const MAX_CLIENTS = 64;
const MAX_ABOVE = 40;

interface Client {
  readonly process: Process;
  readonly origin: Pick<Origin, "agent" | "session">;
}

export class Starters {
  /** The processes from which agents have called their hooks; the most recent one is last. */
  #clients: readonly Client[] = [];
  /** The service's own ancestors, above which there is no agent of this guard. */
  readonly #outside: ReadonlySet<number>;

  /** `own`: absolute path of the folder with the guard's own files. What is started from there is the guard's. */
  constructor(
    readonly own: string,
    outside: readonly number[] = ancestryOf(process.pid),
  ) {
    this.#outside = new Set(outside);
  }

  /**
   * Records that `process` has called a hook as this agent. Returns whether all its children are the agent's: an editor
   * starts many for the person as well.
   */
  isClient(process: Process, { agent, session }: Origin): boolean {
    const role = roleOf(startOf(process.pid) ?? []);
    if (role === "window" || role === "terminal" || this.#outside.has(process.pid)) return false;
    const others = this.#clients.filter(one => !isSameProcess(one.process, process));
    const origin = { agent, ...(session !== undefined && { session }) };
    this.#clients = [...others, { process, origin }].slice(-MAX_CLIENTS);
    return true;
  }

  /** Returns the agent whose hook this process has called. A shell is left out, as a person may try a hook by hand. */
  calledAs(process: Process): string | undefined {
    const found = this.#clients.find(one => isSameProcess(one.process, process));
    return found && roleOf(startOf(process.pid) ?? []) !== "shell" ? found.origin.agent : undefined;
  }

  /** Undefined for the guard's own processes, and for the agents' clients, which work all the time. */
  of(process: ProcessState): Started | undefined {
    if (process.words.some(word => word.startsWith(`${this.own}/`))) return undefined;
    if (this.#clientAt(process)) return undefined;
    const above: Line[] = [];
    let marked = markOf(process);
    for (let at: Line = process; above.length < MAX_ABOVE; ) {
      const next = at.parent > 1 ? processState(at.parent) : undefined;
      if (!next) return started(marked, above, process, undefined);
      if (this.#outside.has(next.pid) && next.pid !== serviceId)
        return started(inherited(marked, next), above, process, undefined);
      if (next.pid === serviceId) return undefined;
      const client = this.#clientAt(next);
      if (client) {
        const because = `process ${next.pid} of ${client.agent} has started it`;
        return { starter: { kind: "agent", ...client, because }, above: above.map(({ words }) => words) };
      }
      const role = roleOf(next.words);
      if (role === "window" || role === "terminal") {
        // It may be an agent that opened a terminal.
        if (ancestryOf(next.pid).some(pid => this.#clients.some(one => one.process.pid === pid)))
          return { starter: { kind: "unknown" }, above: above.map(({ words }) => words) };
        return started(inherited(marked, next), above, process, role);
      }
      above.push(next);
      marked = markOf(next) ?? marked;
      at = next;
    }
    return started(marked, above, process, undefined);
  }

  #clientAt({ pid, since }: Line): Client["origin"] | undefined {
    return this.#clients.find(one => isSameProcess(one.process, { pid, since }))?.origin;
  }
}

const serviceId = process.pid;

interface Marked {
  readonly agent: string;
  readonly variable: string;
  /** Set when its parent has the variable as well and is not an agent's. */
  readonly inherited?: true;
}

function markOf({ pid }: Pick<Line, "pid">): Marked | undefined {
  const env = environmentNow(pid) ?? {};
  for (const agent of AGENTS) {
    const marker = markerOf(agent, env);
    if (marker) return { agent: agent.id, variable: marker.name };
  }
  return undefined;
}

/** A terminal opened from an agent's shell passes its variables on to whatever a person starts there. */
function inherited(marked: Marked | undefined, from: Line): Marked | undefined {
  return marked && markOf(from) ? { ...marked, inherited: true } : marked;
}

function started(
  marked: Marked | undefined,
  above: readonly Line[],
  process: ProcessState,
  end: "window" | "terminal" | undefined,
): Started {
  const words = above.map(one => one.words);
  return { starter: starterOf(marked, above, process, end), above: words };
}

function starterOf(
  marked: Marked | undefined,
  above: readonly Line[],
  process: ProcessState,
  end: "window" | "terminal" | undefined,
): Starter {
  if (marked?.inherited) return { kind: "unknown" };
  if (marked) {
    const because = `${marked.variable} is set for it, which ${marked.agent} sets for what it starts`;
    return { kind: "agent", agent: marked.agent, because };
  }
  const hasTerminal = end === "terminal" || process.tty;
  const line = [process, ...above];
  // An unknown program may be an agent without a hook.
  if (hasTerminal && above.some(one => roleOf(one.words) === "shell") && above.every(one => roleOf(one.words)))
    return { kind: "terminal" };
  return end === "window" && line.every(one => !one.tty) ? { kind: "editor" } : { kind: "unknown" };
}
