/** Verifies a log: finds lines that were changed, removed (also at the end), moved or inserted. */
import { type Hash, type Link, readLink, START, type Tail } from "./chain.ts";

export interface AuditProblem {
  /** 1-based line of the file; one past the last line if the end is missing. */
  readonly line: number;
  readonly what: string;
}

export interface Verification {
  readonly ok: boolean;
  /** Number of lines that are entries, intact or not. */
  readonly entries: number;
  readonly problems: readonly AuditProblem[];
}

/** Checks the chain of `lines`. `head` is the last line as noted beside the log; null if the note is missing. */
export function verifyLines(lines: Iterable<string>, head: Tail | null, hash: Hash): Verification {
  const state: State = { tail: START, seen: new Set(), torn: undefined, problems: [], line: 0, entries: 0, hash };
  let atHead: string | undefined;
  for (const text of lines) {
    state.line++;
    const link = readLink(text, hash);
    if (link?.seq === head?.seq && link) atHead ??= link.hash;
    settleTorn(state, link);
    if (link) follow(state, link);
    else state.torn = { line: state.line, digest: hash(text) };
  }
  settleTorn(state, undefined);
  checkEnd(state, head, atHead);
  return { ok: state.problems.length === 0, entries: state.entries, problems: state.problems };
}

interface State {
  tail: Tail;
  readonly seen: Set<number>;
  /** A line that is no entry. It is excused if the next line is a notice with its digest. */
  torn: { readonly line: number; readonly digest: string } | undefined;
  readonly problems: AuditProblem[];
  line: number;
  entries: number;
  readonly hash: Hash;
}

function settleTorn(state: State, next: Link | undefined): void {
  const { torn } = state;
  state.torn = undefined;
  if (!torn) return;
  const excused = next?.intact && next.fields.what === TORN_LINE && next.fields.digest === torn.digest;
  if (!excused) state.problems.push({ line: torn.line, what: "this is no entry: it was damaged or put in" });
}

/** The notice that the log writes when it finds its last line incomplete after a crash. */
export const TORN_LINE = "torn-line";

function follow(state: State, link: Link): void {
  const { tail, seen, problems, line } = state;
  state.entries++;
  if (!link.intact) problems.push({ line, what: `entry ${link.seq} was changed: it does not fit its own hash` });
  if (link.seq <= tail.seq) {
    const how = seen.has(link.seq) ? "stands here a second time: it was put in" : "is out of order";
    problems.push({ line, what: `entry ${link.seq} ${how}` });
    return;
  }
  if (link.seq > tail.seq + 1)
    problems.push({ line, what: `${missing(tail.seq + 1, link.seq - 1)} removed before this line` });
  else if (link.prev !== tail.hash)
    problems.push({ line, what: `entry ${link.seq} does not follow from the one before: one of the two was replaced` });
  seen.add(link.seq);
  state.tail = link;
}

function checkEnd({ tail, problems, line }: State, head: Tail | null, atHead: string | undefined): void {
  if (!head) {
    if (tail.seq > 0) problems.push({ line, what: "the note of the last entry is gone, so the end cannot be checked" });
  } else if (head.seq > tail.seq)
    problems.push({ line: line + 1, what: `${missing(tail.seq + 1, head.seq)} removed from the end` });
  else if (head.seq > 0 && atHead !== head.hash)
    problems.push({ line, what: `entry ${head.seq} is not the one that was noted as the last` });
  // One line more is fine: the writer was stopped before it could note that line.
  else if (tail.seq > head.seq + 1)
    problems.push({ line, what: `${missing(head.seq + 1, tail.seq)} added after the noted end` });
}

function missing(from: number, to: number): string {
  return from === to ? `entry ${from} was` : `entries ${from} to ${to} were`;
}
