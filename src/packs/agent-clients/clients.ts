/** Lists the known clients by their program. */
import { type KnownAgent, ofAgents, type Program } from "../../core/agents/known-agents.ts";

export interface Client {
  readonly agent: KnownAgent;
  readonly program: Program;
}

/** Derived from what the agents own. */
export const clients: () => ReadonlyMap<string, Client> = ofAgents(
  agents =>
    new Map(
      agents.flatMap(agent =>
        Object.entries(agent.programs ?? {}).flatMap(([name, program]) =>
          program.taken ? [] : [[name, { agent, program }] as const],
        ),
      ),
    ),
);
