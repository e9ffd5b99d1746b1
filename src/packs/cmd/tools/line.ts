/** A line of the tables of Windows tools. Their calls are switches in any order, so that a line is a pattern. */
import type { Effect } from "../../../core/effects/effect.ts";
import type { Invocation } from "../../../core/effects/pack.ts";
import type { Doing } from "../../../core/effects/subcommands.ts";

export interface ToolLine {
  readonly programs: readonly string[];
  /** Held against the words behind the program, in lower case, joined by blanks. */
  readonly words: RegExp;
  readonly does: Doing;
}

/** `programs`: spellings separated by a bar. */
export function on(programs: string, words: RegExp, does: Doing): ToolLine {
  return { programs: programs.split("|"), words, does };
}

/** `words`: those of the call, as a line's pattern sees them. */
export function effectOfTool(does: Doing, words: string, { program, span }: Invocation): Effect {
  const name = words
    .split(" ")
    .filter(word => !word.startsWith("/"))
    .slice(0, 3)
    .join(" ");
  return {
    verb: does.verb,
    resource: does.resource,
    target: name === "" ? program : name,
    reach: does.reach ?? "one",
    recovery: does.recovery ?? "none",
    certainty: "certain",
    source: "windows-tools",
    says: name === "" ? does.says : `${does.says} (${program} ${name})`,
    ...(span && { span }),
  };
}
