/**
 * Keeps the audit log on disk: appends under a lock before anybody is answered, and checks what happened to the file in
 * between. An entry survives any end of this process; where it matters it is flushed first and survives the machine's
 * end too. `audit.head` beside it notes the last entry, so that a log cut at its end does not look whole.
 */
import {
  appendFileSync,
  closeSync,
  constants,
  fdatasync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { readLink, START, sealLine, type Tail } from "../core/audit/chain.ts";
import type { AuditBody, Intent, Notice, Outcome } from "../core/audit/entry.ts";
import { TORN_LINE, type Verification, verifyLines } from "../core/audit/verify.ts";
import { type Anchored, isTouched, missingIn, REPLACED, sha256, type Touched, touchedOf } from "./audit-anchors.ts";
import { takeLock } from "./lock.ts";
import { makePrivateFolder, privateFileMode } from "./places.ts";

/** The longest that an entry may stay unflushed when nobody waits for it, in ms. */
const FLUSH_MS = 500;

export class AuditFile {
  /** The file as this process left it. While nobody else touches it, its end is known. */
  #known: (Touched & { readonly tail: Tail }) | undefined;
  /** The last entry that this process wrote. No later writer may remove it. */
  #last: Anchored | undefined;
  /** Called once when an entry of this process is missing from the log. */
  replaced: (because: string) => void = () => {};
  #queue: Promise<unknown> = Promise.resolve();
  /** Entries that wait for the current write, and are then written together. */
  #waiting: Batch | undefined;
  #flushing: NodeJS.Timeout | undefined;

  /** Settles when the current write has released the lock, so that waiting for the write itself is unnecessary. */
  #free: Promise<void> = Promise.resolve();

  /** `path` need not exist. Its folder is created for the user alone. */
  constructor(
    readonly path: string,
    readonly now: () => Date = () => new Date(),
    readonly flush: (file: number) => Promise<void> = datasync,
  ) {}

  /**
   * Writes an intent. Resolves when it is on the disk, or with `flush` at `soon` when it is on its way there. Rejects
   * when it cannot be written: then the act must not run.
   */
  intent(intent: Intent, flush: Flush = "first"): Promise<void> {
    return this.#enqueue(intent, flush);
  }

  outcome(outcome: Outcome, flush: Flush = "first"): Promise<void> {
    return this.#enqueue(outcome, flush);
  }

  /** Records something about the guard itself, for example that the kill switch was engaged. */
  notice(notice: Notice): Promise<void> {
    return this.#enqueue(notice, "first");
  }

  /** The last entry that this process wrote. */
  get last(): Tail | undefined {
    return this.#last?.tail;
  }

  /** If the file was touched, checks that the log still holds the last entry of this process. */
  check(): void {
    const because = this.#last && this.#missing(this.#last);
    if (because === undefined) return;
    this.#last = undefined;
    this.replaced(because);
    this.notice({ kind: "notice", what: REPLACED, because }).catch(() => {});
  }

  /** Returns why the entry is missing. Reads nothing if nobody has touched the file. */
  #missing(last: Anchored): string | undefined {
    try {
      const file = openSync(this.path, "r");
      try {
        return this.#known && !isTouched(file, this.#known) ? undefined : missingIn(file, last);
      } finally {
        closeSync(file);
      }
    } catch {
      return missingIn(undefined, last);
    }
  }

  #enqueue(body: AuditBody, flush: Flush): Promise<void> {
    if (this.#waiting) {
      this.#waiting.bodies.push(body);
      if (flush === "first") this.#waiting.flush = flush;
      return this.#waiting.written;
    }
    const written = this.#queue.then(() => {
      this.#waiting = undefined;
      return this.#append(batch);
    });
    const batch: Batch = { bodies: [body], flush, written };
    this.#waiting = batch;
    this.#queue = written.catch(() => {});
    return written;
  }

  async #append(batch: Batch): Promise<void> {
    makePrivateFolder(dirname(this.path));
    // The service and hooks that judge without it may write at the same time.
    await this.#free;
    const unlock = await takeLock(this.path);
    try {
      await this.#appendLocked(batch);
    } finally {
      this.#free = unlock();
    }
  }

  /** Appends the entries. Only the flush runs in a thread of the pool, since everything else is served from memory. */
  async #appendLocked({ bodies, flush }: Batch): Promise<void> {
    const file = openSync(this.path, constants.O_RDWR | constants.O_APPEND | constants.O_CREAT, privateFileMode());
    try {
      const { size } = fstatSync(file);
      const known = this.#known && isTouched(file, this.#known) ? undefined : this.#known?.tail;
      this.#known = undefined;
      const found = known ? { tail: known, prefix: "", notices: [] } : this.#recovered(file);
      let { tail, prefix: text } = found;
      let length = 0;
      for (const next of [...found.notices, ...bodies]) {
        const sealed = sealLine(next, this.now().toISOString(), tail, sha256);
        tail = sealed.tail;
        length = Buffer.byteLength(sealed.line);
        text += `${sealed.line}\n`;
      }
      appendFileSync(file, text);
      if (flush === "first") await this.flush(file);
      else this.#flushSoon();
      writeHead(this.path, tail);
      this.#known = { ...touchedOf(file), tail };
      this.#last = { tail, start: size + Buffer.byteLength(text) - length - 1, length };
    } finally {
      closeSync(file);
    }
  }

  /** Finds the end of the chain. Entries that this process wrote before must still be there. */
  #recovered(file: number): Recovered {
    const found = recover(file, readHead(this.path));
    const because = this.#last && missingIn(file, this.#last);
    if (because === undefined) return found;
    this.replaced(because);
    return { ...found, notices: [...found.notices, { kind: "notice", what: REPLACED, because }] };
  }

  /** Flushes all that is written by then. A disk that fails here also fails the next entry that waits for a flush. */
  #flushSoon(): void {
    this.#flushing ??= setTimeout(() => {
      this.#flushing = undefined;
      this.#flushAll().catch(() => {});
    }, FLUSH_MS).unref();
  }

  async #flushAll(): Promise<void> {
    const file = openSync(this.path, "r+");
    try {
      await this.flush(file);
    } finally {
      closeSync(file);
    }
  }
}

/** Whether an entry is on the disk before its write resolves. */
export type Flush = "first" | "soon";

interface Batch {
  readonly bodies: AuditBody[];
  /** `first` if one of the entries needs it. */
  flush: Flush;
  readonly written: Promise<void>;
}

const datasync = promisify(fdatasync);

/** Reads a whole log and its head, and reports what was done to it. A log that never existed is intact. */
export function verifyAudit(path: string): Verification {
  // A writer may be active, so the head must be the same before and after reading the lines.
  for (let attempt = 0; ; attempt++) {
    const head = readHead(path);
    const text = readText(path) ?? "";
    const after = readHead(path);
    if (after?.hash === head?.hash || attempt === 5) return verifyLines(linesOf(text), head, sha256);
  }
}

/** Returns the file that notes the last entry of the log at `path`. */
export function headOf(path: string): string {
  return join(dirname(path), "audit.head");
}

interface Recovered {
  readonly tail: Tail;
  /** Written before the next line: the end of an unfinished line. */
  readonly prefix: string;
  readonly notices: readonly Notice[];
}

/** Finds the end of the chain after a restart, another writer, a crash or tampering. Oddities become notices. */
function recover(file: number, head: Tail | null): Recovered {
  const { last, torn, damaged } = readEnd(file);
  const notices: Notice[] = [];
  const note = (what: string, because: string, more: Partial<Notice> = {}) =>
    notices.push({ kind: "notice", what, because, ...more });
  const tornLink = torn === "" ? undefined : readLink(torn, sha256);
  const whole = tornLink?.intact && tornLink.prev === (last ?? START).hash ? tornLink : undefined;
  const there = whole ?? last;
  // This notice must come first, as it excuses the line right before it.
  if (torn !== "" && !whole)
    note(TORN_LINE, "the last line was not finished: the writer was stopped", { digest: sha256(torn) });
  if (damaged) note("damaged-line", "the last line is no entry");
  if (head && head.seq > (there?.seq ?? 0))
    note("entries-missing", `the log ends with entry ${there?.seq ?? 0}, and entry ${head.seq} was noted as the last`);
  if (!head && there) note("head-missing", "the note of the last entry was gone");
  if (head && there && there.seq > head.seq + 1)
    note("head-behind", `entry ${head.seq} was noted as the last, and the log goes on to entry ${there.seq}`);
  const tail = there && there.seq >= (head?.seq ?? 0) ? there : (head ?? START);
  return { tail: { seq: tail.seq, hash: tail.hash }, prefix: torn === "" ? "" : "\n", notices };
}

const CHUNK = 64 * 1024;

/** Returns the last intact entry, the text after the last line end, and whether the last whole line is no entry. */
function readEnd(file: number) {
  const { size } = fstatSync(file);
  for (let length = Math.min(size, CHUNK); ; length = Math.min(size, length * 8)) {
    const bytes = Buffer.alloc(length);
    readSync(file, bytes, 0, length, size - length);
    const complete = length === size;
    // The first line of a chunk may have lost its beginning.
    const start = complete ? 0 : bytes.indexOf(0x0a) + 1;
    const lines = bytes.subarray(start).toString("utf8").split("\n");
    const torn = lines.pop() ?? "";
    const links = lines.map(line => readLink(line, sha256));
    const last = links.findLast(link => link?.intact);
    if (last || complete) return { last, torn, damaged: links.length > 0 && !links.at(-1)?.intact };
  }
}

/** The text has a fixed length, so that it overwrites all of the old one. */
function writeHead(path: string, { seq, hash }: Tail): void {
  const file = openSync(headOf(path), constants.O_WRONLY | constants.O_CREAT, privateFileMode());
  try {
    writeSync(file, `${String(seq).padStart(16)} ${hash}\n`, 0);
  } finally {
    closeSync(file);
  }
}

function readHead(path: string): Tail | null {
  const found = /^ *(\d{1,16}) ([0-9a-f]{64})\n$/.exec(readText(headOf(path)) ?? "");
  return found ? { seq: Number(found[1]), hash: found[2] ?? "" } : null;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Yields the lines. The line end at the end of the text starts no further line. */
function* linesOf(text: string): Iterable<string> {
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf("\n", start);
    yield text.slice(start, end === -1 ? undefined : end);
    start = end === -1 ? text.length : end + 1;
  }
}
