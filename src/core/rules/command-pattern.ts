/**
 * `git push --force *` against the words of one simple command. Words stand in the pattern's order, options anywhere:
 * who forbids `git push --force` also means `git -C app push origin main --force`.
 */
import { matchesText } from "./patterns.ts";

interface CommandPattern {
  readonly program: string;
  /** Words after the program that are no options; `*` alone stands for any number of them. */
  readonly words: readonly string[];
  readonly options: readonly string[];
  /** The pattern says that more may follow. */
  readonly open: boolean;
}

/**
 * How much a rule means beyond its words. One that holds acts means whatever else is said in the call; one that lets
 * them pass means nothing that it does not name, unless it ends in `*`.
 */
export type Breadth = "holds" | "allows";

/** One simple command, read once for all the patterns that it is held against. */
interface Command {
  /** As it was called, and by its name alone. */
  readonly programs: readonly string[];
  readonly options: readonly string[];
  /** The words that are no options, in every way they can be read. */
  readonly readings: readonly (readonly string[])[];
}

/** Whether `pattern` means `command`, both as plain text with words parted by blanks. */
export function matchesCommand(command: string, pattern: string, breadth: Breadth): boolean {
  const wanted = patternOf(pattern);
  const { programs, options, readings } = commandOf(command);
  if (!programs.some(program => matchesText(program, wanted.program))) return false;
  const open = wanted.open || breadth === "holds";
  return (
    wanted.options.every(option => isAmong(option, options, (one, given) => meansOption(given, one))) &&
    (open || options.every(given => isCovered(given, wanted.options))) &&
    (readings.some(words => meansWords(words, wanted.words, open)) ||
      (breadth === "holds" && meansLoosely(command, wanted.words)))
  );
}

/** The program of one simple command, as it was called and by its name alone. */
export function programsOf(command: string): readonly string[] {
  return commandOf(command).programs;
}

/** The program that a pattern means, which may be a pattern itself. */
export function programOfPattern(pattern: string): string {
  return patternOf(pattern).program;
}

/** The words that are no options. What follows an option before the sub-command may be its value: read both ways. */
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

/** Itself, or letter by letter: `-rf` is `-r` and `-f`, together or apart, in any order. */
function isAmong(
  option: string,
  others: readonly string[],
  means: (option: string, other: string) => boolean,
): boolean {
  if (others.some(other => means(option, other))) return true;
  return lettersOf(option).every(letter => others.some(other => lettersOf(other).includes(letter)));
}

/** Whether an allow names it: as it is, or letter by letter where the letters stand alone. */
function isCovered(given: string, options: readonly string[]): boolean {
  if (options.some(option => meansOption(given, option))) return true;
  const letters = lettersOf(given);
  return letters.length > 1 && letters.every(letter => options.includes(`-${letter}`));
}

/** Never empty: an option of one long word is its own only letter. */
function lettersOf(option: string): string[] {
  return /^-[A-Za-z]{1,6}$/.test(option) ? [...option.slice(1)] : [option];
}

/** `--force` also means `--force=yes`, and not `--force-with-lease`. */
function meansOption(given: string, option: string): boolean {
  return matchesText(given, option) || (!option.includes("=") && matchesText(given, `${option}=*`));
}

/** Words in order; in time that grows with one times the other at worst. */
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

/** Words in order where any option may have taken the word behind it: a rule that holds is not lost to `-w app`. */
function meansLoosely(command: string, wanted: readonly string[]): boolean {
  let reached = new Set([0]);
  let behindOption = false;
  for (const token of command.trim().split(/\s+/).slice(1)) {
    if (isOption(token)) {
      behindOption = !token.includes("=");
      continue;
    }
    const next = new Set<number>();
    for (const at of reached) {
      if (at === wanted.length) return true;
      if (behindOption) next.add(at);
      const pattern = wanted[at] ?? "";
      if (pattern === "*") {
        next.add(at);
        next.add(at + 1);
      } else if (matchesText(token, pattern)) next.add(at + 1);
    }
    reached = next;
    behindOption = false;
  }
  return [...reached].some(at => wanted.slice(at).every(pattern => pattern === "*"));
}

function nameOf(program: string): string {
  return program
    .slice(Math.max(program.lastIndexOf("/"), program.lastIndexOf("\\")) + 1)
    .replace(/\.(?:exe|cmd|bat|ps1)$/i, "");
}

const known = new Map<string, CommandPattern>();
const MAX_KNOWN = 5000;
/** The command that was read last: it is held against one pattern after the other. */
let last: { readonly text: string; readonly command: Command } | undefined;

function commandOf(text: string): Command {
  if (last?.text === text) return last.command;
  const [program = "", ...tokens] = text.trim().split(/\s+/);
  const programs = [...new Set([program, nameOf(program), nameOf(program).toLowerCase()])];
  const command = { programs, options: tokens.filter(isOption), readings: readings(tokens) };
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
