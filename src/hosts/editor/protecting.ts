/** Which agents are on this machine and call the guard, and what changes when one starts or stops doing so. */
import { existsSync } from "node:fs";
import type { Agent, InstallTarget } from "../../agents/agent.ts";
import { AGENTS } from "../../agents/index.ts";
import {
  applyInstall,
  applyUninstall,
  type FileChange,
  planInstall,
  planUninstall,
  verifyInstall,
} from "../../platform/install.ts";
import type { Places } from "../../platform/places.ts";
import { VERSION } from "../../wire/version.ts";

/** `partly`: our entries are there but not as written, or something in the file keeps them from working. */
export type Protection = "yes" | "partly" | "no";

export interface AgentHere {
  readonly agent: Agent;
  readonly protection: Protection;
  /** What is not as it should be, for the person; empty when all is well. */
  readonly because: string;
}

export interface Plan {
  readonly agent: Agent;
  /** Only files whose text changes. */
  readonly changes: readonly FileChange[];
  readonly all: readonly FileChange[];
}

export type Step = "protect" | "unprotect";

/**
 * The agents found on this machine, and those that still carry our entries. `env` is the process's own: some agents
 * keep their files where it says.
 */
export function agentsHere(own: Places, env: NodeJS.ProcessEnv): AgentHere[] {
  const target = targetOf(own, env);
  return AGENTS.map(agent => {
    const states = verifyInstall(agent, target);
    // The launcher alone protects nobody: an agent that has none of our entries is not protected.
    const entries = states.filter(({ file }) => file !== target.launcher);
    const none = entries.every(({ state }) => state === "missing");
    const protection: Protection = states.every(({ state }) => state === "present") ? "yes" : none ? "no" : "partly";
    return { agent, protection, because: states.map(({ because }) => because).find(b => b !== "") ?? "" };
  }).filter(({ agent, protection }) => protection !== "no" || agent.detect(target, existsSync));
}

/** Reads only. Throws `ConfigError` when a file of the agent cannot be read. */
export function planOf(step: Step, agent: Agent, own: Places, env: NodeJS.ProcessEnv): Plan {
  const target = targetOf(own, env);
  const all = step === "protect" ? planInstall(agent, target) : planUninstall(agent, target, own.receipts);
  return { agent, all, changes: all.filter(({ before, after }) => before !== after) };
}

/** Writes exactly that plan. Throws `ConfigError`, writing nothing, when a file has changed since. */
export function applyPlan(step: Step, { agent, all }: Plan, own: Places, env: NodeJS.ProcessEnv): Promise<void> {
  if (step === "unprotect") return applyUninstall(agent, all, own.receipts);
  return applyInstall(agent, targetOf(own, env), all, { receipts: own.receipts, version: VERSION });
}

function targetOf({ home, launcher }: Places, env: NodeJS.ProcessEnv): InstallTarget {
  return { home, env, launcher };
}
