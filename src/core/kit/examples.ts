/** Builds examples of a pack in bulk: commands with the same expected verdict, without a reason for each. */
import type { Example } from "../effects/pack.ts";

export const stop = (...runs: readonly string[]): Example[] => all(runs, "ask");
export const deny = (...runs: readonly string[]): Example[] => all(runs, "deny");
export const pass = (...runs: readonly string[]): Example[] => all(runs, "allow");

function all(runs: readonly string[], expect: Example["expect"]): Example[] {
  return runs.map(run => ({ run, expect }));
}

/**
 * Examples of one shell, one on each line: what is expected, two blanks or more, the command.
 * `files` stand in the workspace of each of them.
 */
export function examplesIn(shell: Example["shell"], lines: string, files?: Example["files"]): Example[] {
  return [...lines.matchAll(/^\s*(ask|deny|allow)\s+(\S.*)$/gm)].map(([, expect, run = ""]) => ({
    run,
    expect: expect as Example["expect"],
    ...(shell && { shell }),
    ...(files && { files }),
  }));
}
