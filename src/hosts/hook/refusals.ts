/** Refusals in an agent's own words when nothing else can be said any more. */
import type { Agent, Reply } from "../../agents/agent.ts";
import { AGENTS } from "../../agents/index.ts";
import { cannot, FAILED } from "./words.ts";

export function agentOf(id: string): Agent | undefined {
  return AGENTS.find(agent => agent.id === id);
}

/** Milliseconds from the start of a call until its answer must be out. */
export function limitOf(id: string): number {
  const agent = agentOf(id);
  return agent ? (agent.timeoutSeconds - agent.marginSeconds) * 1000 : 10_000;
}

/** For an agent that nobody knows: an exit code that every agent obeys, with words. */
export function refusalFor(id: string, stage: string, error: unknown): Reply {
  const detail = error instanceof Error ? error.message : String(error);
  const agent = agentOf(id);
  if (!agent) {
    const known = AGENTS.map(({ id }) => id).join(", ");
    return {
      stdout: "",
      stderr: `AgentGuard could not ${FAILED.agent} ("${id}"; known: ${known}); nothing was run.\n`,
      exitCode: 2,
    };
  }
  return agent.reply({ kind: "deny", reason: cannot(stage, detail, FAILED.repair) }, undefined);
}
