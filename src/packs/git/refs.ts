/** Reads git branch, tag, stash, worktree, update-ref: names whose loss makes commits hard to find. */
import type { Effect } from "../../core/effects/effect.ts";
import { hasOption, operands, readArguments } from "../../core/effects/options.ts";
import { isScratch } from "../../core/files/loss.ts";
import { shown } from "../../core/files/targets.ts";
import { hasMade } from "../../core/languages/shell/begun-operations.ts";
import { isAbsolute, resolvePath } from "../../core/text/paths.ts";
import { type GitCall, gitEffect, isProtected, onBranch, stateOf } from "./call.ts";
import { counted, onGuardFiles } from "./worktree.ts";

const BRANCH = {
  abbreviations: true,
  values: ["u", "set-upstream-to", "sort", "format", "points-at"],
  optional: ["t", "track", "contains", "no-contains", "merged", "no-merged", "color", "column", "abbrev"],
  flags: "delete force move copy remotes all verbose quiet list unset-upstream edit-description show-current".split(
    " ",
  ),
};

export function branch(call: GitCall): Effect[] {
  const args = readArguments(call.words, BRANCH);
  const force = hasOption(args, "f", "force");
  const names = operands(args);
  if (hasOption(args, "D") || (hasOption(args, "d", "delete") && force)) {
    // The next fetch restores a remote-tracking name.
    const recovery = hasOption(args, "r", "remotes") ? "free" : "none";
    const others = names.filter(({ value }) => !hasMade("branch", value, call.command.scope));
    return others.map(name => deletion(call, shown(name), recovery));
  }
  if (hasOption(args, "d", "delete")) return [];
  const moved = hasOption(args, "M", "C") || (force && hasOption(args, "m", "move", "c", "copy"));
  if (moved) {
    const [from, to] = names.map(shown);
    // Replacing the default branch matters, but `git branch -M master main` only renames it.
    const replaces = from !== undefined && to !== undefined && isProtected(to) && !isProtected(from);
    return names.slice(-1).map(name => moving(call, shown(name), replaces ? "likely" : "possible"));
  }
  return force ? names.slice(0, 1).map(name => moving(call, shown(name), "certain")) : [];
}

/** Git deletes the branch's reflog as well, so commits that exist nowhere else are as good as lost. */
function deletion(call: GitCall, name: string, recovery: Effect["recovery"]): Effect {
  return gitEffect(call, {
    verb: "delete",
    resource: "branch",
    target: name,
    reach: "unknown",
    recovery,
    at: onBranch(name),
    says: `deletes the branch ${name}, even if its commits are nowhere else`,
    instead: "git branch -d deletes it only when it is merged.",
    ...(isProtected(name) && { marks: ["protected-branch"] }),
  });
}

function moving(call: GitCall, name: string, certainty: Effect["certainty"]): Effect {
  return gitEffect(call, {
    verb: "rewrite-history",
    resource: "branch",
    target: name,
    recovery: "effort",
    certainty,
    at: onBranch(name),
    says: `moves the branch ${name}; where it was stands only in the reflog`,
  });
}

export function tag(call: GitCall): Effect[] {
  const args = readArguments(call.words, {
    abbreviations: true,
    values: ["m", "F", "u", "sort", "format"],
    flags: ["delete", "force"],
  });
  if (!hasOption(args, "d", "delete", "f", "force")) return [];
  if (!hasOption(args, "d", "delete"))
    return operands(args)
      .slice(0, 1)
      .map(name => moving(call, `tag ${shown(name)}`, "possible"));
  const others = operands(args).filter(({ value }) => !hasMade("tag", value, call.command.scope));
  return others.map(name =>
    gitEffect(call, {
      verb: "delete",
      resource: "branch",
      target: `tag ${shown(name)}`,
      // Tags have no reflog.
      recovery: "none",
      says: `deletes the tag ${shown(name)} here`,
      instead: "Make a new tag beside it.",
    }),
  );
}

export function stash(call: GitCall): Effect[] {
  const [action, ...rest] = operands(readArguments(call.words, { values: ["m", "message", "pathspec-from-file"] }));
  if (action?.value === "push") return rest.length > 0 ? onGuardFiles(call, rest, "the last commit has") : [];
  if (action?.value !== "drop" && action?.value !== "clear") return [];
  // One that the same text has put there is not on the disk yet.
  const { cwd, command } = call;
  const pushed = cwd !== null && command.scope.earlier?.written.has(resolvePath(".git/refs/stash", cwd));
  const count = pushed ? undefined : stateOf(call)?.stashes;
  const all = action.value === "clear";
  return [
    gitEffect(call, {
      verb: "delete",
      resource: "stash",
      target: all ? "every stash" : rest[0] ? shown(rest[0]) : "the last stash",
      reach: all && count !== 1 ? "all" : "one",
      recovery: count === 0 ? "free" : "none",
      says: all
        ? `throws away ${count ? `every stash (${count})` : `every stash${count === 0 ? ", of which there is none" : ""}`}`
        : `throws away ${rest[0] ? `the stash ${shown(rest[0])}` : "the last stash"}`,
      instead: "git stash branch <name> turns a stash into a branch.",
    }),
  ];
}

export function worktree(call: GitCall): Effect[] {
  const args = readArguments(call.words, { abbreviations: true, flags: ["force"] });
  const [action, folder] = operands(args);
  // Without force git refuses to remove a tree with changes.
  if (action?.value !== "remove" || !folder || !hasOption(args, "f", "force")) return [];
  const known = folder.value !== null && (call.cwd !== null || isAbsolute(folder.value));
  const path = known ? resolvePath(folder.value, call.cwd ?? "/") : undefined;
  // As with any other folder that is only there for now.
  if (path !== undefined && isScratch(path, call.facts, null)) return [];
  const state = path === undefined ? null : call.facts.ask({ kind: "git", path });
  const seen = state !== null && state.root === path && !state.cut;
  const changed = seen ? [...new Set([...state.modified, ...state.staged, ...state.untracked])] : [];
  return [
    gitEffect(call, {
      verb: "delete",
      resource: "directory",
      target: shown(folder),
      reach: seen ? "several" : "unknown",
      recovery: seen && changed.length === 0 ? "free" : "none",
      says: seen
        ? changed.length === 0
          ? `removes the work tree ${shown(folder)}, which has no changes`
          : `removes the work tree ${shown(folder)} with the changes to ${counted(changed)}`
        : `removes the work tree ${shown(folder)} with its changes`,
      instead: "git worktree remove without -f (--force) stops when something would be lost.",
      ...(path !== undefined && { path, at: [{ kind: "path", path }] }),
    }),
  ];
}

export function updateRef(call: GitCall): Effect[] {
  const args = readArguments(call.words, { values: ["m"] });
  const [ref, value] = operands(args);
  const name = ref ? shown(ref).replace(/^refs\/(?:heads|tags)\//, "") : "refs";
  if (hasOption(args, "d")) return ref ? [deletion(call, name, "none")] : [];
  if (hasOption(args, "stdin"))
    return [
      gitEffect(call, {
        verb: "rewrite-history",
        resource: "branch",
        target: "refs given on standard input",
        reach: "unknown",
        recovery: "effort",
        certainty: "likely",
        says: "moves or deletes whatever refs its input names",
      }),
    ];
  return ref && value ? [moving(call, name, "certain")] : [];
}

/** `git replace -d` and `git symbolic-ref -d`: names that nothing else keeps, not even a reflog. */
export function replace(call: GitCall): Effect[] {
  const args = readArguments(call.words, { values: ["format"] });
  if (!hasOption(args, "d", "delete")) return [];
  return operands(args).map(name => nameless(call, shown(name), "deletes the replacement of a commit"));
}

export function symbolicRef(call: GitCall): Effect[] {
  const args = readArguments(call.words, { values: ["m"] });
  if (!hasOption(args, "d", "delete")) return [];
  return operands(args).map(name => nameless(call, shown(name), "deletes the symbolic name"));
}

function nameless(call: GitCall, target: string, says: string): Effect {
  return gitEffect(call, { verb: "delete", resource: "branch", target, recovery: "none", says: `${says} ${target}` });
}
