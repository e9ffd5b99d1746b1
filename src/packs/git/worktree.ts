/** What of the work tree a path on git's command line means, and how a loss of uncommitted changes is said. */
import type { Effect } from "../../core/effects/effect.ts";
import { matchesGlob, patternOf } from "../../core/effects/files/globs.ts";
import { knownPrefix, type Word } from "../../core/effects/words.ts";
import type { GitFact } from "../../core/facts.ts";
import { isWithin, relativeTo, resolvePath } from "../../core/paths.ts";
import { type GitCall, gitEffect, stateOf } from "./call.ts";

/** Which changes an operation throws away: those not yet staged, staged ones, files git has never seen. */
export interface Kinds {
  readonly modified?: boolean;
  readonly staged?: boolean;
  readonly untracked?: boolean;
}

/** Files of `kinds` that `paths` reach (all without paths); null when nobody knows. */
export function changesIn(call: GitCall, kinds: Kinds, paths?: readonly Word[]): readonly string[] | null {
  const state = stateOf(call);
  if (!state || state.cut) return null;
  const files = new Set([
    ...(kinds.modified ? state.modified : []),
    ...(kinds.staged ? state.staged : []),
    ...(kinds.untracked ? state.untracked : []),
  ]);
  return [...files].filter(file => paths === undefined || paths.some(path => reaches(path, file, call, state)));
}

/** Whether the path on the command line is, holds or matches `file` (relative to the root). Errs towards yes. */
export function reaches(path: Word, file: string, { cwd, facts }: GitCall, state: GitFact): boolean {
  const text = path.value;
  if (text === null || cwd === null || knownPrefix(path).startsWith(":")) return true;
  if (!isWithin(cwd, state.root, facts.around.platform)) return true;
  const at = resolvePath(text, cwd);
  const whole = `${state.root}/${file}`;
  if (isWithin(whole, at, facts.around.platform)) return true;
  const pattern = patternOf(path);
  if (pattern === null || !/[*?[]/.test(text)) return false;
  // Quoted, the pattern is git's own and its star crosses folders; bare, the shell expands it.
  const relative = relativeTo(whole, cwd, facts.around.platform);
  return matchesGlob(pattern, relative) !== false || matchesGlob(text, relative) !== false;
}

/** Uncommitted changes that are thrown away: nothing to say against it when there are none. */
export function discard(call: GitCall, files: readonly string[] | null, more: Partial<Effect> = {}): Effect {
  if (files === null)
    return gitEffect(call, {
      verb: "discard",
      resource: "working-tree",
      target: "uncommitted changes",
      reach: "unknown",
      recovery: "none",
      says: "throws away uncommitted changes; how many could not be told",
      instead: STASH,
      ...more,
    });
  if (files.length === 0)
    return gitEffect(call, {
      verb: "discard",
      resource: "working-tree",
      target: "uncommitted changes",
      recovery: "free",
      says: "would throw away uncommitted changes, but there are none",
      ...more,
    });
  const root = stateOf(call)?.root;
  const [first] = files;
  return gitEffect(call, {
    verb: "discard",
    resource: "working-tree",
    target: listed(files),
    reach: files.length === 1 ? "one" : "several",
    recovery: "none",
    says: `throws away the uncommitted changes to ${counted(files)}`,
    instead: STASH,
    ...(files.length === 1 && root !== undefined && { path: `${root}/${first}` }),
    ...more,
  });
}

const STASH = "git stash push keeps the changes and cleans the tree as well.";

/** `a.ts`; `3 files (a.ts, b.ts, c.ts)`. */
export function counted(files: readonly string[]): string {
  return files.length === 1 ? (files[0] ?? "") : `${files.length} files (${listed(files)})`;
}

function listed(files: readonly string[]): string {
  const shown = files.slice(0, 4).join(", ");
  return files.length > 4 ? `${shown}, …` : shown;
}
