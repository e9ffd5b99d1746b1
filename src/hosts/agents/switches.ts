/** Every setting by which an agent asks nobody or runs no hooks, by the agents' own files: what the core looks for. */
import { OTHER_SWITCHES } from "../../agents/configuration/other-agents.ts";
import { AGENTS } from "../../agents/index.ts";
import type { AgentSwitch } from "../../core/agent-switches/switch.ts";

/** One and the same list, so that what is made of it is made once. The agents' own come first: they say more. */
export const AGENT_SWITCHES: readonly AgentSwitch[] = [
  ...AGENTS.flatMap(({ switches }) => switches ?? []),
  ...OTHER_SWITCHES,
];
