/**
 * Records what was written into an agent's configuration and what it replaced: one file per agent, the user's alone.
 */
import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import * as z from "zod";
import { makePrivateFolder } from "./places.ts";

const Receipt = z.object({
  agent: z.string(),
  /** AgentGuard's version. */
  version: z.string(),
  /** ISO 8601. */
  time: z.string(),
  /** What the entries start. */
  launcher: z.string(),
  files: z.array(
    z.object({
      file: z.string(),
      /** Whole content without anything of ours, base64; null when there was no file. */
      before: z.string().nullable(),
      sha256Before: z.string().nullable(),
      sha256After: z.string(),
      /** The topmost folder that was made for it. */
      madeFolder: z.string().optional(),
    }),
  ),
});
export type Receipt = z.infer<typeof Receipt>;
export type ReceiptFile = Receipt["files"][number];

/** Undefined when there is none, or none that can be read: then what is ours is told by its form. */
export function readReceipt(folder: string, agent: string): Receipt | undefined {
  try {
    return Receipt.safeParse(JSON.parse(readFileSync(pathOf(folder, agent), "utf8"))).data;
  } catch {
    return undefined;
  }
}

export async function writeReceipt(folder: string, receipt: Receipt): Promise<void> {
  makePrivateFolder(folder);
  await writeFileAtomic(pathOf(folder, receipt.agent), `${JSON.stringify(receipt, null, 2)}\n`, { mode: 0o600 });
}

/**
 * Adds what an agent itself has changed for us in one of its files. Does nothing without a receipt: then nothing of ours
 * was installed.
 */
export async function noteChange(
  folder: string,
  agent: string,
  file: string,
  before: string | null,
  after: string,
): Promise<void> {
  const receipt = readReceipt(folder, agent);
  if (!receipt) return;
  const known = receipt.files.find(entry => entry.file === file);
  // Changed by nobody but us since: what stood there first is what comes back.
  const first = known && before !== null && sha256(before) === known.sha256After ? textBefore(known) : before;
  const entry = receiptFile(file, first, after, known?.madeFolder);
  await writeReceipt(folder, { ...receipt, files: [...receipt.files.filter(other => other !== known), entry] });
}

export function dropReceipt(folder: string, agent: string): void {
  rmSync(pathOf(folder, agent), { force: true });
}

export function receiptFile(
  file: string,
  before: string | null,
  after: string,
  madeFolder: string | undefined,
): ReceiptFile {
  return {
    file,
    before: before === null ? null : Buffer.from(before, "utf8").toString("base64"),
    sha256Before: before === null ? null : sha256(before),
    sha256After: sha256(after),
    ...(madeFolder !== undefined && { madeFolder }),
  };
}

export function textBefore({ before }: ReceiptFile): string | null {
  return before === null ? null : Buffer.from(before, "base64").toString("utf8");
}

export function sha256(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

function pathOf(folder: string, agent: string): string {
  return join(folder, `${agent}.json`);
}
