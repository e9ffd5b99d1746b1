/** Calls of ordinary programs that only somebody with a purpose makes: a table held against a call's words. */
import type { Effect } from "../effect.ts";
import type { Invocation } from "../pack.ts";
import type { Doing } from "../subcommands.ts";

export interface Line {
  readonly programs: string;
  /** Held against the words behind the program, joined by blanks. */
  readonly words: RegExp;
  /** Not where this fits as well. */
  readonly unless?: RegExp | ((words: string) => boolean);
  /** Only where it runs with somebody else's rights: behind `sudo` and its like. */
  readonly raised?: true;
  readonly does: Doing;
}

/** Programs that run another one with other rights. */
export const RAISING = /^(?:sudo|doas|pkexec|su|runuser|run0|gosu|su-exec|setpriv|capsh)$/;

/** `programs`: spellings separated by a bar. */
export function on(programs: string, words: RegExp, does: Doing, unless?: Line["unless"]): Line {
  return { programs, words, does, ...(unless && { unless }) };
}

/** The same, where it runs with somebody else's rights. */
export function raised(programs: string, words: RegExp, does: Doing, unless?: Line["unless"]): Line {
  return { ...on(programs, words, does, unless), raised: true };
}

/**
 * Calls as one pattern: a line holds the words of some, as a pattern; ` … ` stands for whatever is between, and the last
 * word is a whole one.
 */
export function calls(lines: string): RegExp {
  const each = lines.trim().split(/\s*\n\s*/);
  return new RegExp(`\\b(?:${each.join("|").replaceAll(" … ", "\\b.*")})(?!\\w)`);
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
    const line = known.find(
      row => row.words.test(words) && !excepts(row.unless, words) && (!row.raised || isRaised(command)),
    );
    return line ? [effectOf(line.does, command, id)] : [];
  };
}

function excepts(unless: Line["unless"], words: string): boolean {
  return typeof unless === "function" ? unless(words) : (unless?.test(words) ?? false);
}

/** Whether it runs behind a program that gives other rights. */
export function isRaised({ scope }: Invocation): boolean {
  return scope.via.some(text => RAISING.test(text.split(/[\s(.]/)[0] ?? ""));
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
