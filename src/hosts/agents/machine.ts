/** Files for the whole machine: an administrator writes them, and no project, option or home variable goes past them. */
import { chmodSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Agent, InstallTarget } from "../../agents/agent.ts";
import { readConfig } from "../../platform/config-file.ts";
import { applyInstall, applyUninstall, type FileChange, planInstall, planUninstall } from "../../platform/install.ts";
import { organizationPolicy } from "../../platform/policy-files.ts";
import { VERSION } from "../../wire/version.ts";
import type { Plan, Step } from "./protection.ts";

/** Whether the machine's files of this agent hold our entries, complete and in force. Reads only. */
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

/** Reads only. Undefined for an agent that knows no such file. Throws `ConfigError` when one cannot be read. */
export function planForMachine(step: Step, agent: Agent, target: InstallTarget): Plan | undefined {
  const machines = ofMachine(agent);
  if (!machines) return undefined;
  const all = (step === "protect" ? planInstall(machines, target) : planUninstall(machines, target, receipts())).map(
    readable,
  );
  return { agent, all, changes: all.filter(({ before, after }) => before !== after) };
}

/** Writes exactly that plan. Throws `ConfigError`, writing nothing, when a file has changed since. */
export async function applyForMachine(step: Step, { agent, all }: Plan, target: InstallTarget): Promise<void> {
  const machines = ofMachine(agent) ?? agent;
  if (step === "unprotect") return applyUninstall(machines, all, receipts());
  // Everybody's guard looks for the organization's policy there, whoever may read the receipts.
  const folder = dirname(organizationPolicy());
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const note = { receipts: receipts(), version: VERSION, folderMode: 0o755 };
  return applyInstall(machines, target, all, note);
}

/** Approvals are a person's: what an administrator sets needs none. */
function ofMachine(agent: Agent): Agent | undefined {
  const { managed, trust: _, ...rest } = agent;
  return managed && { ...rest, install: managed };
}

/** Every user's agent has to read it. A file that is there keeps its bits. */
function readable(change: FileChange): FileChange {
  return change.before === null ? { ...change, mode: 0o644 } : change;
}

/** Where an administrator's other files of ours are. */
function receipts(): string {
  return join(dirname(organizationPolicy()), "receipts");
}
