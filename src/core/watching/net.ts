/** Computes what became of each file in the end, from any order of reports. */
import type { Change } from "./change.ts";

/** Merges the changes of each file into one, from its first to its last state; drops those that end as they began. */
export function netChanges(changes: readonly Change[]): readonly Change[] {
  const byPath = new Map<string, Change>();
  for (const change of inOrder(changes)) {
    const earlier = byPath.get(change.path);
    byPath.set(change.path, earlier ? joined(earlier, change) : change);
  }
  return withoutMoves([...byPath.values()].filter(({ before, after }) => before !== null || after !== null));
}

/** The most time in ms between the reports of a lock file and of the file that is written through it. */
const SAME_MOMENT = 1000;

/** Returns whether git wrote a change: `<path>.lock` came and went at the same time. */
export type Locked = (change: Change) => boolean;

export function lockedIn(changes: readonly Change[]): Locked {
  const times = new Map<string, number[]>();
  for (const { path, at } of changes)
    if (path.endsWith(".lock")) {
      const name = path.slice(0, -".lock".length);
      times.set(name, [...(times.get(name) ?? []), at]);
    }
  return ({ path, at }) => times.get(path)?.some(time => Math.abs(time - at) <= SAME_MOMENT) ?? false;
}

function inOrder(changes: readonly Change[]): Change[] {
  return changes.toSorted(
    (a, b) =>
      a.at - b.at ||
      compare(a.path, b.path) ||
      // At the same moment, deletions come before creations.
      Number(a.after !== null) - Number(b.after !== null) ||
      compare(JSON.stringify(a), JSON.stringify(b)),
  );
}

function joined(first: Change, last: Change): Change {
  const identity = last.after === null ? first.identity : last.identity;
  const by = first.by ?? last.by;
  return {
    at: last.at,
    path: last.path,
    before: first.before,
    after: last.after,
    ...(identity !== undefined && { identity }),
    ...(by && { by }),
    ...(last.burst !== undefined && { burst: last.burst }),
  };
}

/** Leaves out files that were only renamed. */
function withoutMoves(net: readonly Change[]): Change[] {
  const came = new Map<string, number>();
  for (const { before, after, identity } of net)
    if (before === null && after !== null && identity !== undefined) came.set(identity, (came.get(identity) ?? 0) + 1);
  return net.filter(({ after, identity }) => {
    if (after !== null || identity === undefined) return true;
    const left = came.get(identity) ?? 0;
    came.set(identity, left - 1);
    return left <= 0;
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
