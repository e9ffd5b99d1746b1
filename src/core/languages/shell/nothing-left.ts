/** Recognizes edits in place that leave nothing of a file: every line is deleted or replaced. */
import type { Facts } from "../../facts/facts.ts";
import { whereItIs } from "../../files/moved.ts";
import { existingPaths } from "../../files/possible.ts";
import { pathOf } from "../../files/targets.ts";
import type { Scope } from "../../places/scope.ts";
import type { Word } from "../../text/words.ts";
import type { Flavour } from "./line-patterns.ts";
import { editedText } from "./sed-script.ts";

export interface Edit {
  readonly script: string;
  readonly flavour: Flavour;
  /** Only what the script prints is kept. */
  readonly silent?: boolean;
}

/** Whether one of the files that `file` may be holds nothing of its own after `edit`. */
export function leavesNothingOf(file: Word, { script, flavour, silent }: Edit, scope: Scope, facts: Facts): boolean {
  const path = pathOf(file, scope);
  const paths = path === undefined ? existingPaths(file, scope, facts) : [whereItIs(path, scope, true)];
  return paths.some(one => {
    const before = facts.ask({ kind: "text", path: one });
    const after = before?.trim() ? editedText(script, before, flavour, silent) : undefined;
    return typeof before === "string" && after !== undefined && (after.trim() === "" || isReplaced(before, after));
  });
}

/** A single line is a setting, such as a version: another one in its place is an edit. */
function isReplaced(before: string, after: string): boolean {
  const words = new Set(before.match(WORDS));
  return before.trim().includes("\n") && words.size > 2 && !after.match(WORDS)?.some(word => words.has(word));
}

const WORDS = /[\p{L}\p{N}]{2,}/gu;
