/** Refusals in an agent's own words when nothing else can be said any more. */
import type { Protocol, Reply } from "../../agents/agent.ts";
import { AGENTS } from "../../agents/index.ts";
import { DOORS } from "../../doors/index.ts";
import { cannot, FAILED } from "./words.ts";

/** Every way in: the agents' hooks, and our own doors. */
export const PROTOCOLS: readonly Protocol[] = [...AGENTS, ...DOORS];

export function protocolOf(id: string): Protocol | undefined {
  return PROTOCOLS.find(protocol => protocol.id === id);
}

/** Milliseconds from the start of a call until its answer must be out. */
export function limitOf(id: string): number {
  const agent = protocolOf(id);
  return agent ? (agent.timeoutSeconds - agent.marginSeconds) * 1000 : 10_000;
}

/** For an agent that nobody knows: an exit code that every agent obeys, with words. */
export function refusalFor(id: string, stage: string, error: unknown): Reply {
  const detail = error instanceof Error ? error.message : String(error);
  const agent = protocolOf(id);
  if (!agent) {
    const known = PROTOCOLS.map(({ id }) => id).join(", ");
    return {
      stdout: "",
      stderr: `AgentGuard could not ${FAILED.agent} ("${id}"; known: ${known}); nothing was run.\n`,
      exitCode: 2,
    };
  }
  return agent.reply({ kind: "deny", reason: cannot(stage, detail, FAILED.repair) }, undefined);
}
