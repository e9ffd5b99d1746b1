/** Calls of ordinary programs that only somebody with a purpose makes: a table held against a call's words. */
import type { Effect } from "../effect.ts";
import type { Invocation } from "../pack.ts";
import type { Doing } from "../subcommands.ts";

export interface Line {
  readonly programs: string;
  /** Held against the words behind the program, joined by blanks. */
  readonly words: RegExp;
  /** Not where this fits as well. */
  readonly unless?: RegExp;
  readonly does: Doing;
}

/** `programs`: spellings separated by a bar. */
export function on(programs: string, words: RegExp, does: Doing, unless?: RegExp): Line {
  return { programs, words, does, ...(unless && { unless }) };
}

/** Longer than the words of any call that a line means. */
const MAX_TEXT = 4096;

/** A reader from its lines: what the first one that fits says. */
export function readerOfLines(lines: readonly Line[], id: string): (command: Invocation) => Effect[] {
  const byProgram = new Map<string, Line[]>();
  for (const line of lines)
    for (const program of line.programs.split("|")) byProgram.set(program, [...(byProgram.get(program) ?? []), line]);
  return command => {
    const known = byProgram.get(command.program) ?? byProgram.get(command.program.toLowerCase());
    if (!known) return [];
    const input = command.stdin.kind === "text" ? ` ${command.stdin.text}` : "";
    const words = `${command.argv
      .slice(1)
      .map(({ value, text }) => value ?? text)
      .join(" ")}${input}`.slice(0, MAX_TEXT);
    if (/(?:^| )(?:--help|\/\?)(?: |$)/.test(words)) return [];
    const line = known.find(row => row.words.test(words) && !row.unless?.test(words));
    return line ? [effectOf(line.does, command, id)] : [];
  };
}

function effectOf(does: Doing, { argv, span }: Invocation, source: string): Effect {
  return {
    verb: does.verb,
    resource: does.resource,
    target: argv
      .slice(0, 6)
      .map(({ text }) => text)
      .join(" "),
    reach: does.reach ?? "one",
    recovery: does.recovery ?? "none",
    certainty: does.certainty ?? "certain",
    source,
    says: does.says,
    ...(does.instead !== undefined && { instead: does.instead }),
    ...(span && { span }),
  };
}
