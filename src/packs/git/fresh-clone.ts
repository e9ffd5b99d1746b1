/** Recognizes repositories whose history is no loss: the text has just cloned them, or they are temporary. */
import type { Effect, ResourceKind } from "../../core/effects/effect.ts";
import { isAtOrBelow } from "../../core/files/moved.ts";
import { type GitCall, stateOf } from "./call.ts";
import { isInScratch } from "./worktree.ts";

/** Resources of the repository itself. Branches of a remote belong to others. */
const OF_REPOSITORY: ReadonlySet<ResourceKind> = new Set(["branch", "commit", "stash", "working-tree"]);

/** Returns the effects that reach beyond a repository which is a copy of another. */
export function besidesFreshClone(call: GitCall, effects: readonly Effect[]): readonly Effect[] {
  if (!effects.some(({ resource }) => OF_REPOSITORY.has(resource)) || !isOwnClone(call)) return effects;
  return effects.filter(({ resource }) => !OF_REPOSITORY.has(resource));
}

function isOwnClone(call: GitCall): boolean {
  const { cwd, facts, command } = call;
  if (cwd === null || namesRepository(call)) return false;
  for (const made of command.scope.earlier?.fresh ?? []) if (isAtOrBelow(cwd, made)) return true;
  if (NEW_FOLDER.test(cwd)) return true;
  const root = stateOf(call)?.root;
  // A linked work tree has a file there, and its history is in the main repository.
  return (
    root !== undefined && isInScratch(call) && facts.ask({ kind: "stat", path: `${root}/.git` })?.type === "directory"
  );
}

/** Matches the template of a folder that `mktemp -d` has just made. */
const NEW_FOLDER = /^\/(?:tmp|var\/tmp)\/[^/]*X{4,}[^/]*(?:\/|$)/;

/** Tells whether the call names another repository than the one of the folder. */
function namesRepository({ command: { argv, scope } }: GitCall): boolean {
  const named = argv.some(({ value }) => /^--(?:git-dir|work-tree)/.test(value ?? ""));
  return named || scope.variables.has("GIT_DIR") || scope.variables.has("GIT_OBJECT_DIRECTORY");
}
