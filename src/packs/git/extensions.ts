/** git annex, lfs, notes and svn: content and history that live beside the commits. */
import type { Effect } from "../../core/effects/effect.ts";
import { hasOption, operands, readArguments } from "../../core/effects/options.ts";
import { type GitCall, gitEffect } from "./call.ts";

/** `--force` drops content without counting the copies elsewhere: https://git-annex.branchable.com/git-annex-drop/. */
export function annex(call: GitCall): Effect[] {
  const args = readArguments(call.words, {
    values: ["from", "in", "not", "copies", "include", "exclude", "J", "jobs"],
  });
  const [action = "", ...targets] = operands(args).map(({ text }) => text);
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
  const [action, step] = operands(args).map(({ text }) => text);
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

/** Notes of commits that are gone, or of a commit by its name; their own ref keeps them for a while. */
export function notes(call: GitCall): Effect[] {
  const args = readArguments(call.words, { values: ["ref"] });
  const [action, ...targets] = operands(args).map(({ text }) => text);
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

/** `git svn reset` forgets fetched revisions with the commits made from them; `dcommit` goes to everybody. */
export function svn(call: GitCall): Effect[] {
  const args = readArguments(call.words, { values: ["r", "revision", "m", "message", "i", "id"] });
  const [action] = operands(args).map(({ text }) => text);
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
