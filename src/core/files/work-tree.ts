/** Finds the git work tree of a path. */
import { type Facts, type GitFact, wantKey } from "../facts/facts.ts";
import { isWithin, parentOf } from "../text/paths.ts";
import { workspacesOf } from "./landmarks.ts";

/** Returns the work tree that contains `path`. The workspace's is asked first, because it mostly contains the path. */
export function gitOf(path: string, facts: Facts, cwd: string | null): GitFact | null {
  const { platform } = facts.around;
  const real = facts.ask({ kind: "stat", path })?.realpath ?? path;
  const root = workspacesOf(facts, cwd).find(folder => isWithin(path, folder, platform));
  const want = root === undefined ? undefined : ({ kind: "git", path: root } as const);
  const git = want ? facts.ask(want) : null;
  if (git && (isWithin(real, git.root, platform) || isWithin(path, git.root, platform))) return git;
  if (want && facts.wants.has(wantKey(want))) return null;
  return facts.ask({ kind: "git", path: parentOf(path) });
}
