/** Reads git reset, checkout, switch, restore, which replace uncommitted work by other content. */
import type { Effect } from "../../core/effects/effect.ts";
import { type Argument, hasOption, operands, readArguments } from "../../core/effects/options.ts";
import { shown } from "../../core/files/targets.ts";
import { knownPrefix, type Word } from "../../core/text/words.ts";
import { type GitCall, gitEffect, isProtected, onBranch, stateOf } from "./call.ts";
import { changesIn, coversOf, discard, isInScratch, onGuardFiles, reaches } from "./worktree.ts";

const RESET = {
  abbreviations: true,
  values: ["pathspec-from-file"],
  flags: ["hard", "soft", "mixed", "merge", "keep", "quiet", "patch", "refresh", "no-refresh", "intent-to-add"],
};

export function reset(call: GitCall): Effect[] {
  const args = readArguments(call.words, RESET);
  const hard = hasOption(args, "hard") || hasHole(args);
  if (!hard && !hasOption(args, "merge", "keep")) return [];
  const effects = hasOption(args, "keep")
    ? // Git itself refuses where a file has changes.
      []
    : [discard(call, changesIn(call, { modified: hard, staged: true }), hard ? WHOLE : {})];
  const [target] = operands(args);
  return [...effects, ...moves(call, target)];
}

/** A reset affects everything, however few files have changes now. */
const WHOLE: Partial<Effect> = { reach: "all" };

/** Finds commits that a reset leaves behind. Only those that exist nowhere else count. */
function moves(call: GitCall, target: Word | undefined): Effect[] {
  if (!target || /^(?:HEAD|@)(?:[~^]0)?$/.test(target.value ?? "") || isInScratch(call)) return [];
  const state = stateOf(call);
  const branch = state?.branch ?? "the current branch";
  const pushed = state?.ahead === 0 && state.upstream !== undefined;
  return [
    gitEffect(call, {
      verb: "rewrite-history",
      resource: "commit",
      target: `${branch} to ${shown(target)}`,
      reach: state?.ahead === 1 ? "one" : "several",
      recovery: pushed ? "free" : "effort",
      at: onBranch(branch),
      says: pushed
        ? `moves ${branch} to ${shown(target)}; its commits are all pushed`
        : `moves ${branch} to ${shown(target)}; commits that are not pushed stay only in the reflog`,
    }),
  ];
}

const CHECKOUT = {
  abbreviations: true,
  values: ["b", "B", "orphan", "conflict", "pathspec-from-file", "U", "unified", "inter-hunk-context"],
  optional: ["track"],
  flags:
    "force quiet detach guess no-guess ours theirs patch merge no-track overlay no-overlay progress ignore-other-worktrees recurse-submodules overwrite-ignore".split(
      " ",
    ),
};

export function checkout(call: GitCall): Effect[] {
  const args = readArguments(call.words, CHECKOUT);
  const { paths, tree, sure } = checkoutPaths(args, call);
  if (hasOption(args, "pathspec-from-file")) return [discard(call, changesIn(call, { modified: true, staged: true }))];
  if (paths.length === 0) {
    // `-p` asks for each piece on a terminal, and the agent answers that itself.
    const forced = hasOption(args, "f", "force", "p", "patch");
    const effects = forced ? [discard(call, changesIn(call, { modified: true, staged: true }), WHOLE)] : [];
    return [...effects, ...recreated(call, args, "B")];
  }
  // Content from a commit overwrites the index and also untracked files.
  const fromTree = tree !== undefined;
  const kinds = { modified: true, staged: fromTree, untracked: fromTree && !/^(?:HEAD|@)$/.test(tree.value ?? "") };
  const lost = changesIn(call, kinds, paths);
  if (takesSide(args, paths)) return [discard(call, lost, SIDE, paths)];
  const other = fromTree ? { covers: coversOf(call, paths) } : {};
  const effects = [discard(call, lost, sure ? other : { ...other, certainty: "possible" }, paths)];
  return fromTree ? [...effects, ...onGuardFiles(call, paths, `${shown(tree)} has`)] : effects;
}

/** Takes one side of a conflict for named files. `checkout --merge` restores both sides. */
const SIDE: Partial<Effect> = { certainty: "possible", recovery: "effort" };

function takesSide(args: readonly Argument[], paths: readonly Word[]): boolean {
  return (
    hasOption(args, "ours", "theirs") &&
    paths.every(({ value }) => value !== null && /(?:^|\/)\.*[^/.][^/]*\.\w{1,8}$/.test(value))
  );
}

/** Decides whether a word of `git checkout` is a path or a branch: by `--`, else by which files are modified. */
function checkoutPaths(
  args: readonly Argument[],
  call: GitCall,
): { readonly paths: readonly Word[]; readonly tree: Word | undefined; readonly sure: boolean } {
  const before = args.flatMap(arg => (arg.kind === "operand" && !arg.literal ? [arg.word] : []));
  const behind = args.flatMap(arg => (arg.kind === "operand" && arg.literal ? [arg.word] : []));
  const [first, ...rest] = before;
  if (call.words.some(({ value }) => value === "--")) return { paths: behind, tree: first, sure: true };
  if (!first || hasOption(args, "b", "B", "orphan", "detach", "t", "track"))
    return { paths: [], tree: undefined, sure: true };
  if (looksLikePath(first) || isModified(first, call)) return { paths: before, tree: undefined, sure: true };
  if (rest.length > 0) return { paths: rest, tree: first, sure: true };
  // The state is unknown, and a name with an extension is more likely a file than a branch.
  const file = stateOf(call) === null && /[^/]\.[a-z][a-z0-9]{0,4}$/i.test(first.value ?? "");
  return { paths: file ? [first] : [], tree: undefined, sure: false };
}

function looksLikePath(word: Word): boolean {
  const known = knownPrefix(word);
  return word.glob || /^(?:\.{1,2}$|\.{1,2}\/|\/|:)/.test(known) || (word.value?.endsWith("/") ?? false);
}

function isModified(word: Word, call: GitCall): boolean {
  const state = stateOf(call);
  if (!state || word.value === null) return false;
  return [...state.modified, ...state.staged].some(file => reaches(word, file, call, state));
}

const SWITCH = {
  abbreviations: true,
  values: ["c", "C", "create", "force-create", "orphan", "conflict"],
  optional: ["track"],
  flags: "force discard-changes quiet detach guess no-guess merge no-track progress ignore-other-worktrees".split(" "),
};

export function switchBranch(call: GitCall): Effect[] {
  const args = readArguments(call.words, SWITCH);
  const forced = hasOption(args, "f", "force", "discard-changes");
  const effects = forced ? [discard(call, changesIn(call, { modified: true, staged: true }), WHOLE)] : [];
  return [...effects, ...recreated(call, args, "C", "force-create")];
}

/** Reads `checkout -B x`, `switch -C x`, which move an existing branch. */
function recreated(call: GitCall, args: readonly Argument[], ...names: readonly string[]): Effect[] {
  const name = args.find(arg => arg.kind === "option" && names.includes(arg.name));
  if (name?.kind !== "option" || !name.value) return [];
  const branch = shown(name.value);
  return [
    gitEffect(call, {
      verb: "rewrite-history",
      resource: "branch",
      target: branch,
      recovery: "effort",
      certainty: "possible",
      at: onBranch(branch),
      says: `moves the branch ${branch} if there is one already`,
      ...(isProtected(branch) && { marks: ["protected-branch"] }),
    }),
  ];
}

const RESTORE = {
  abbreviations: true,
  values: ["s", "source", "conflict", "pathspec-from-file", "U", "unified", "inter-hunk-context"],
  flags:
    "staged worktree ours theirs merge patch quiet progress overlay no-overlay ignore-unmerged recurse-submodules".split(
      " ",
    ),
};

export function restore(call: GitCall): Effect[] {
  const args = readArguments(call.words, RESTORE);
  const staged = hasOption(args, "S", "staged");
  // Only the index is restored, and the work tree keeps the content.
  if (staged && !hasOption(args, "W", "worktree")) return [];
  const fromTree = hasOption(args, "s", "source");
  const everywhere =
    hasOption(args, "pathspec-from-file") || (hasOption(args, "p", "patch") && operands(args).length === 0);
  const paths = everywhere ? undefined : operands(args);
  if (paths?.length === 0) return [];
  const side = paths !== undefined && takesSide(args, paths) ? SIDE : {};
  const lost = changesIn(call, { modified: true, staged: staged || fromTree, untracked: fromTree }, paths);
  const effects = [discard(call, lost, { ...side, ...(fromTree && { covers: coversOf(call, paths) }) }, paths)];
  return fromTree ? [...effects, ...onGuardFiles(call, paths, "another commit has")] : effects;
}

/** Reads `checkout-index -f -a`, `read-tree --reset -u`, the plumbing that does the same. */
export function plumbing(call: GitCall): Effect[] {
  const args = readArguments(call.words, {});
  const overwrites =
    call.name === "checkout-index" ? hasOption(args, "f", "force") : hasOption(args, "u") && hasOption(args, "reset");
  return overwrites
    ? [discard(call, changesIn(call, { modified: true, staged: call.name === "read-tree" }), WHOLE)]
    : [];
}

/** Finds `git reset $MODE`, where an unquoted variable may hold `--hard`. */
function hasHole(args: readonly Argument[]): boolean {
  return args.some(
    arg =>
      (arg.kind === "option" && arg.name === "?") ||
      (arg.kind === "operand" &&
        arg.word.pieces.length === 1 &&
        arg.word.pieces.every(piece => piece.kind === "hole" && !piece.quoted)),
  );
}
