/** What only a person may do through the service: answer, resume, stop it. A process that an agent has started may not. */
import { AGENTS } from "../../agents/index.ts";
import { markerOf } from "../../agents/shell-marker.ts";
import { openedAtStart } from "../../platform/debugger.ts";
import { ancestryOf } from "../../platform/lineage.ts";
import { environmentOfProcess } from "../../platform/peer-env.ts";
import { type Challenge, makeChallenge } from "../../platform/peer-proof.ts";
import type { Places } from "../../platform/places.ts";

/** One who wants to come in. */
export interface Visit {
  /** What the visitor has to show; undefined where nobody can look. */
  readonly challenge: string | undefined;
  /** Why this process is not let in, as one clause; undefined when it is. */
  refusal(pid: number | undefined): Promise<string | undefined>;
  /** The visitor is in, or gone. */
  end(): void;
}

/** How long a visitor has to show itself: an editor that starts is busy. */
const PATIENCE_MS = 5000;

/** `outside`: processes above which nobody is an agent of this guard's; default: what the service itself comes from. */
export function receive(places: Places, outside: readonly number[] = ancestryOf(process.pid)): Visit {
  const challenge = makeChallenge(places);
  return {
    challenge: challenge?.name,
    end: () => challenge?.end(),
    async refusal(pid) {
      // Elsewhere nobody can tell: the visitor is of this user, by the rights of the socket and its folder.
      if (!challenge) return undefined;
      if (pid === undefined) return "it does not say which process it is: reload the window, or update AgentGuard";
      return (await agentAbove(pid, outside)) ?? openedAtStart(pid) ?? shown(await challenge.met(pid, PATIENCE_MS));
    },
  };
}

function shown(met: Awaited<ReturnType<Challenge["met"]>>): string | undefined {
  return met === "missed" ? "it is not the process that it says it is" : undefined;
}

/** Which agent has started the process, as far as its variables and those of the processes above it say. */
async function agentAbove(pid: number, outside: readonly number[]): Promise<string | undefined> {
  for (const one of ancestryOf(pid)) {
    if (outside.includes(one)) return undefined;
    const env = (await environmentOfProcess(one)) ?? {};
    for (const agent of AGENTS) {
      const marker = markerOf(agent, env);
      if (marker) return `it was started by ${agent.title} (${marker.name} is set), and this is for a person to do`;
    }
  }
  return undefined;
}
