/** What tells a log that was written anew: how its file stood, and entries that are known from elsewhere. */
import { createHash } from "node:crypto";
import { createReadStream, existsSync, fstatSync, readSync } from "node:fs";
import { createInterface } from "node:readline";
import { type Hash, readLink, type Tail } from "../core/audit/chain.ts";

/** The notice of a log that was written anew: what was written is gone from it, however well the rest fits. */
export const REPLACED = "history-replaced";

export const sha256: Hash = text => createHash("sha256").update(text, "utf8").digest("hex");

/** What changes whenever somebody writes a file; no user can set `ctime`. */
export interface Touched {
  readonly size: bigint;
  readonly ino: bigint;
  readonly ctimeNs: bigint;
}

export function touchedOf(file: number): Touched {
  const { size, ino, ctimeNs } = fstatSync(file, { bigint: true });
  return { size, ino, ctimeNs };
}

export function isTouched(file: number, { size, ino, ctimeNs }: Touched): boolean {
  const now = touchedOf(file);
  return now.size !== size || now.ino !== ino || now.ctimeNs !== ctimeNs;
}

/** An entry, and where in the file its line stands: bytes, without the line end. */
export interface Anchored {
  readonly tail: Tail;
  readonly start: number;
  readonly length: number;
}

/**
 * Why the log is not the one that held the entry; undefined when it still does. Others only ever add to the log, so that
 * the line stands where it stood. `file`: undefined for a log that cannot be opened.
 */
export function missingIn(file: number | undefined, { tail, start, length }: Anchored): string | undefined {
  const line = Buffer.alloc(length);
  if (file !== undefined) readSync(file, line, 0, length, start);
  const link = readLink(line.toString("utf8"), sha256);
  if (link?.intact && link.seq === tail.seq && link.hash === tail.hash) return undefined;
  return `the log no longer holds entry ${tail.seq} as it was written: it was written anew, cut or replaced`;
}

/** Which of these entries the log at `path` does not hold as they were noted elsewhere. Read as it comes: it may be long. */
export async function missingAnchors(path: string, anchors: readonly Tail[]): Promise<readonly Tail[]> {
  const wanted = new Map(anchors.map(anchor => [anchor.seq, anchor]));
  if (anchors.length === 0 || !existsSync(path)) return anchors;
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    // Within a text its quotes would be escaped.
    const anchor = wanted.get(Number(/"seq":(\d{1,16})\b/.exec(line)?.[1]));
    if (anchor && readLink(line, sha256)?.hash === anchor.hash) wanted.delete(anchor.seq);
  }
  return [...wanted.values()];
}
