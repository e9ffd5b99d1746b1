/**
 * Installs our hook into an agent's configuration and removes it. A plan is shown first and only that plan is applied.
 * A receipt keeps the previous content, so that removal restores every byte.
 */
import { accessSync, constants } from "node:fs";
import { type Agent, type ConfigEdit, ConfigError, type InstallTarget } from "../agents/agent.ts";
import { deleteConfig, deleteEmptyFolders, makeFolderOf, modeOf, readConfig, writeConfig } from "./config-file.ts";
import {
  dropReceipt,
  type ReceiptFile,
  readReceipt,
  receiptFile,
  sha256,
  textBefore,
  writeReceipt,
} from "./receipts.ts";

export interface FileChange {
  readonly file: string;
  /** The present text; null: there is no file. */
  readonly before: string | null;
  /** The new text; null: the file is deleted. */
  readonly after: string | null;
  /** Permission bits afterwards. Default: unchanged, and for a new file the user's alone. */
  readonly mode?: number;
}

/** The agent may need to read the person's files to find the place for its entries. */
function editsOf(agent: Agent, target: InstallTarget): readonly ConfigEdit[] {
  return agent.install({ ...target, textOf });
}

function textOf(file: string): string | null {
  try {
    return readConfig(file);
  } catch {
    return null;
  }
}

/** Plans an installation. A change with `before` equal to `after` is in place already. Throws `ConfigError`. */
export function planInstall(agent: Agent, target: InstallTarget): FileChange[] {
  return editsOf(agent, target).flatMap(edit => {
    const { file, mode, movesTo } = edit;
    const before = readConfig(file);
    const change = { file, before, after: edit.apply(before), ...(mode !== undefined && { mode }) };
    if (movesTo === undefined || before === null || edit.remove(before) !== before) return [change];
    return [movedAside(file, before, movesTo), change];
  });
}

/** Throws `ConfigError` when a file is in the way. */
function movedAside(file: string, text: string, movesTo: string): FileChange {
  const before = readConfig(movesTo);
  if (before === null) return { file: movesTo, before, after: text, ...bitsOf(file) };
  throw new ConfigError(
    movesTo,
    1,
    1,
    `is where ${file} would be kept, which is not AgentGuard's any more. Move one of them away; nothing was changed.`,
  );
}

function bitsOf(file: string): { mode?: number } {
  const mode = modeOf(file);
  return mode === undefined ? {} : { mode };
}

export interface InstallNote {
  /** Folder of the receipts. */
  readonly receipts: string;
  /** AgentGuard's version. */
  readonly version: string;
  readonly now?: Date;
  /** Permission bits of new folders; default: the user's alone. */
  readonly folderMode?: number;
}

/**
 * Applies a plan. Throws `ConfigError` and writes nothing when a file differs from the plan. The receipt is written
 * first, so that the way back is known whatever happens then.
 */
export async function applyInstall(
  agent: Agent,
  target: InstallTarget,
  plan: readonly FileChange[],
  { receipts, version, now = new Date(), folderMode }: InstallNote,
): Promise<void> {
  const earlier = readReceipt(receipts, agent.id)?.files ?? [];
  for (const change of plan) expectUnchanged(change);
  const files = editsOf(agent, target).flatMap((edit): ReceiptFile[] => {
    const change = plan.find(({ file }) => file === edit.file);
    if (!change || change.after === null) return [];
    const made = makeFolderOf(edit.file, folderMode);
    const known = earlier.find(({ file }) => file === edit.file);
    return [receiptFile(edit.file, withoutOurs(edit, change.before, known), change.after, made ?? known?.madeFolder)];
  });
  const approvals = earlier.filter(({ file }) => agent.trust?.files(target).includes(file));
  await writeReceipt(receipts, {
    agent: agent.id,
    version,
    time: now.toISOString(),
    launcher: target.launcher,
    files: [...files, ...approvals],
  });
  await writeChanges(plan);
}

async function writeChanges(plan: readonly FileChange[]): Promise<void> {
  for (const { file, before, after, mode } of plan) {
    if (after === null || (after === before && (mode === undefined || modeOf(file) === mode))) continue;
    await writeConfig(file, after, mode);
  }
}

/** Plans the removal of our hook. Throws `ConfigError`. */
export function planUninstall(agent: Agent, target: InstallTarget, receipts: string): FileChange[] {
  const known = readReceipt(receipts, agent.id)?.files ?? [];
  const approvals = (agent.trust?.files(target) ?? []).map((file): FileChange => {
    const before = readConfig(file);
    const receipt = known.find(entry => entry.file === file);
    const restored = before !== null && receipt?.sha256After === sha256(before) ? textBefore(receipt) : undefined;
    return {
      file,
      before,
      after: restored === undefined ? before && (agent.trust?.forget(before, target) ?? before) : restored,
    };
  });
  const entries = editsOf(agent, target).flatMap((edit): FileChange[] => {
    const { file, movesTo } = edit;
    const before = readConfig(file);
    const aside = movesTo === undefined ? null : readConfig(movesTo);
    // The file is somebody else's again and holds nothing of ours.
    if (movesTo === undefined || aside === null || before === null || edit.remove(before) === before) {
      const receipt = known.find(entry => entry.file === file);
      return [{ file, before, after: withoutOurs(edit, before, receipt) }];
    }
    return [
      { file, before, after: aside, ...bitsOf(movesTo) },
      { file: movesTo, before: aside, after: null },
    ];
  });
  return [...entries, ...approvals];
}

/** Applies such a plan, and deletes the receipt. Throws `ConfigError` when a file differs from the plan. */
export async function applyUninstall(agent: Agent, plan: readonly FileChange[], receipts: string): Promise<void> {
  const known = readReceipt(receipts, agent.id)?.files ?? [];
  for (const change of plan) expectUnchanged(change);
  await writeChanges(plan);
  const deleted = plan.filter(({ before, after }) => after === null && before !== null);
  for (const { file } of deleted) await deleteConfig(file);
  // Folders go last, in reverse order: one may have been made for another's file, or inside another.
  for (const { file } of deleted.toReversed()) {
    const made = known.find(entry => entry.file === file)?.madeFolder;
    if (made !== undefined) deleteEmptyFolders(file, made);
  }
  dropReceipt(receipts, agent.id);
}

/** Returns the original text if nobody has changed the file since; else the present text without our entries. */
function withoutOurs(edit: ConfigEdit, current: string | null, known: ReceiptFile | undefined): string | null {
  if (current === null) return null;
  return known && sha256(current) === known.sha256After ? textBefore(known) : edit.remove(current);
}

function expectUnchanged({ file, before }: FileChange): void {
  if (readConfig(file) === before) return;
  throw new ConfigError(
    file,
    1,
    1,
    "the file changed after the plan was made. Look at the new plan; nothing was changed.",
  );
}

export interface InstallState {
  readonly file: string;
  readonly state: "present" | "missing" | "changed" | "unreadable";
  /** One sentence for the person and one on what to do; empty when all is well. */
  readonly because: string;
  readonly fix: string;
}

/** Tells whether the agent would call us: one result for each file, the launcher's first. Only reads. */
export function verifyInstall(agent: Agent, target: InstallTarget): InstallState[] {
  const edits = editsOf(agent, target);
  if (edits.length === 0) return [unhooked(agent, target)];
  return [launcherState(target.launcher), ...edits.map(edit => stateOf(edit, agent))];
}

function unhooked(
  { cannot: [because = "It has no hooks.", ...fix] }: Agent,
  { launcher }: InstallTarget,
): InstallState {
  return { file: launcher, state: "missing", because, fix: fix.join(" ") };
}

const INSTALL = "Run `agentguard install`.";

function launcherState(file: string): InstallState {
  try {
    accessSync(file, constants.X_OK);
    return { file, state: "present", because: "", fix: "" };
  } catch {
    return { file, state: "missing", because: "The launcher is not there, or cannot be run.", fix: INSTALL };
  }
}

function stateOf(edit: ConfigEdit, { title }: Agent): InstallState {
  const { file } = edit;
  try {
    const text = readConfig(file);
    const obstacle = text === null ? undefined : edit.obstacle?.(text);
    if (edit.present(text)) {
      if (edit.mode !== undefined && ((modeOf(file) ?? 0) & edit.mode) !== edit.mode)
        return { file, state: "changed", because: "The file cannot be run any more.", fix: INSTALL };
      if (obstacle === undefined) return { file, state: "present", because: "", fix: "" };
      return { file, state: "changed", because: `${obstacle}.`, fix: "Take that out of the file." };
    }
    if (text === null || edit.remove(text) === text)
      return { file, state: "missing", because: `${title} does not call AgentGuard.`, fix: INSTALL };
    return { file, state: "changed", because: "AgentGuard's entry is not as it was written.", fix: INSTALL };
  } catch (error) {
    const because = error instanceof Error ? error.message : String(error);
    return { file, state: "unreadable", because, fix: `Correct the file. ${title} cannot read it either.` };
  }
}
