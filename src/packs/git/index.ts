/** Reads git: what its sub-commands do to work that exists nowhere else. */

import { effectsOnGuard } from "../../core/detectors/guard/reach.ts";
import type { Effect } from "../../core/effects/effect.ts";
import { destructiveName } from "../../core/effects/names.ts";
import type { Invocation, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { guardFile } from "../../core/files/guard-files.ts";
import { withRules } from "../../core/kit/named-rules.ts";
import { literalWord } from "../../core/text/words.ts";
import { abort, credential, fetch, submodule } from "./abort.ts";
import { add } from "./add.ts";
import { callOf, type GitCall, GLOBAL, gitEffect } from "./call.ts";
import { clean, move, remove, sparseCheckout } from "./clean.ts";
import { aliasOf, embedded, strangeProgram } from "./embedded.ts";
import { examples } from "./examples.ts";
import { annex, apply, clear, config, lfs, notes, svn, town } from "./extensions.ts";
import { besidesFreshClone } from "./fresh-clone.ts";
import { filter, prune, reflog } from "./history.ts";
import { hooksOf } from "./hooks.ts";
import { outputOf } from "./output.ts";
import { push } from "./push.ts";
import { branch, replace, stash, symbolicRef, tag, updateRef, worktree } from "./refs.ts";
import { checkout, plumbing, reset, restore, switchBranch } from "./reset.ts";
import { RULES } from "./rules.ts";

export const git = withRules(
  { kind: "program", id: "git", programs: ["git"], ownPaths: true, read, examples },
  { grammar: GLOBAL, source: "https://git-scm.com/docs", rules: RULES },
);

const READERS: Readonly<Record<string, (call: GitCall) => Effect[]>> = {
  add,
  am: abort,
  annex,
  apply,
  branch,
  checkout,
  "cherry-pick": abort,
  "checkout-index": plumbing,
  clean,
  clear,
  "clear-soft": clear,
  config,
  credential,
  fetch,
  "filter-branch": filter,
  "filter-repo": filter,
  gc: prune,
  lfs,
  merge: abort,
  mv: move,
  notes,
  prune,
  push,
  "read-tree": plumbing,
  rebase: abort,
  reflog,
  replace,
  reset,
  restore,
  revert: abort,
  rm: remove,
  "sparse-checkout": sparseCheckout,
  stash,
  submodule,
  svn,
  switch: switchBranch,
  "symbolic-ref": symbolicRef,
  tag,
  "send-pack": push,
  town,
  "update-ref": updateRef,
  worktree,
};

/** Git's own commands that lose nothing. No alias can have their names. */
const HARMLESS = new Set(
  `add am annotate apply archive bisect blame bugreport bundle cat-file check-attr check-ignore check-ref-format cherry
   cherry-pick citool clone column commit commit-graph commit-tree config count-objects credential describe diagnose diff
   diff-files diff-index diff-tree difftool fast-export fast-import fetch fmt-merge-msg for-each-ref format-patch fsck
   grep gui hash-object help hook index-pack init init-db instaweb interpret-trailers log ls-files ls-remote ls-tree
   mailinfo mailsplit maintenance merge merge-base merge-file merge-tree mergetool mktag mktree multi-pack-index mv name-rev notes
   pack-objects pack-refs patch-id prune-packed pull range-diff rebase receive-pack remote repack replace request-pull
   rerere rev-list rev-parse revert scalar send-email shortlog show show-branch show-index show-ref sparse-checkout
   status stripspace submodule symbolic-ref unpack-file unpack-objects update-index update-server-info upload-pack var
   verify-commit verify-pack verify-tag version whatchanged write-tree lfs flow gui citool`.split(/\s+/),
);

function read(command: Invocation, facts: Facts): Reading {
  const call = callOf(command, facts);
  if (!call) return { effects: [] };
  // Committing a project's settings is ordinary, but the guard's own folders are no place for a repository.
  const onGuard = effectsOnGuard(command, facts, false).filter(
    ({ path = "" }) => guardFile(path, facts.around)?.kind === "own",
  );
  if (onGuard.length > 0) return { effects: onGuard };
  const inner = [...embedded(call), ...hooksOf(call)];
  if (call.name === null) return { effects: [unknownSubcommand(call)], inner };
  if (onlyHelps(call)) return { effects: [], inner };
  const reader = Object.hasOwn(READERS, call.name) ? READERS[call.name] : undefined;
  if (reader) return { effects: [...strangeProgram(call), ...besidesFreshClone(call, reader(call))], inner };
  if (HARMLESS.has(call.name)) return { effects: [...strangeProgram(call), ...outputOf(call)], inner };

  const alias = aliasOf(call);
  const scope = { ...command.scope, cwd: call.cwd, via: [...command.scope.via, `git alias ${call.name}`] };
  const span = command.span && { span: command.span };
  if (alias && "shell" in alias)
    return { effects: [], inner: [...inner, { kind: "shell", text: alias.shell, scope, ...span }] };
  if (alias)
    return {
      effects: [],
      inner: [...inner, { kind: "argv", argv: [literalWord("git"), ...alias.words], scope, ...span }],
    };
  return { effects: strange(call, call.name), inner };
}

/** Built-ins that print their usage for `-h` anywhere (parse-options.c), and have no such option. */
const TELL_USAGE = new Set(
  "branch checkout clean commit gc prune push rebase reflog reset restore rm stash switch tag worktree".split(" "),
);

/** Tells whether a call only shows help: `--help`, unless it may be the value of the option before it, or `-h`. */
function onlyHelps({ name, words }: GitCall): boolean {
  const dashes = words.findIndex(({ value }) => value === "--");
  const before = dashes === -1 ? words : words.slice(0, dashes);
  return (
    words[0]?.value === "-h" ||
    before.some(
      ({ value }, i) =>
        (value === "--help" || (value === "-h" && name !== null && TELL_USAGE.has(name))) &&
        !before[i - 1]?.text.startsWith("-"),
    )
  );
}

function unknownSubcommand(call: GitCall): Effect {
  return gitEffect(call, {
    verb: "execute-unknown",
    resource: "code",
    target: "git",
    reach: "unknown",
    recovery: "none",
    certainty: "possible",
    says: "runs a git command that is only known at run time",
  });
}

/** Judges an extension of git, or an alias that cannot be read, by its name alone. */
function strange(call: GitCall, name: string): Effect[] {
  const meaning = destructiveName(name);
  if (!meaning) return [];
  return [
    gitEffect(call, {
      verb: "delete",
      resource: "unknown",
      target: `git ${name}`,
      reach: "unknown",
      recovery: "none",
      certainty: "possible",
      says: `may destroy something: ${name} is no command of git itself`,
    }),
  ];
}
