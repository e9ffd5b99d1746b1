/** Lists names that exist on a machine, for completion in a policy. */
import type { KnownKey } from "../../places/locator.ts";

export interface Known {
  /** Names on this machine by the condition that takes them: hosts, contexts, profiles, branches. */
  readonly names: { readonly [Key in KnownKey]?: readonly string[] };
  /** Ids of the guard's own rules. */
  readonly rules: readonly string[];
  /** Ids of agents. */
  readonly agents: readonly string[];
  /** Sub-agents and sessions that were observed. */
  readonly subagents: readonly string[];
  /** `server/tool` of MCP that were observed. */
  readonly tools: readonly string[];
  /** Commands that were recently held. */
  readonly commands: readonly string[];
  /** Variables that hold credentials. */
  readonly credentials: readonly string[];
  /** Paths of env files, relative to the workspace. */
  readonly envFiles: readonly string[];
}

export const NOTHING_KNOWN: Known = {
  names: {},
  rules: [],
  agents: [],
  subagents: [],
  tools: [],
  commands: [],
  credentials: [],
  envFiles: [],
};
