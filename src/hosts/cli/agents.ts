/** Agents named on the command line. */
import type { Agent } from "../../agents/agent.ts";
import { AGENTS } from "../../agents/index.ts";
import { Trouble } from "./trouble.ts";

/** For the help of a command that takes agents. */
export const AGENT_IDS = AGENTS.map(({ id }) => id).join(", ");

/** The agents of these ids; `all` stands for every agent. Throws naming the ids there are. */
export function agentsNamed(ids: readonly string[]): readonly Agent[] {
  if (ids.includes("all")) return AGENTS;
  return [...new Set(ids)].map(id => {
    const agent = AGENTS.find(known => known.id === id);
    if (!agent) throw new Trouble(`there is no agent "${id}"; there are ${AGENT_IDS}`);
    return agent;
  });
}
