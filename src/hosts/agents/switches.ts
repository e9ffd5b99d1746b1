/** Collects the agents' settings that stop questions or hooks, from the agents' own files, for the core. */
import { usualSwitches } from "../../agents/configuration/usual-switches.ts";
import { AGENTS } from "../../agents/index.ts";
import { OTHER_AGENTS } from "../../agents/others.ts";
import type { AgentSwitch } from "../../core/agent-switches/switch.ts";

const ALL = [...AGENTS, ...OTHER_AGENTS];

/** A single list, so that what is derived from it is cached. The agents' own come first, as they say more. */
export const AGENT_SWITCHES: readonly AgentSwitch[] = [
  ...ALL.flatMap(({ switches }) => switches ?? []),
  ...usualSwitches(ALL.flatMap(({ owns }) => owns.settings ?? [])),
];
