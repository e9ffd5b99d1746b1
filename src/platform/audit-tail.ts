/**
 * The latest part of the audit log, kept in memory and read on as it grows: which rules decided, and what was judged.
 * Only for showing; whether the log is whole is `audit-file.ts`.
 */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { type Intent, readEntry } from "../core/audit/entry.ts";

/** Of a log that is longer, what is older counts no more. */
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_ACTS = 5000;

export type AuditedAct = Pick<Intent, "agent" | "subagent" | "cwd" | "folder" | "act" | "text" | "decision"> & {
  /** Epoch ms. */
  readonly at: number;
  /** The rules and roles of policies that decided: `policy/<id>`, `role/<name>`, without points of their own. */
  readonly rules: readonly string[];
};

export class AuditTail {
  #acts: AuditedAct[] = [];
  #inode = 0;
  /** Everything before it is read. */
  #offset = 0;

  constructor(readonly path: string) {}

  /** The latest acts that were judged, oldest first, at most 5000. A log that cannot be read has none. */
  acts(): readonly AuditedAct[] {
    let file: number | undefined;
    try {
      file = openSync(this.path, "r");
      this.#readOn(file);
    } catch {
      this.#acts = [];
    } finally {
      if (file !== undefined) closeSync(file);
    }
    return this.#acts;
  }

  #readOn(file: number): void {
    const { size, ino } = fstatSync(file);
    if (ino !== this.#inode || size < this.#offset) {
      this.#inode = ino;
      this.#offset = Math.max(0, size - MAX_BYTES);
      this.#acts = [];
    }
    if (size === this.#offset) return;
    const bytes = Buffer.alloc(Math.min(size - this.#offset, MAX_BYTES));
    const read = readSync(file, bytes, 0, bytes.length, size - bytes.length);
    // What is not finished is read with the next look; a first line that was cut is no entry and drops out by itself.
    const end = bytes.subarray(0, read).lastIndexOf(0x0a) + 1;
    this.#offset = size - bytes.length + end;
    const lines = bytes.subarray(0, end).toString("utf8").split("\n");
    this.#acts = [...this.#acts, ...lines.flatMap(actOf)].slice(-MAX_ACTS);
  }
}

function actOf(line: string): AuditedAct[] {
  if (!line.includes('"kind":"intent"')) return [];
  const entry = readEntry(line);
  // No agent has done what the guard did to prove itself.
  if (entry?.kind !== "intent" || entry.proof) return [];
  const { agent, subagent, cwd, folder, act, text, decision, time, reasons } = entry;
  const rules = reasons.flatMap(({ rule }) => (/^(?:policy|role)\//.test(rule) ? [rule] : []));
  return [
    {
      agent,
      ...(subagent !== undefined && { subagent }),
      cwd,
      folder,
      act,
      text,
      decision,
      at: Date.parse(time),
      rules,
    },
  ];
}
