/** Admits who asks for what only a person may do (answer, resume, stop), which no process of an agent's may. */
import { randomUUID } from "node:crypto";
import { openedAtStart } from "../../platform/debugger.ts";
import type { Process } from "../../platform/lineage.ts";
import { type Challenge, makeChallenge } from "../../platform/peer-proof.ts";
import type { Places } from "../../platform/places.ts";
import { agentAbove } from "./pairing/visitor.ts";

/** A process that asks to be admitted. */
export interface Visit {
  /** What the visitor has to prove itself with, where that can be checked, and what its signatures are bound to. */
  readonly challenge: string;
  /** Returns why this process is not admitted, as one clause; undefined when it is. */
  refusal(pid: number | undefined): Promise<string | undefined>;
  /** Called when the visitor is admitted or gone. */
  end(): void;
}

/** How long a visitor has to prove itself. A starting editor is busy. */
const PATIENCE_MS = 5000;

/** `hasCalled`: returns the agent whose hook a process has called. */
export function receive(places: Places, hasCalled: (process: Process) => string | undefined): Visit {
  const challenge = makeChallenge(places);
  return {
    challenge: challenge?.name ?? randomUUID(),
    end: () => challenge?.end(),
    async refusal(pid) {
      // Other systems cannot tell. The rights of the socket and its folder show that the visitor is of this user.
      if (!challenge) return undefined;
      if (pid === undefined) return "it does not say which process it is: reload the window, or update AgentGuard";
      return (await agentAbove(pid, hasCalled)) ?? openedAtStart(pid) ?? shown(await challenge.met(pid, PATIENCE_MS));
    },
  };
}

function shown(met: Awaited<ReturnType<Challenge["met"]>>): string | undefined {
  return met === "missed" ? "it is not the process that it says it is" : undefined;
}
