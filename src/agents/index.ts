/** Every agent. Adding one is one file and one line here. */
import type { Agent } from "./agent.ts";

export const AGENTS: readonly Agent[] = [];
