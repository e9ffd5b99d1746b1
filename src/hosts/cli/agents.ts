/** Finds the agents that are named on the command line. */
import type { Agent } from "../../agents/agent.ts";
import { AGENTS } from "../../agents/index.ts";
import type { Places } from "../../platform/places.ts";
import { agentsHere } from "../agents/protection.ts";
import { Trouble } from "./trouble.ts";

/** The ids, for the help of commands that take agents. */
export const AGENT_IDS = AGENTS.map(({ id }) => id).join(", ");

/** Returns the agents of these ids; `all` means those found on this machine. Throws `Trouble` with the valid ids. */
export function agentsNamed(ids: readonly string[], own: Places): readonly Agent[] {
  if (ids.includes("all")) return agentsFound(own);
  return [...new Set(ids)].map(id => {
    const agent = AGENTS.find(known => known.id === id);
    if (!agent) throw new Trouble(`there is no agent "${id}"; there are ${AGENT_IDS}`);
    return agent;
  });
}

/** Returns the agents on this machine. Throws `Trouble` when there is none. */
export function agentsFound(own: Places): readonly Agent[] {
  const here = agentsHere(own);
  if (here.length === 0) throw new Trouble(`no agent was found on this machine; name one of ${AGENT_IDS}`);
  return here.map(({ agent }) => agent);
}
