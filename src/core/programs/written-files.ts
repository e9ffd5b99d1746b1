/** Files that nobody has seen yet: what the text around a command has written, and what its session has made before. */
import type { Facts } from "../facts/facts.ts";
import type { Scope } from "../places/scope.ts";
import { isAbsolute, isWithin, parentOf } from "../text/paths.ts";

export interface WrittenFile {
  /** Absolute. */
  readonly path: string;
  /** A tool that is started here finds it by itself. */
  readonly near: boolean;
  /** The session has made it before this text. */
  readonly before: boolean;
}

/** Those of the text first, and then the newest of the session. */
export function writtenFiles(scope: Scope, facts: Facts): readonly WrittenFile[] {
  const here = [...(scope.earlier?.written.keys() ?? [])].map(path => ({ path, near: true, before: false }));
  const { created = [], platform, home } = facts.around;
  if (scope.elsewhere || created.length === 0) return here;
  const { cwd } = scope;
  const before = created.filter(path => isAbsolute(path) && !scope.earlier?.written.has(path));
  const inReach = (path: string) =>
    (cwd !== null && isWithin(path, cwd, platform)) || (home !== undefined && parentOf(path) === home);
  return [...here, ...before.toReversed().map(path => ({ path, near: inReach(path), before: true }))];
}

/** Null for what nobody can tell. */
export function textOfWritten(path: string, { earlier }: Scope, facts: Facts): string | null {
  const text = earlier?.written.get(path);
  return text === undefined ? facts.ask({ kind: "text", path }) : text;
}
