/** What only a person may do through the service: answer, resume, stop it. A process that an agent has started may not. */
import { randomUUID } from "node:crypto";
import { openedAtStart } from "../../platform/debugger.ts";
import type { Process } from "../../platform/lineage.ts";
import { type Challenge, makeChallenge } from "../../platform/peer-proof.ts";
import type { Places } from "../../platform/places.ts";
import { agentAbove } from "./pairing/visitor.ts";

/** One who wants to come in. */
export interface Visit {
  /** What the visitor has to show where somebody can look, and what its signatures are bound to. */
  readonly challenge: string;
  /** Why this process is not let in, as one clause; undefined when it is. */
  refusal(pid: number | undefined): Promise<string | undefined>;
  /** The visitor is in, or gone. */
  end(): void;
}

/** How long a visitor has to show itself: an editor that starts is busy. */
const PATIENCE_MS = 5000;

/** `hasCalled`: the agent whose hook a process has called. */
export function receive(places: Places, hasCalled: (process: Process) => string | undefined): Visit {
  const challenge = makeChallenge(places);
  return {
    challenge: challenge?.name ?? randomUUID(),
    end: () => challenge?.end(),
    async refusal(pid) {
      // Elsewhere nobody can tell: the visitor is of this user, by the rights of the socket and its folder.
      if (!challenge) return undefined;
      if (pid === undefined) return "it does not say which process it is: reload the window, or update AgentGuard";
      return (await agentAbove(pid, hasCalled)) ?? openedAtStart(pid) ?? shown(await challenge.met(pid, PATIENCE_MS));
    },
  };
}

function shown(met: Awaited<ReturnType<Challenge["met"]>>): string | undefined {
  return met === "missed" ? "it is not the process that it says it is" : undefined;
}
