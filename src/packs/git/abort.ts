/** What is thrown away with an operation that is broken off, a submodule that is taken out, a fetch that is forced. */
import type { Effect } from "../../core/effects/effect.ts";
import { hasOption, operands, readArguments } from "../../core/effects/options.ts";
import { shown } from "../../core/files/targets.ts";
import { knownPrefix, literalWord, type Word } from "../../core/text/words.ts";
import { type GitCall, gitEffect, isProtected, onBranch } from "./call.ts";
import { changesIn, discard, onGuardFiles } from "./worktree.ts";

const ENDINGS = {
  abbreviations: true,
  flags: ["abort", "continue", "skip", "quit", "edit-todo", "show-current-patch"],
};

/** `rebase --abort` and its like put the old state back: what was resolved since then is nowhere else. */
export function abort(call: GitCall): Effect[] {
  const args = readArguments(call.words, ENDINGS);
  const named = operands(args).flatMap(({ text }) => namesOfCommits(text));
  if (named.length > 0) return onGuardFiles(call, named, `another commit has (git ${call.name})`);
  if (!hasOption(args, "abort") || call.command.scope.earlier?.begun?.has(call.name ?? "")) return [];
  const lost = changesIn(call, { modified: true, staged: true });
  const says = `breaks off the ${call.name} and throws away what was resolved in it`;
  return [discard(call, lost, { recovery: lost?.length === 0 ? "free" : "effort", says })];
}

/** `git revert $(git log -1 --format=%H -- FILE)`: a commit that is told by a file which it has changed. */
function namesOfCommits(text: string): readonly Word[] {
  const [, names = ""] = /\$\(\s*git\s(?:[^)]*\s)?(?:log|rev-list)\s[^)]*--\s+([^)]+)\)/.exec(text) ?? [];
  return names
    .split(/\s+/)
    .filter(Boolean)
    .map(name => literalWord(name.replace(/^["']|["']$/g, "")));
}

export function submodule(call: GitCall): Effect[] {
  const args = readArguments(call.words, { abbreviations: true, flags: ["force", "all"] });
  const [action, ...paths] = operands(args);
  const forced = hasOption(args, "f", "force");
  if (!forced || (action?.value !== "deinit" && action?.value !== "update")) return [];
  const named = paths.length === 0 ? "every submodule" : paths.map(shown).join(", ");
  return [
    gitEffect(call, {
      verb: "discard",
      resource: "working-tree",
      target: named,
      reach: hasOption(args, "all") || paths.length !== 1 ? "several" : "one",
      recovery: "none",
      says: `throws away what is not committed in ${named}`,
      instead: "Without -f (--force) git stops where something would be lost.",
    }),
  ];
}

const FETCH = {
  abbreviations: true,
  values: ["depth", "deepen", "shallow-since", "shallow-exclude", "o", "j", "jobs", "refmap", "upload-pack"],
  optional: ["recurse-submodules"],
  flags: ["force", "all", "prune", "prune-tags", "tags", "update-head-ok", "dry-run", "multiple"],
};

/** A local branch as the target of a forced fetch is moved, whatever it held. */
export function fetch(call: GitCall): Effect[] {
  const args = readArguments(call.words, FETCH);
  if (hasOption(args, "dry-run")) return [];
  const forced = hasOption(args, "f", "force");
  return operands(args)
    .slice(1)
    .flatMap(ref => {
      const text = ref.value ?? knownPrefix(ref);
      const target = text.split(":")[1] ?? "";
      if (!(forced || text.startsWith("+")) || target === "" || /^refs\/(?:remotes|tags)\//.test(target)) return [];
      const branch = target.replace(/^refs\/heads\//, "");
      return [
        gitEffect(call, {
          verb: "rewrite-history",
          resource: "branch",
          target: branch,
          recovery: "effort",
          at: onBranch(branch),
          says: `puts what was fetched in the place of the branch ${branch}`,
          ...(isProtected(branch) && { marks: ["protected-branch"] }),
        }),
      ];
    });
}

/** `git credential fill` prints a password. */
export function credential(call: GitCall): Effect[] {
  const [action] = operands(readArguments(call.words, {}));
  if (action?.value !== "fill") return [];
  return [
    gitEffect(call, {
      verb: "read-secret",
      resource: "secret",
      target: "a stored git credential",
      recovery: "effort",
      says: "prints a password that git has stored",
      instead: "Let git use the credential by itself.",
    }),
  ];
}
