/** Calls of ordinary programs that only somebody with a purpose makes: a table held against a call's words. */
import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { EffectTemplate } from "../../kit/table.ts";
import { type CallWords, callWords } from "./call-words.ts";
import { readCalls, wordsOf } from "./calls.ts";

export interface Line {
  readonly programs: string;
  readonly fits: (words: CallWords) => boolean;
  /** Only where it runs with somebody else's rights: behind `sudo` and its like. */
  readonly raised?: true;
  /** Where it stands it means something else. */
  readonly except?: (command: Invocation) => boolean;
  readonly does: EffectTemplate;
}

/** Programs that run another one with other rights. */
export const RAISING =
  /^(?:sudo|doas|pkexec|su|runuser|run0|gosu|su-exec|setpriv|capsh|dzdo|pfexec|gksu|gksudo|kdesu|kdesudo|lxsudo)$/;

/** `programs`: spellings separated by a bar. `lines`: calls of them, as `readCalls` takes them; none: every call. */
export function calls(programs: string, lines: string, does: EffectTemplate): Line {
  return { programs, fits: lines === "" ? () => true : readCalls(lines), does };
}

/** The same of programs of Windows: in any case, parameters by their beginnings, options by `/` and `-`. */
export function windows(programs: string, lines: string, does: EffectTemplate): Line {
  return { programs, fits: lines === "" ? () => true : readCalls(lines, true), does };
}

/** Where it runs with somebody else's rights. */
export function raised(line: Line): Line {
  return { ...line, raised: true };
}

/** Code and addresses among the words: a pattern held against all of them, joined by blanks, and not `unless`. */
export function on(
  programs: string,
  pattern: RegExp,
  does: EffectTemplate,
  unless?: RegExp | ((words: string) => boolean),
): Line {
  const excepts = (text: string) => (typeof unless === "function" ? unless(text) : (unless?.test(text) ?? false));
  return {
    programs,
    does,
    fits: words => {
      const text = joined(words);
      return pattern.test(text) && !excepts(text);
    },
  };
}

/** Longer than the words of any call that a line means; of more, what stands in front and at the end counts. */
const MAX_TEXT = 32_768;

function joined({ list, input, read }: CallWords): string {
  read.joined ??= withoutMiddle(`${list.join(" ")}${input === "" ? "" : ` ${input}`}`);
  return read.joined;
}

function withoutMiddle(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT / 2)} ${text.slice(-MAX_TEXT / 2)}`;
}

/** A reader from its lines: what the first one that fits says. */
export function readerOfLines(lines: readonly Line[], id: string): (command: Invocation) => readonly Effect[] {
  const byProgram = new Map<string, Line[]>();
  for (const line of lines)
    for (const program of line.programs.split("|")) byProgram.set(program, [...(byProgram.get(program) ?? []), line]);
  const writing = byProgram.get(">");
  return command => {
    const into = writing && command.redirects.length > 0 ? intoFiles(command, writing, id) : NOTHING;
    const known = byProgram.get(command.program) ?? byProgram.get(command.program.toLowerCase());
    if (!known) return into;
    const words = wordsOf(command);
    for (const word of words.list) if (LOOKS.has(word.toLowerCase())) return NOTHING;
    for (const line of known)
      if ((!line.raised || isRaised(command)) && line.fits(words) && !line.except?.(command))
        return [...into, effectOf(line.does, command, id)];
    return into;
  };
}

const NOTHING: readonly Effect[] = [];
/** The call only says what it would do. */
const LOOKS: ReadonlySet<string> = new Set(["--help", "/?", "-?", "-whatif", "-whatif:$true"]);

/** What lines of the program `>` say of the files that a call's output goes to. */
function intoFiles(command: Invocation, lines: readonly Line[], id: string): readonly Effect[] {
  const written = command.redirects.filter(({ operator }) => WRITES.test(operator));
  if (written.length === 0) return NOTHING;
  const list = written.map(({ target }) => target.value ?? target.text.replace(/^"(.*)"$/s, "$1"));
  const words = callWords(list, "");
  for (const line of lines) if (line.fits(words)) return [effectOf(line.does, command, id)];
  return NOTHING;
}

const WRITES = /^(?:&?>>?|>\||<>)$/;

/** Whether it runs behind a program that gives other rights. */
export function isRaised({ scope }: Invocation): boolean {
  return scope.via.some(text => RAISING.test(text.split(/[\s(.]/)[0] ?? ""));
}

/** One effect of a call, as data says it. */
export function effectOf(does: EffectTemplate, { argv, span }: Invocation, source: string): Effect {
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
