/**
 * Chains the lines of the log: each holds the hash of the one before, so that a change breaks all that follow. The hash
 * has no key: whoever can write both the log and its head file can forge a history. The running service and paired
 * editors remember hashes that reveal it (`hosts/service/keep-log.ts`).
 */
import { canonicalJson } from "../text/canonical-json.ts";
import type { AuditBody } from "./entry.ts";

/** Lower-case hexadecimal SHA-256 of a UTF-8 text; passed in, since the core has no crypto of its own. */
export type Hash = (text: string) => string;

/** The position and hash of the last line of a chain. */
export interface Tail {
  readonly seq: number;
  readonly hash: string;
}

/** The tail of an empty log. */
export const START: Tail = { seq: 0, hash: "0".repeat(64) };

/** Returns the next line of the chain, without a newline, and the new tail. `time` is ISO 8601. */
export function sealLine(body: AuditBody, time: string, after: Tail, hash: Hash): { line: string; tail: Tail } {
  const open = { ...body, time, seq: after.seq + 1, prev: after.hash };
  const tail = { seq: open.seq, hash: hash(canonicalJson(open)) };
  return { line: canonicalJson({ ...open, hash: tail.hash }), tail };
}

/** The chain fields of a line. `intact`: its hash is right, and the line is spelt canonically. */
export interface Link extends Tail {
  readonly prev: string;
  readonly intact: boolean;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Parses a line and checks its own hash; undefined if it is no line of a log. */
export function readLink(line: string, hash: Hash): Link | undefined {
  let fields: unknown;
  try {
    fields = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof fields !== "object" || fields === null) return undefined;
  const { hash: own, ...open } = fields as Record<string, unknown>;
  const { seq, prev } = open;
  if (typeof own !== "string" || typeof prev !== "string" || !Number.isSafeInteger(seq)) return undefined;
  // The spelling is compared, because parsers differ in which value of a repeated key they read.
  const intact = hash(canonicalJson(open)) === own && canonicalJson(fields) === line;
  return { seq: seq as number, hash: own, prev, intact, fields: open };
}
