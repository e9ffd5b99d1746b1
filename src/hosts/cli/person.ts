/** Reserves some commands for a person: an agent that is guarded must not switch the guard off. */
import { AGENTS } from "../../agents/index.ts";
import { markerOf } from "../../agents/shell-marker.ts";
import { Trouble } from "./trouble.ts";

/**
 * Throws in a shell that an agent started, by its variables. It stops agents that make mistakes, not one that hides its
 * variables: the hook judges such a command before it runs.
 */
export function onlyAPerson(what: string, env: NodeJS.ProcessEnv = process.env): void {
  for (const agent of AGENTS) {
    const marker = markerOf(agent, env);
    if (marker !== undefined)
      throw new Trouble(
        `${what} is for a person to do, and this shell was started by ${agent.title} (${marker.name} is set): run it in a terminal of your own`,
      );
  }
}
