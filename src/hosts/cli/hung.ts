/** Describes and ends a service that accepts calls and does not answer. */
import { hasEnded } from "../../platform/lineage.ts";
import { listenersAt } from "../../platform/listeners.ts";
import type { Places } from "../../platform/places.ts";
import { isService } from "../service/guard-services.ts";
import { Trouble } from "./trouble.ts";

/** How long the service gets to end by itself, and then to disappear, ms. */
const END_MS = 3000;

/** Returns what a person has to know and to do: two or three sentences. */
export function hungWords(own: Places): string {
  const pids = listenersAt(own.socket);
  const known = (pids ?? []).filter(pid => isService(pid, own));
  if (pids && pids.length > 0 && known.length === 0)
    return `What listens at AgentGuard's socket takes calls and does not answer (${named(pids)}), and is not known as its service. What agents propose meanwhile is denied. Look at it, and end it yourself.`;
  const which = known.length === 0 ? `it has ${own.socket} open` : named(known);
  return `The service hangs: it takes calls and does not answer (${which}). What agents propose meanwhile is denied. End it with \`agentguard service stop\`; the next act of an agent starts a new one.`;
}

function named(pids: readonly number[]): string {
  return pids.map(pid => `process ${pid}`).join(", ");
}

/**
 * Ends the service's process, and resolves to its id. Rejects with `Trouble` where no process is known to be a service
 * of ours, or it cannot be ended.
 */
export async function endHung(own: Places): Promise<number> {
  const listening = listenersAt(own.socket) ?? [];
  const pid = listening.find(one => isService(one, own));
  if (pid === undefined) {
    const which = listening.length === 0 ? `which process has ${own.socket} open` : named(listening);
    throw new Trouble(`what listens there is not known as AgentGuard's service: look at ${which}, and end it yourself`);
  }
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    process.kill(pid, signal);
    for (const until = Date.now() + END_MS; Date.now() < until; await new Promise(resolve => setTimeout(resolve, 50)))
      if (hasEnded(pid)) return pid;
  }
  throw new Trouble(`process ${pid} does not end: it waits for the system, as on a disk that does not answer`);
}
