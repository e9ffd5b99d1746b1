/** Resolves paths on git's command line to files of the work tree, and describes the loss of uncommitted changes. */

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

/** The changes that an operation discards: not yet staged, staged, untracked files. */
export interface Kinds {
  readonly modified?: boolean;
  readonly staged?: boolean;
  readonly untracked?: boolean;
}

/** Returns the files of `kinds` that `paths` reach (all without paths); null when unknown. */
export function changesIn(call: GitCall, kinds: Kinds, paths?: readonly Word[]): readonly string[] | null {
  const state = stateOf(call);
  // A lock file is no loss, as the package manager makes it again.
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

/** Tells whether the repository is in a temporary folder, and so is no loss either. */
export function isInScratch(call: GitCall): boolean {
  const root = stateOf(call)?.root ?? call.cwd;
  const { argv, scope } = call.command;
  // Then it is not the repository of the folder.
  const named =
    scope.variables.has("GIT_DIR") || argv.some(({ value }) => /^--(?:git-dir|work-tree)/.test(value ?? ""));
  return root !== null && !named && isScratch(root, call.facts, null);
}

/** Tells whether the path on the command line is, contains or matches `file` (relative to the root). In doubt, yes. */
export function reaches(path: Word, file: string, { cwd, facts }: GitCall, state: GitFact): boolean {
  const text = path.value;
  if (text === null || cwd === null || knownPrefix(path).startsWith(":")) return true;
  if (!isWithin(cwd, state.root, facts.around.platform)) return true;
  const at = resolvePath(text, cwd);
  const whole = `${state.root}/${file}`;
  if (isWithin(whole, at, facts.around.platform)) return true;
  const pattern = patternOf(path);
  if (pattern === null || !/[*?[]/.test(text)) return false;
  // A quoted pattern is git's own, and its star crosses folders; the shell expands an unquoted one.
  const relative = relativeTo(whole, cwd, facts.around.platform);
  return matchesGlob(pattern, relative) !== false || matchesGlob(text, relative) !== false;
}

/** Returns `covers` for an effect on `paths` of the command line (everything without them): absolute patterns. */
export function coversOf(call: GitCall, paths: readonly Word[] | undefined): readonly string[] {
  const { cwd } = call;
  const root = stateOf(call)?.root ?? cwd;
  if (cwd === null || root === null) return [];
  if (paths === undefined || paths.length === 0) return [below(root, [], true)];
  return paths.flatMap(path => {
    const pattern = patternOf(path);
    const magic = /^:(?:\((?:glob|top|icase|literal|,)+\)|\/)(?=[^!^])(.+)$/.exec(path.value ?? "")?.[1];
    if (magic !== undefined) return [below(root, magic.split("/"), true)];
    // An excluding or otherwise special pattern covers everything.
    if (pattern === null || pattern.startsWith(":")) return [below(root, [], true)];
    if (!isPattern(path.value ?? "")) return [below(resolvePath(path.value ?? "", cwd), [], true)];
    // The star of git's patterns crosses folders.
    const parts = (path.glob ? pattern : (path.value ?? ""))
      .split("/")
      .map(part => (path.glob ? [part] : ["**", part]));
    return [below(cwd, parts.flat(), true)];
  });
}

/** Returns `covers` for an effect on files, which are relative to the work tree's root. */
export function filesAt(call: GitCall, files: readonly string[]): readonly string[] {
  const root = stateOf(call)?.root;
  return root === undefined
    ? []
    : files.map(file => below(`${root}/${file.replace(/\/$/, "")}`, [], file.endsWith("/")));
}

/** Describes the discarding of uncommitted changes (in `paths`, or anywhere), which is harmless if there are none. */
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

/** Finds files of the guard's that get another text from a commit, to which nobody has agreed today. */
export function onGuardFiles(call: GitCall, paths: readonly Word[] = [], from: string): Effect[] {
  return paths.flatMap(word => {
    const [cover] = coversOf(call, [word]).filter(one => guardFileAmong(one, call.facts));
    if (cover === undefined) return [];
    // A plain name means the file, or all below it.
    const path = isPattern(word.value ?? "") ? undefined : cover.replace(/\/\*\*$/, "");
    const where = path === undefined || !guardFile(path, call.facts.around) ? { covers: [cover] } : { path };
    const target = shown(word);
    const says = `gives ${target} the text that ${from}`;
    return [gitEffect(call, { verb: "write", resource: "file", target, recovery: "free", says, ...where })];
  });
}

const STASH = "git stash push keeps the changes and cleans the tree as well.";

/** Returns `a.ts`, or `3 files (a.ts, b.ts, c.ts)`. */
export function counted(files: readonly string[]): string {
  return files.length === 1 ? (files[0] ?? "") : `${files.length} files (${listed(files)})`;
}

function listed(files: readonly string[]): string {
  const shown = files.slice(0, 4).join(", ");
  return files.length > 4 ? `${shown}, …` : shown;
}
