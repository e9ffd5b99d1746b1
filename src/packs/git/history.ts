/** Commands that rewrite commits, or delete the ones that only the reflog still reaches. */
import type { Effect } from "../../core/effects/effect.ts";
import { hasOption, operands, optionValue, readArguments } from "../../core/effects/options.ts";
import { type GitCall, gitEffect, stateOf } from "./call.ts";

const NOW = /^(?:now|all|0)$/i;

export function reflog(call: GitCall): Effect[] {
  const args = readArguments(call.words, {
    abbreviations: true,
    values: ["expire", "expire-unreachable"],
    flags: ["all", "dry-run", "updateref", "rewrite", "verbose"],
  });
  const [action] = operands(args);
  if (hasOption(args, "n", "dry-run")) return [];
  const said = [optionValue(args, "expire"), optionValue(args, "expire-unreachable")].flatMap(word => word ?? []);
  const keeps = said.length > 0 && said.every(({ value }) => value === "never" || value === "false");
  if (/^(?:delete|drop)$/.test(action?.value ?? "") || (action?.value === "expire" && !keeps))
    return [
      gitEffect(call, {
        verb: "rewrite-history",
        resource: "commit",
        target: "the reflog",
        reach: action?.value === "delete" ? "one" : "all",
        recovery: "none",
        says: "forgets where branches were, so that lost commits can no longer be found",
      }),
    ];
  return [];
}

/** `git gc --prune=now`, `git prune`. */
export function prune(call: GitCall): Effect[] {
  const args = readArguments(call.words, { optional: ["prune"], values: call.name === "prune" ? ["expire"] : [] });
  if (hasOption(args, "n", "dry-run")) return [];
  const when =
    call.name === "prune"
      ? optionValue(args, "expire")?.value
      : (optionValue(args, "prune")?.value ?? call.config.get("gc.pruneexpire"));
  const now =
    call.name === "prune"
      ? when === undefined || NOW.test(when ?? "now")
      : when !== undefined && NOW.test(when ?? "now");
  if (!now) return [];
  return [
    gitEffect(call, {
      verb: "delete",
      resource: "commit",
      target: "unreachable commits",
      reach: "several",
      recovery: "none",
      says: "deletes every commit that no branch reaches, dropped stashes among them",
      instead: "git gc without --prune keeps two weeks of them.",
    }),
  ];
}

export function filter(call: GitCall): Effect[] {
  const args = readArguments(call.words, {});
  if (hasOption(args, "analyze", "dry-run", "h", "help")) return [];
  const branch = stateOf(call)?.branch;
  return [
    gitEffect(call, {
      verb: "rewrite-history",
      resource: "commit",
      target: branch ?? "every branch",
      reach: "all",
      // filter-branch keeps refs/original; filter-repo expires and repacks at once.
      recovery: call.name === "filter-branch" ? "effort" : "none",
      says: "rewrites every commit of the history",
      instead: "Work on a fresh clone (git clone --mirror), so that the original stays.",
    }),
  ];
}
