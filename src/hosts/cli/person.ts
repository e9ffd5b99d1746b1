/** Some commands are a person's to give: an agent that met the guard must not be the one to switch it off. */
import { AGENTS } from "../../agents/index.ts";
import { markerOf } from "../../agents/shell-marker.ts";
import { Trouble } from "./trouble.ts";

/**
 * Throws in a shell that an agent started, as its own variables tell. A hurdle for agents that make mistakes, not
 * against one that hides its variables: the hook judges such a command before it runs.
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
