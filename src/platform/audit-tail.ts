/**
 * Keeps the end of the audit log in memory and follows its growth: which rules decided, and what was judged. It serves
 * display only; `audit-file.ts` checks the log.
 */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { type Intent, readEntry } from "../core/audit/entry.ts";

/** The most that is read. Older entries of a longer log are ignored. */
const MAX_BYTES = 8 * 1024 * 1024;
const MAX_ACTS = 5000;

export type AuditedAct = Pick<Intent, "agent" | "subagent" | "cwd" | "folder" | "act" | "text" | "decision"> & {
  /** Epoch ms. */
  readonly at: number;
  /** The rules and roles of policies that decided: `policy/<id>`, `role/<name>`, without points. */
  readonly rules: readonly string[];
};

export class AuditTail {
  #acts: AuditedAct[] = [];
  #inode = 0;
  /** The offset up to which the file is read. */
  #offset = 0;

  constructor(readonly path: string) {}

  /** Returns the last judged acts, oldest first, at most 5000. Empty when the log cannot be read. */
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
    // An unfinished line is read next time. A first line that was cut is no valid entry and drops out.
    const end = bytes.subarray(0, read).lastIndexOf(0x0a) + 1;
    this.#offset = size - bytes.length + end;
    const lines = bytes.subarray(0, end).toString("utf8").split("\n");
    this.#acts = [...this.#acts, ...lines.flatMap(actOf)].slice(-MAX_ACTS);
  }
}

function actOf(line: string): AuditedAct[] {
  if (!line.includes('"kind":"intent"')) return [];
  const entry = readEntry(line);
  // The guard's own proofs are not acts of an agent.
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
