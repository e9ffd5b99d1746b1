/**
 * Matches a pattern such as `git push --force *` against one simple command. Words must be in the pattern's order,
 * options may be anywhere: `git push --force` also matches `git -C app push origin main --force`.
 */

import { matchesText } from "../places/patterns.ts";
import { withSpellings } from "./option-spellings.ts";

interface CommandPattern {
  readonly program: string;
  /** Words after the program that are no options; a lone `*` stands for any number of them. */
  readonly words: readonly string[];
  readonly options: readonly string[];
  /** Whether further words may follow. */
  readonly open: boolean;
}

/**
 * How broadly a rule's pattern matches. A rule that holds acts ignores additional words and options; a rule that allows
 * acts matches nothing that it does not name, unless it ends in `*`.
 */
export type Breadth = "holds" | "allows";

/** A simple command, parsed once for all patterns. */
interface Command {
  /** The program as it was called, and its base name. */
  readonly programs: readonly string[];
  /** The words after the program. */
  readonly tokens: readonly string[];
  readonly options: readonly string[];
}

/** Returns whether `pattern` matches `command`; both are plain text with words separated by spaces. */
export function matchesCommand(command: string, pattern: string, breadth: Breadth): boolean {
  const wanted = patternOf(pattern);
  const { programs, tokens, options } = commandOf(command);
  if (!programs.some(program => matchesText(program, wanted.program))) return false;
  const spelled = breadth === "holds" ? withSpellings(programs.at(-1) ?? "", options) : options;
  if (!wanted.options.every(option => isAmong(option, spelled, (one, given) => meansOption(given, one)))) return false;
  if (breadth === "holds") return meansLoosely(tokens, wanted.words);
  return (
    (wanted.open || options.every(given => isCovered(given, wanted.options))) &&
    readings(tokens).some(words => meansWords(words, wanted.words, wanted.open))
  );
}

/** Returns options of a matching pattern that `command` spells differently: `-f` for `--force`. */
export function otherSpellings(command: string, pattern: string): readonly string[] {
  const wanted = patternOf(pattern);
  const { programs, options } = commandOf(command);
  const program = programs.at(-1) ?? "";
  const isThere = (option: string, among: readonly string[]) =>
    isAmong(option, among, (one, given) => meansOption(given, one));
  const missing = wanted.options.filter(option => !isThere(option, options));
  return options.filter(given => missing.some(option => isThere(option, withSpellings(program, [given]))));
}

/** Returns the program of a simple command as it was called, and its base name. */
export function programsOf(command: string): readonly string[] {
  return commandOf(command).programs;
}

/** Returns the program of a pattern, which may contain wildcards. */
export function programOfPattern(pattern: string): string {
  return patternOf(pattern).program;
}

/** Returns the longest literal part of the pattern's words. Every matching command contains it. */
export function needleOfPattern(pattern: string): string {
  const plain = patternOf(pattern).words.flatMap(word => word.split(/[*?]+/));
  return plain.reduce((longest, part) => (part.length > longest.length ? part : longest), "");
}

/** Returns whether the pattern has no wildcards, so that it names one command exactly. */
export function isWhole(pattern: string): boolean {
  return !/[*?]/.test(pattern);
}

/** Returns whether the program of `command` is among the pattern's own words. */
export function namesProgram(pattern: string, command: string): boolean {
  const { words } = patternOf(pattern);
  return programsOf(command).some(program => words.includes(program));
}

/** Returns the words that are no options. A word after a leading option may be its value: both readings count. */
function readings(tokens: readonly string[]): string[][] {
  const words = tokens.filter(token => !isOption(token));
  let at = 0;
  while (isOption(tokens[at] ?? "")) {
    const takesValue = !tokens[at]?.includes("=") && !isOption(tokens[at + 1] ?? "-");
    at += takesValue ? 2 : 1;
  }
  return at === 0 ? [words] : [words, tokens.slice(at).filter(token => !isOption(token))];
}

function isOption(token: string): boolean {
  return token.startsWith("-") && token !== "-";
}

/** Compares options as a whole and letter by letter: `-rf` equals `-r` and `-f`, together or apart, in any order. */
function isAmong(
  option: string,
  others: readonly string[],
  means: (option: string, other: string) => boolean,
): boolean {
  if (others.some(other => means(option, other))) return true;
  return lettersOf(option).every(letter => others.some(other => lettersOf(other).includes(letter)));
}

/** Returns whether an allowing pattern names the option, as it is or as separate letters. */
function isCovered(given: string, options: readonly string[]): boolean {
  if (options.some(option => meansOption(given, option))) return true;
  const letters = lettersOf(given);
  return letters.length > 1 && letters.every(letter => options.includes(`-${letter}`));
}

/** Returns the letters of a short option; of any other option, the option itself. */
function lettersOf(option: string): string[] {
  return /^-[A-Za-z]{1,6}$/.test(option) ? [...option.slice(1)] : [option];
}

/** `--force` also means `--force=yes`, and not `--force-with-lease`. */
function meansOption(given: string, option: string): boolean {
  return matchesText(given, option) || (!option.includes("=") && matchesText(given, `${option}=*`));
}

/** Matches words in order. The time is at worst the product of both lengths. */
function meansWords(given: readonly string[], wanted: readonly string[], open: boolean): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  while (at < given.length) {
    if (next === wanted.length && open) return true;
    const pattern = wanted[next];
    if (pattern === "*") {
      star = next++;
      resume = at;
    } else if (pattern !== undefined && matchesText(given[at] ?? "", pattern)) {
      next++;
      at++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++resume;
    } else return false;
  }
  while (wanted[next] === "*") next++;
  return next === wanted.length;
}

/**
 * Matches words in order with any others after them, where each option may have taken the next word as its value, so
 * that `-w app` does not defeat a rule that holds.
 */
function meansLoosely(tokens: readonly string[], wanted: readonly string[]): boolean {
  let reached = pastStars(new Set([0]), wanted);
  let behindOption = false;
  for (const token of tokens) {
    if (reached.has(wanted.length)) return true;
    if (isOption(token)) {
      behindOption = !token.includes("=");
      continue;
    }
    const next = new Set<number>();
    for (const at of reached) {
      if (behindOption || wanted[at] === "*") next.add(at);
      if (wanted[at] !== "*" && matchesText(token, wanted[at] ?? "")) next.add(at + 1);
    }
    reached = pastStars(next, wanted);
    behindOption = false;
  }
  return reached.has(wanted.length);
}

/** A `*` may also match no word. */
function pastStars(reached: Set<number>, wanted: readonly string[]): Set<number> {
  for (const at of reached) if (wanted[at] === "*") reached.add(at + 1);
  return reached;
}

function nameOf(program: string): string {
  return program
    .slice(Math.max(program.lastIndexOf("/"), program.lastIndexOf("\\")) + 1)
    .replace(/\.(?:exe|cmd|bat|ps1)$/i, "");
}

const known = new Map<string, CommandPattern>();
const MAX_KNOWN = 5000;
/** The last parsed command, because it is matched against many patterns in turn. */
let last: { readonly text: string; readonly command: Command } | undefined;

function commandOf(text: string): Command {
  if (last?.text === text) return last.command;
  const [program = "", ...tokens] = text.trim().split(/\s+/);
  const programs = [...new Set([program, nameOf(program), nameOf(program).toLowerCase()])];
  const command = { programs, tokens, options: tokens.filter(isOption) };
  last = { text, command };
  return command;
}

function patternOf(text: string): CommandPattern {
  const before = known.get(text);
  if (before) return before;
  const [program = "", ...rest] = text.trim().split(/\s+/);
  const made = {
    program,
    words: rest.filter(token => !isOption(token)),
    options: rest.filter(isOption),
    open: rest.at(-1) === "*",
  };
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(text, made);
  return made;
}
