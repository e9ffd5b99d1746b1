/** Agents named on the command line. */
import { existsSync } from "node:fs";
import type { Agent, InstallTarget } from "../../agents/agent.ts";
import { AGENTS } from "../../agents/index.ts";
import type { Places } from "../../platform/places.ts";
import { Trouble } from "./trouble.ts";

export function targetOf(own: Places): InstallTarget {
  return { home: own.home, env: process.env, launcher: own.launcher };
}

/** The agents of these ids; `all` stands for every agent. Throws naming the ids there are. */
export function agentsNamed(ids: readonly string[]): readonly Agent[] {
  if (ids.includes("all")) return AGENTS;
  return [...new Set(ids)].map(id => {
    const agent = AGENTS.find(known => known.id === id);
    if (!agent) throw new Trouble(`there is no agent "${id}"; there are ${AGENTS.map(known => known.id).join(", ")}`);
    return agent;
  });
}

/** Those that seem to be used on this machine. */
export function agentsHere(own: Places): readonly Agent[] {
  return AGENTS.filter(agent => agent.detect(targetOf(own), existsSync));
}
