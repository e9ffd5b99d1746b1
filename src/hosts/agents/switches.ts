/** Every setting by which an agent asks nobody or runs no hooks, by the agents' own files: what the core looks for. */
import { usualSwitches } from "../../agents/configuration/usual-switches.ts";
import { AGENTS } from "../../agents/index.ts";
import { OTHER_AGENTS } from "../../agents/others.ts";
import type { AgentSwitch } from "../../core/agent-switches/switch.ts";

const ALL = [...AGENTS, ...OTHER_AGENTS];

/** One and the same list, so that what is made of it is made once. The agents' own come first: they say more. */
export const AGENT_SWITCHES: readonly AgentSwitch[] = [
  ...ALL.flatMap(({ switches }) => switches ?? []),
  ...usualSwitches(ALL.flatMap(({ owns }) => owns.settings ?? [])),
];
