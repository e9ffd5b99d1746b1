/** Finds the agents on this machine and whether they call the guard, and plans the changes for one to start or stop. */
import { existsSync } from "node:fs";
import type { Agent, InstallTarget } from "../../agents/agent.ts";
import { AGENTS } from "../../agents/index.ts";
import { announcer } from "../../platform/announce.ts";
import {
  applyInstall,
  applyUninstall,
  type FileChange,
  type InstallState,
  planInstall,
  planUninstall,
  verifyInstall,
} from "../../platform/install.ts";
import type { Places } from "../../platform/places.ts";
import { VERSION } from "../../wire/version.ts";
import { hasProgram } from "./client.ts";
import { grantTrust, type TrustState } from "./trust.ts";

/**
 * `partly`: our entries differ from what was written, or something in the file disables them. `impossible`: the agent
 * has no hooks.
 */
export type Protection = "yes" | "partly" | "no" | "impossible";

export interface AgentHere {
  readonly agent: Agent;
  readonly protection: Protection;
  /** The files with something wrong; empty when all is well. */
  readonly wrong: readonly InstallState[];
  /** The first thing that is wrong, for the person; empty when all is well. */
  readonly because: string;
}

export interface Plan {
  readonly agent: Agent;
  /** The files whose text changes. */
  readonly changes: readonly FileChange[];
  readonly all: readonly FileChange[];
}

export type Step = "protect" | "unprotect";

/**
 * Returns the agents found on this machine by their settings or programs, and those that still have our entries.
 * `env` is the process's own: some agents keep their files where it says.
 */
export function agentsHere(own: Places, env: NodeJS.ProcessEnv = process.env, agents = AGENTS): AgentHere[] {
  const target = targetOf(own, env);
  const isHere = ({ agent, protection }: AgentHere) =>
    protection === "yes" || protection === "partly" || agent.detect(target, existsSync) || hasProgram(agent, target);
  return agents.map(agent => agentHere(agent, own, env)).filter(isHere);
}

/** Returns the state of one agent, whether it is on this machine or not. Only reads. */
export function agentHere(agent: Agent, own: Places, env: NodeJS.ProcessEnv = process.env): AgentHere {
  const target = targetOf(own, env);
  const [launcher, ...entries] = verifyInstall(agent, target);
  if (entries.length === 0) {
    const [because = `${agent.title} has no hooks, so nothing can ask AgentGuard.`] = agent.cannot;
    return { agent, protection: "impossible", wrong: [], because };
  }
  const wrong = [...(launcher ? [launcher] : []), ...entries].filter(({ state }) => state !== "present");
  // Without any of our entries the agent is not protected, even if the launcher exists.
  const none = entries.every(({ state }) => state === "missing");
  const protection: Protection = wrong.length === 0 ? "yes" : none ? "no" : "partly";
  return { agent, protection, wrong, because: wrong.find(({ because }) => because !== "")?.because ?? "" };
}

/** Plans a step. Only reads. Throws `ConfigError` when a file of the agent cannot be read. */
export function planOf(step: Step, agent: Agent, own: Places, env: NodeJS.ProcessEnv = process.env): Plan {
  const target = targetOf(own, env);
  const all = step === "protect" ? planInstall(agent, target) : planUninstall(agent, target, own.receipts);
  return { agent, all, changes: all.filter(({ before, after }) => before !== after) };
}

/**
 * Applies exactly that plan, and has the agent approve the hook if it must, for work in `folder`; resolves to the
 * result. Throws `ConfigError` and writes nothing when a file has changed since.
 */
export async function applyPlan(
  step: Step,
  { agent, all, changes }: Plan,
  own: Places,
  env: NodeJS.ProcessEnv = process.env,
  folder = own.home,
): Promise<TrustState> {
  const target = targetOf(own, env);
  await announcer(own)(changes.map(({ file, after }) => ({ file, text: after })));
  if (step === "protect") {
    await applyInstall(agent, target, all, { receipts: own.receipts, version: VERSION });
    return grantTrust(agent, target, folder, own.receipts);
  }
  await applyUninstall(agent, all, own.receipts);
  return { kind: "not-needed" };
}

/** Returns what the agents' files need to know of this machine. */
export function targetOf({ home, launcher }: Places, env: NodeJS.ProcessEnv): InstallTarget {
  return { home, env, launcher };
}
