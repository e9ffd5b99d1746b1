/** Tells an agent's shell from a person's own, by the variables that agents set. */
import type { Agent, ShellMarker } from "./agent.ts";

/** Returns the variable that marks a shell of this agent, or undefined. */
export function markerOf(
  { shellMarkers }: Pick<Agent, "shellMarkers">,
  env: Readonly<Record<string, string | undefined>>,
): ShellMarker | undefined {
  return shellMarkers.find(({ name, value }) => {
    const held = env[name];
    return held !== undefined && (value?.test(held) ?? true);
  });
}
