/** What may be said of agents by their lights: nobody is called guarded before that is proven. Pure. */
import type { Light } from "./light.ts";

/**
 * `guarded`: its hook is proven. `observed`: it asks, and is not held back. `unproven`: its hook is there, and nothing
 * has proven it. `open`: it does not ask. `impossible`: it has no hooks, so it can never ask.
 */
export type Standing = "guarded" | "observed" | "unproven" | "open" | "impossible";

export function standingOf({ state, proven, impossible }: Light): Standing {
  if (impossible) return "impossible";
  if (state === "not-connected" || state === "changed") return "open";
  if (proven === undefined) return "unproven";
  return state === "holding" ? "guarded" : "observed";
}

/** Why an agent that was to be guarded is not, and what puts it right; undefined for one that is guarded. */
export function shortfallOf(light: Light): string | undefined {
  const { title, causes, state } = light;
  const because = causes[0] === undefined ? "" : `: ${causes[0].says} ${causes[0].fix.says}`.trimEnd();
  switch (standingOf(light)) {
    case "guarded":
      return undefined;
    case "observed":
      return `${title} asks AgentGuard and is not held back${because || "."}`;
    case "unproven":
      return `${title} has AgentGuard's hook, which is not proven yet. Nothing can be proven while agents are stopped.`;
    case "open":
      return `${title} is not ${state === "changed" ? "guarded" : "connected yet"}${because || "."}`;
    case "impossible":
      return `${title} cannot be guarded${because || "."}`;
  }
}

/** `Claude Code`, `Claude Code and Cursor`, `Claude Code, Codex and Cursor`. */
export function names(titles: readonly string[]): string {
  return titles.length < 2 ? titles.join("") : `${titles.slice(0, -1).join(", ")} and ${titles.at(-1)}`;
}
