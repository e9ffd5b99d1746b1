/**
 * Each line of the log holds the hash of the one before, so that a change to any of them shows in all that follow.
 * The hash has no key: whoever can write both the log and its head file can write a new history. That is found by what
 * the running service remembers and by what paired editors have noted (`hosts/service/keep-log.ts`).
 */
import { canonicalJson } from "../text/canonical-json.ts";
import type { AuditBody } from "./entry.ts";

/** Lower-case hexadecimal SHA-256 of a UTF-8 text; passed in, since the core has no crypto of its own. */
export type Hash = (text: string) => string;

/** The last line that a chain has. */
export interface Tail {
  readonly seq: number;
  readonly hash: string;
}

/** Before the first line. */
export const START: Tail = { seq: 0, hash: "0".repeat(64) };

/** The next line of the chain, without its line end. `time` is ISO 8601. */
export function sealLine(body: AuditBody, time: string, after: Tail, hash: Hash): { line: string; tail: Tail } {
  const open = { ...body, time, seq: after.seq + 1, prev: after.hash };
  const tail = { seq: open.seq, hash: hash(canonicalJson(open)) };
  return { line: canonicalJson({ ...open, hash: tail.hash }), tail };
}

/** What a line says of its own place; `intact` when its hash fits and it is spelt as we spell it. */
export interface Link extends Tail {
  readonly prev: string;
  readonly intact: boolean;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Undefined when the text is no line of a log at all. */
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
  // Spelling counts: with a repeated key, a reader and a parser would see two different entries.
  const intact = hash(canonicalJson(open)) === own && canonicalJson(fields) === line;
  return { seq: seq as number, hash: own, prev, intact, fields: open };
}
