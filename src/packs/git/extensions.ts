/** Reads git annex, lfs, notes and svn: content and history besides the commits. */
import type { Effect } from "../../core/effects/effect.ts";
import { type Argument, hasOption, operands, optionValue, readArguments } from "../../core/effects/options.ts";
import { shown } from "../../core/files/targets.ts";
import { effectsOfWrite } from "../../core/files/writes.ts";
import { type GitCall, gitEffect } from "./call.ts";

/** `--force` drops content without counting the copies elsewhere: https://git-annex.branchable.com/git-annex-drop/. */
export function annex(call: GitCall): Effect[] {
  const args = readArguments(call.words, {
    values: ["from", "in", "not", "copies", "include", "exclude", "J", "jobs"],
  });
  const [action = "", ...targets] = operands(args).map(shown);
  const drops = /^(?:drop|dropunused|dropkey|move|mirror|sync|uninit|destroy)$/.test(action);
  if (!drops || !hasOption(args, "force")) return [];
  return [
    gitEffect(call, {
      verb: "delete",
      resource: "file",
      target: targets.join(" ") || "annexed files",
      reach: "several",
      recovery: "none",
      says: "drops the content of annexed files without asking whether another copy exists",
      instead: "git annex drop without --force counts the copies first.",
    }),
  ];
}

/** `prune --force` deletes even what is checked out and was never pushed; `migrate` rewrites every commit. */
export function lfs(call: GitCall): Effect[] {
  const args = readArguments(call.words, { values: ["include", "exclude", "I", "X", "include-ref", "exclude-ref"] });
  const [action, step] = operands(args).map(shown);
  if (hasOption(args, "dry-run", "d")) return [];
  if (action === "prune" && hasOption(args, "force", "f"))
    return [
      gitEffect(call, {
        verb: "delete",
        resource: "file",
        target: "large files",
        reach: "several",
        recovery: "none",
        says: "deletes local copies of large files, pushed or not",
        instead: "git lfs prune --verify-remote keeps what the server does not have.",
      }),
    ];
  if (action !== "migrate" || !/^(?:import|export)$/.test(step ?? "") || hasOption(args, "no-rewrite")) return [];
  return [
    gitEffect(call, {
      verb: "rewrite-history",
      resource: "commit",
      target: hasOption(args, "everything") ? "every branch" : "the branch",
      reach: "all",
      recovery: "effort",
      says: "rewrites the commits that hold large files",
    }),
  ];
}

/** Reads the removal of notes, of deleted commits or of a named one. The notes' own ref keeps them for a while. */
export function notes(call: GitCall): Effect[] {
  const args = readArguments(call.words, { values: ["ref"] });
  const [action, ...targets] = operands(args).map(shown);
  if (hasOption(args, "n", "dry-run")) return [];
  if (action !== "prune") return [];
  return [
    gitEffect(call, {
      verb: "delete",
      resource: "commit",
      target: targets.join(" ") || "notes",
      reach: "several",
      recovery: "effort",
      certainty: "certain",
      says: "deletes the notes of every commit that is not reached any more",
    }),
  ];
}

/** Reads Git Town's `delete` (formerly `kill`), which deletes the branch here and on the server. */
export function town(call: GitCall): Effect[] {
  const [action, ...targets] = operands(readArguments(call.words, {})).map(shown);
  if (!/^(?:kill|delete)$/.test(action ?? "")) return [];
  return [
    gitEffect(call, {
      verb: "delete",
      resource: "remote-branch",
      target: targets.join(" ") || "the current branch",
      recovery: "effort",
      marks: ["no-confirmation"],
      says: `deletes ${targets.join(" ") || "the current branch"} here and on the server`,
      instead: "Say which branch is done with, and let the person delete it.",
    }),
  ];
}

/** Reads `git diff | git apply -R`, which discards the changes since the last commit. */
export function apply(call: GitCall): Effect[] {
  const args = readArguments(call.words, { values: ["C", "p", "directory", "exclude", "include", "whitespace"] });
  const { stdin } = call.command;
  if (!hasOption(args, "R", "reverse") || hasOption(args, "check", "stat", "numstat", "summary")) return [];
  const typed = stdin.kind === "pipe" ? (stdin.producer ?? []).map(({ value }) => value ?? "?") : [];
  const made = operands(args).map(({ text }) =>
    /^["']?<\(\s*git\s+(diff\b[^|)]*)\)/.exec(text)?.[1]?.trim().split(/\s+/),
  );
  const diff = typed[0] === "git" ? behindOptions(typed.slice(1)) : made.find(Boolean);
  const revisions = (diff ?? []).slice(1).filter(word => !word.startsWith("-") && word !== "HEAD");
  const unsaved = diff?.[0] === "diff" && !revisions.some(word => /\.\.|\^|~|^[\da-f]{7,40}$/.test(word));
  if (!unsaved) return [];
  return [
    gitEffect(call, {
      verb: "discard",
      resource: "working-tree",
      target: revisions.join(" ") || "uncommitted changes",
      reach: revisions.length > 0 ? "several" : "all",
      recovery: "none",
      says: "takes back every change since the last commit",
      instead: "git stash push keeps the changes.",
    }),
  ];
}

/** Returns the sub-command and the words after it, without `-C folder` and `-c name=value` before it. */
function behindOptions(words: readonly string[]): readonly string[] {
  let at = 0;
  while (words[at]?.startsWith("-")) at += /^-[cC]$/.test(words[at] ?? "") ? 2 : 1;
  return words.slice(at);
}

/** Reads settings that keep unreachable commits. With `now` the next garbage collection deletes them. */
export function config(call: GitCall): Effect[] {
  const args = readArguments(call.words, { values: ["f", "file", "blob", "t", "type", "default"] });
  const [name, value] = operands(args)
    .map(({ value }) => value ?? "")
    .filter((word, i) => i > 0 || word !== "set");
  const written = configured(args, call);
  if (
    !/^gc\.(?:prune|reflog|worktreeprune)expire(?:unreachable)?$/i.test(name ?? "") ||
    !/^(?:now|all|0)$/i.test(value ?? "")
  )
    return written;
  return [
    ...written,
    gitEffect(call, {
      verb: "weaken",
      resource: "backup",
      target: `${name}`,
      recovery: "effort",
      says: `lets git delete what no branch reaches at once (${name} ${value})`,
      instead: "Leave it: git keeps two weeks of lost commits, and 90 days of the reflog.",
    }),
  ];
}

/** Reads `git clear` of git-extras: `reset --hard` and `clean -dfx` at once. */
export function clear(call: GitCall): Effect[] {
  return [
    gitEffect(call, {
      verb: "discard",
      resource: "working-tree",
      target: "the work tree",
      reach: "all",
      recovery: "none",
      says: "throws away all changes, and all files that git does not have",
      instead: "git stash push --include-untracked keeps them.",
    }),
  ];
}

/** `git svn reset` forgets fetched revisions with the commits made from them; `dcommit` publishes commits. */
export function svn(call: GitCall): Effect[] {
  const args = readArguments(call.words, { values: ["r", "revision", "m", "message", "i", "id"] });
  const [action] = operands(args).map(shown);
  if (action !== "reset" || hasOption(args, "n", "dry-run")) return [];
  return [
    gitEffect(call, {
      verb: "rewrite-history",
      resource: "commit",
      target: "the fetched revisions",
      reach: "several",
      recovery: "effort",
      says: "takes fetched revisions out of the history of the branch",
    }),
  ];
}

/** Reads `git config -f file name value`, which may write any file, and the program that the setting starts. */
function configured(args: readonly Argument[], { command, cwd, facts }: GitCall): Effect[] {
  const file = optionValue(args, "f", "file");
  const [action, ...more] = operands(args);
  const reads = hasOption(args, ...READING) || /^(?:get|list|get-\w+)$/.test(action?.value ?? "");
  const changes = more.length > 0 || hasOption(args, "e", "edit", "unset", "unset-all", "remove-section");
  if (!file || reads || !changes) return [];
  const writing = { source: "git", span: command.span, empties: false };
  return effectsOfWrite(file, { ...command.scope, cwd }, facts, writing).map(effect => ({ ...effect, looked: true }));
}

const READING = ["get", "get-all", "get-regexp", "get-urlmatch", "get-color", "get-colorbool", "l", "list"];
