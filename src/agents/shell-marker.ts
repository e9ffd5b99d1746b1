/** Telling a shell that an agent started from a person's own, by the variables that agents set in theirs. */
import type { Agent, ShellMarker } from "./agent.ts";

/** The variable that marks a shell of this agent, or undefined. */
export function markerOf(
  { shellMarkers }: Pick<Agent, "shellMarkers">,
  env: Readonly<Record<string, string | undefined>>,
): ShellMarker | undefined {
  return shellMarkers.find(({ name, value }) => {
    const held = env[name];
    return held !== undefined && (value?.test(held) ?? true);
  });
}
