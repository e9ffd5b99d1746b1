/** Changes a policy file for its owner: comments stay, and an error leaves the file as it is. */

import { loadPolicy } from "../core/policy/load.ts";
import { EMPTY_POLICY } from "../core/policy/starter.ts";
import { applyEdits, type TextEdit } from "../core/text/json-edits.ts";
import type { Announce } from "./announce.ts";
import { makeFolderOf, readConfig, writeConfig } from "./config-file.ts";

/**
 * Replaces `file` in one step by its text with `change` applied. A missing or empty file begins as an empty policy.
 * Throws with file, line and reason when it has errors before or would have them after, and then leaves it as it is.
 */
export async function changePolicy(
  file: string,
  change: (text: string) => readonly TextEdit[],
  announce?: Announce,
): Promise<void> {
  const there = readConfig(file);
  const before = there === null || there.trim() === "" ? EMPTY_POLICY : there;
  check(before, file, "Correct it first; nothing was changed.");
  const after = applyEdits(before, change(before));
  check(after, file, "So it is left as it is.");
  makeFolderOf(file);
  await announce?.([{ file, text: after }]);
  await writeConfig(file, after);
}

function check(text: string, file: string, then: string): void {
  const [wrong] = loadPolicy(text, file).problems.filter(({ severity }) => severity === "error");
  if (wrong) throw new Error(`${file}:${wrong.line}:${wrong.column}: ${wrong.message} ${then}`);
}
