/** What of the work tree a path on git's command line means, and how a loss of uncommitted changes is said. */

import type { Effect } from "../../core/effects/effect.ts";
import type { GitFact } from "../../core/facts/facts.ts";
import { below, isPattern, matchesGlob, patternOf } from "../../core/files/globs.ts";
import { guardFile } from "../../core/files/guard-files.ts";
import { guardFileAmong } from "../../core/files/guarded-sets.ts";
import { isLockFile, isScratch } from "../../core/files/loss.ts";
import { shown } from "../../core/files/targets.ts";
import { isWithin, relativeTo, resolvePath } from "../../core/text/paths.ts";
import { knownPrefix, type Word } from "../../core/text/words.ts";
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
  // What a package manager has chosen it chooses again.
  if (isInScratch(call) || (paths?.length && paths.every(({ value }) => value !== null && isLockFile(`/${value}`))))
    return [];
  if (!state || state.cut) return null;
  const files = new Set([
    ...(kinds.modified ? state.modified : []),
    ...(kinds.staged ? state.staged : []),
    ...(kinds.untracked ? state.untracked : []),
  ]);
  return [...files].filter(file => paths === undefined || paths.some(path => reaches(path, file, call, state)));
}

/** A repository among what is only there for now, like the files beside it. */
export function isInScratch(call: GitCall): boolean {
  const root = stateOf(call)?.root ?? call.cwd;
  const { argv, scope } = call.command;
  // Then the repository is not that of the folder.
  const named =
    scope.variables.has("GIT_DIR") || argv.some(({ value }) => /^--(?:git-dir|work-tree)/.test(value ?? ""));
  return root !== null && !named && isScratch(root, call.facts, null);
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

/** Absolute patterns of what `paths` on the command line mean (everything without them), as an effect's `covers`. */
export function coversOf(call: GitCall, paths: readonly Word[] | undefined): readonly string[] {
  const { cwd } = call;
  const root = stateOf(call)?.root ?? cwd;
  if (cwd === null || root === null) return [];
  if (paths === undefined || paths.length === 0) return [below(root, [], true)];
  return paths.flatMap(path => {
    const pattern = patternOf(path);
    const magic = /^:(?:\((?:glob|top|icase|literal|,)+\)|\/)(?=[^!^])(.+)$/.exec(path.value ?? "")?.[1];
    if (magic !== undefined) return [below(root, magic.split("/"), true)];
    // What is left out, and what the person's settings may mean.
    if (pattern === null || pattern.startsWith(":")) return [below(root, [], true)];
    if (!isPattern(path.value ?? "")) return [below(resolvePath(path.value ?? "", cwd), [], true)];
    // Git's own star crosses folders.
    const parts = (path.glob ? pattern : (path.value ?? ""))
      .split("/")
      .map(part => (path.glob ? [part] : ["**", part]));
    return [below(cwd, parts.flat(), true)];
  });
}

/** Files (relative to the work tree's root) as an effect's `covers`. */
export function filesAt(call: GitCall, files: readonly string[]): readonly string[] {
  const root = stateOf(call)?.root;
  return root === undefined
    ? []
    : files.map(file => below(`${root}/${file.replace(/\/$/, "")}`, [], file.endsWith("/")));
}

/** Uncommitted changes that are thrown away (in `paths`, or anywhere): nothing to say against it when there are none. */
export function discard(
  call: GitCall,
  files: readonly string[] | null,
  more: Partial<Effect> = {},
  paths?: readonly Word[],
): Effect {
  if (files === null)
    return gitEffect(call, {
      covers: coversOf(call, paths),
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
    covers: filesAt(call, files),
    says: `throws away the uncommitted changes to ${counted(files)}`,
    instead: STASH,
    ...(files.length === 1 && root !== undefined && { path: `${root}/${first}` }),
    ...more,
  });
}

/** Files by which the guard works that get another text: what other commits hold of them nobody has agreed to today. */
export function onGuardFiles(call: GitCall, paths: readonly Word[] = [], from: string): Effect[] {
  return paths.flatMap(word => {
    const [cover] = coversOf(call, [word]).filter(one => guardFileAmong(one, call.facts));
    if (cover === undefined) return [];
    // Of a plain name all that lies below it is meant, and the file itself.
    const path = isPattern(word.value ?? "") ? undefined : cover.replace(/\/\*\*$/, "");
    const where = path === undefined || !guardFile(path, call.facts.around) ? { covers: [cover] } : { path };
    const target = shown(word);
    const says = `gives ${target} the text that ${from}`;
    return [gitEffect(call, { verb: "write", resource: "file", target, recovery: "free", says, ...where })];
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
