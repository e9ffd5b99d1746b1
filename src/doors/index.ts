/** Lists the doors: our own entrances that are not an agent's hook. Adding one is one file and one line here. */
import type { Protocol } from "../agents/agent.ts";
import { relay } from "./relay.ts";
import { terminal } from "./terminal.ts";

export const DOORS: readonly Protocol[] = [relay, terminal];
