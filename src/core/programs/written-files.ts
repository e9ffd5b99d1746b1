/** Lists files that nobody has seen yet: those that the text has written so far, and earlier ones of the session. */
import type { Facts } from "../facts/facts.ts";
import type { Scope } from "../places/scope.ts";
import { isAbsolute, isWithin, parentOf } from "../text/paths.ts";

export interface WrittenFile {
  /** Absolute. */
  readonly path: string;
  /** In a folder where a tool finds it on its own. */
  readonly near: boolean;
  /** The session created it before this text. */
  readonly before: boolean;
}

/** Returns the text's files first, then the session's, newest first. */
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

/** Returns the file's text; null if unknown. */
export function textOfWritten(path: string, { earlier }: Scope, facts: Facts): string | null {
  const text = earlier?.written.get(path);
  return text === undefined ? facts.ask({ kind: "text", path }) : text;
}
