/** Shows what a command would write, and asks the person for a yes. */
import { createInterface } from "node:readline/promises";
import { diffText } from "../../platform/diff-text.ts";
import type { FileChange } from "../../platform/install.ts";
import { Trouble } from "./trouble.ts";

/** Prints the changes; returns the number of changed files. */
export function show(changes: readonly FileChange[]): number {
  const diffs = changes.map(({ before, after, file }) => diffText(before, after, file)).filter(diff => diff !== "");
  process.stdout.write(diffs.length === 0 ? "Nothing in the configuration has to change.\n" : diffs.join(""));
  return diffs.length;
}

/** Asks. `command` is the command to repeat with `--yes`. Throws `Trouble` for a no, or where nobody can be asked. */
export async function confirm(question: string, yes: boolean, command: string): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY)
    throw new Trouble(
      `nothing was written, since nobody can be asked here: look at the changes above, then run agentguard ${command} with --yes`,
    );
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new Trouble("nothing was written");
}
