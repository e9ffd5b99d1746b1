/**
 * Compiles one line of a rule: program names separated by bars, then what a call must match. That is calls (`calls.ts`)
 * separated by ` ; `, or expressions over all words joined by spaces: `curl|wget /metadata/i then /token/ unless
 * /--head/`.
 */
import { EDITOR_PROGRAMS } from "../../agents/code-editors.ts";
import { inSequence } from "../../kit/in-sequence.ts";
import type { CallWords } from "./call-words.ts";
import { readCalls } from "./calls.ts";

export type FitsWords = (words: CallWords) => boolean;
/** Replaces the names in braces of a line. */
export type Names = (text: string) => string;

/** Returns the programs of a line; `{code-editor}` stands for VS Code and its derivatives. */
export function programsOf(line: string): readonly string[] {
  const names = line.split(" ", 1)[0]?.split("|") ?? [];
  return names.flatMap(name => (name === "{code-editor}" ? EDITOR_PROGRAMS : [name]));
}

/** Compiles a line of calls; without calls, any call matches. `loose`: as on Windows, see `readCalls`. */
export function fitsCalls(line: string, loose: boolean, names: Names): FitsWords {
  const calls = behindPrograms(line);
  return calls === "" ? () => true : readCalls(names(calls).replaceAll(" ; ", "\n"), loose);
}

/** Compiles a line of expressions. Throws if one is no valid JavaScript expression. */
export function fitsText(line: string, names: Names): FitsWords {
  const [wanted = "", unless] = behindPrograms(line).split(/ unless (?=\/)/);
  const pattern = expressionOf(wanted, names);
  const excepted = unless === undefined ? undefined : expressionOf(unless, names);
  return words => {
    const text = joined(words);
    return pattern.test(text) && !excepted?.test(text);
  };
}

function behindPrograms(line: string): string {
  const end = line.indexOf(" ");
  return end === -1 ? "" : line.slice(end + 1);
}

/** `/first/i then /second/`: the second must match after the first. */
function expressionOf(text: string, names: Names): RegExp {
  const parts = text.split(/ then (?=\/)/).map(part => {
    const [, source, flags] = /^\/(.*)\/([a-z]*)$/s.exec(part) ?? [];
    if (source === undefined) throw new SyntaxError(`${part} is no expression between slashes`);
    return new RegExp(names(source), flags);
  });
  return parts.length === 1 && parts[0] ? parts[0] : inSequence(...parts);
}

/** Longer than the words of any call that a line means; of a longer text, the start and the end are searched. */
const MAX_TEXT = 32_768;

function joined({ list, input, read }: CallWords): string {
  read.joined ??= withoutMiddle(`${list.join(" ")}${input === "" ? "" : ` ${input}`}`);
  return read.joined;
}

function withoutMiddle(text: string): string {
  return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT / 2)} ${text.slice(-MAX_TEXT / 2)}`;
}
