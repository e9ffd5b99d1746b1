/** Repositories whose history is nobody's loss: the text has just cloned them itself, or they are only there for now. */
import type { Effect, ResourceKind } from "../../core/effects/effect.ts";
import { isAtOrBelow } from "../../core/files/moved.ts";
import { type GitCall, stateOf } from "./call.ts";
import { isInScratch } from "./worktree.ts";

/** What lies in the repository itself; branches of a remote are others'. */
const OF_REPOSITORY: ReadonlySet<ResourceKind> = new Set(["branch", "commit", "stash", "working-tree"]);

/** Those of `effects` that reach further than a repository of which somebody has the original. */
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
  // A linked work tree has a file there, and its history in the repository that it belongs to.
  return (
    root !== undefined && isInScratch(call) && facts.ask({ kind: "stat", path: `${root}/.git` })?.type === "directory"
  );
}

/** What `mktemp -d` has just made, by its template. */
const NEW_FOLDER = /^\/(?:tmp|var\/tmp)\/[^/]*X{4,}[^/]*(?:\/|$)/;

/** Another repository than the one that the folder belongs to. */
function namesRepository({ command: { argv, scope } }: GitCall): boolean {
  const named = argv.some(({ value }) => /^--(?:git-dir|work-tree)/.test(value ?? ""));
  return named || scope.variables.has("GIT_DIR") || scope.variables.has("GIT_OBJECT_DIRECTORY");
}
