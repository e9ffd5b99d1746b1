/** Installs hooks for the whole machine in an administrator's files, which no project, option or variable overrides. */
import { chmodSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Agent, InstallTarget } from "../../agents/agent.ts";
import { readConfig } from "../../platform/config-file.ts";
import { applyInstall, applyUninstall, type FileChange, planInstall, planUninstall } from "../../platform/install.ts";
import { organizationPolicy } from "../../platform/policy-files.ts";
import { VERSION } from "../../wire/version.ts";
import type { Plan, Step } from "./protection.ts";

/** Tells whether this agent's machine-wide files hold our entries, complete and in force. Only reads. */
export function heldByMachine({ managed }: Agent, target: InstallTarget): boolean {
  const edits = managed?.(target) ?? [];
  return (
    edits.length > 0 &&
    edits.every(edit => {
      try {
        const text = readConfig(edit.file);
        return edit.present(text) && (text === null || edit.obstacle?.(text) === undefined);
      } catch {
        return false;
      }
    })
  );
}

/**
 * Plans a change; undefined for an agent without such a file. Only reads. Throws `ConfigError` if one is unreadable.
 */
export function planForMachine(step: Step, agent: Agent, target: InstallTarget): Plan | undefined {
  const machines = ofMachine(agent);
  if (!machines) return undefined;
  const all = (step === "protect" ? planInstall(machines, target) : planUninstall(machines, target, receipts())).map(
    readable,
  );
  return { agent, all, changes: all.filter(({ before, after }) => before !== after) };
}

/** Applies exactly that plan. Throws `ConfigError` and writes nothing when a file has changed since. */
export async function applyForMachine(step: Step, { agent, all }: Plan, target: InstallTarget): Promise<void> {
  const machines = ofMachine(agent) ?? agent;
  if (step === "unprotect") return applyUninstall(machines, all, receipts());
  // Everybody's guard reads the organization's policy in this folder, even if the receipts are private.
  const folder = dirname(organizationPolicy());
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const note = { receipts: receipts(), version: VERSION, folderMode: 0o755 };
  return applyInstall(machines, target, all, note);
}

/** Removes the approvals, which are a person's: what an administrator sets needs none. */
function ofMachine(agent: Agent): Agent | undefined {
  const { managed, trust: _, ...rest } = agent;
  return managed && { ...rest, install: managed };
}

/** Every user's agent has to read a new file. An existing file keeps its permission bits. */
function readable(change: FileChange): FileChange {
  return change.before === null ? { ...change, mode: 0o644 } : change;
}

/** Returns the folder beside an administrator's other files of ours. */
function receipts(): string {
  return join(dirname(organizationPolicy()), "receipts");
}
