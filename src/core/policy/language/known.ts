/** What a machine and its agents are known to have: offered where a policy names such things. */
import type { KnownKey } from "../../places/locator.ts";

export interface Known {
  /** Names of this machine, by the condition that they can stand in: hosts, contexts, profiles, branches. */
  readonly names: { readonly [Key in KnownKey]?: readonly string[] };
  /** Ids of the guard's own rules. */
  readonly rules: readonly string[];
  /** Ids of agents. */
  readonly agents: readonly string[];
  /** Sub-agents and sessions that were seen. */
  readonly subagents: readonly string[];
  /** `server/tool` of MCP, as far as seen. */
  readonly tools: readonly string[];
  /** Commands that were held lately. */
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
