/** Judges an action under the policy in force where it happens, in service, fallback and command line alike. */
import { isAbsolute } from "node:path";
import { AGENTS } from "../../agents/index.ts";
import type { Action } from "../../core/action/action.ts";
import type { SessionFiles } from "../../core/facts/facts.ts";
import type { PolicySource } from "../../platform/policy-files.ts";
import { workspaceRootOf } from "../../platform/surroundings.ts";
import { judgeAct } from "../engine.ts";
import type { Weighed } from "./flow.ts";

/** `session`: what the agent's session has done to files, if that is remembered. */
export type Weigh = (action: Action, session?: SessionFiles) => Promise<Weighed>;

/** `judge`: who judges, and where. */
export function weigher(policies: PolicySource, judge: typeof judgeAct = judgeAct): Weigh {
  return async (action, session = {}) => {
    const root = workspaceRootOf(action.cwd);
    const { policy } = policies.policyFor(action.cwd, [root, ...projectOf(action)]);
    return { ...(await judge(action, policy, [root], session)), policy, root };
  };
}

/**
 * Returns the project that the agent was started in, by the variables of its hooks: its policy holds even after a `cd`
 * elsewhere. For the policy only, which can but tighten: such a variable must not make a folder a workspace.
 */
function projectOf({ env = {} }: Action): string[] {
  const told = AGENTS.flatMap(({ owns }) =>
    owns.projectVariable === undefined ? [] : (env[owns.projectVariable] ?? []),
  );
  return [...new Set(told)].filter(isAbsolute);
}
