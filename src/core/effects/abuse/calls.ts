/**
 * Calls of ordinary programs as data: what a call is made of, wherever its options stand and however they are given.
 * A call is one line of blank-separated parts:
 *
 * - `iam create-user|add-user-to-group`: sub-commands in order, `**` for any number of others between;
 * - `--policy-arn`, `-p|--privileged`: one of these options is given;
 * - `--policy-arn=*Admin*`: one is, with such a value, glued on or in the next word;
 * - `@/etc/*`: one of the words behind the sub-commands that are no options;
 * - `~*socket*`: any word, an option's value and the standard input among them;
 * - `!` before a part: not so.
 *
 * `*` in a part is any text, `|` parts spellings, `^*` that character, `·` a blank, and a
 * name in braces a kind of words.
 */
import type { Invocation } from "../pack.ts";
import { isInstalledAgent, isSecurityAgent } from "./security-agents.ts";

/** A call's words, read once for all lines of its program. */
export interface CallWords {
  /** Behind the program, holes by their source text. */
  readonly list: readonly string[];
  /** What comes in, where it is known. */
  readonly input: string;
}

/** Longer than any word that a line means. */
const MAX_TEXT = 4096;

export function wordsOf({ program, argv, stdin }: Invocation): CallWords {
  const list: string[] = [];
  for (const [i, { value, text }] of argv.entries()) {
    const shown = (value ?? text.replace(/^"(.*)"$/s, "$1")).slice(0, MAX_TEXT);
    const vague = i === 1 && PREFIXES.get(program)?.includes(shown);
    if (i > 0 && !vague) list.push(shown);
  }
  return { list, input: stdin.kind === "text" ? stdin.text.slice(0, MAX_TEXT) : "" };
}

/** Sub-commands that change nothing about those behind them. */
const PREFIXES: ReadonlyMap<string, readonly string[]> = new Map([["gcloud", ["alpha", "beta", "preview"]]]);

type Test = (words: CallWords, operands: readonly string[]) => boolean;

/** Whether a call is one of `lines`, one in each line of the text. `loose`: as Windows reads it, in any case, with prefixes. */
export function readCalls(lines: string, loose = false): (words: CallWords) => boolean {
  const each = lines
    .trim()
    .split(/\s*\n\s*/)
    .map(line => readCall(line, loose));
  return words => each.some(fits => fits(words));
}

function readCall(text: string, loose: boolean): (words: CallWords) => boolean {
  const path: Pattern[] = [];
  const tests: Test[] = [];
  for (const part of text.split(/\s+/)) {
    const not = part.startsWith("!");
    const test = readTest(not ? part.slice(1) : part, loose);
    if (test) tests.push(not ? (words, operands) => !test(words, operands) : test);
    else path.push(part === "**" ? "any" : spellings(part, loose));
  }
  // Whatever follows follows: only what stands before another sub-command is passed over.
  if (path.at(-1) === "any") path.pop();
  return words => {
    const operands = behind(path, words.list, loose);
    return operands !== undefined && tests.every(test => test(words, operands));
  };
}

/** undefined: a sub-command. */
function readTest(part: string, loose: boolean): Test | undefined {
  const rest = part.slice(1);
  if (part.startsWith("@")) {
    const fits = spellings(rest, loose);
    return (_, operands) => operands.some(fits);
  }
  if (part.startsWith("~")) {
    const fits = spellings(rest, loose);
    return ({ list, input }) => list.some(fits) || (input !== "" && fits(input));
  }
  if (!isOption(part, loose)) return undefined;
  const equals = part.indexOf("=");
  const names = part.slice(0, equals === -1 ? undefined : equals).split("|");
  const value = equals === -1 ? undefined : spellings(part.slice(equals + 1), loose);
  return ({ list }) => hasOption(list, names, value, loose);
}

type Fits = (text: string) => boolean;
/** A sub-command, or any number of them. */
type Pattern = Fits | "any";

/** What a name in braces stands for. */
const KINDS: Readonly<Record<string, Fits>> = {
  "{security-agent}": isSecurityAgent,
  "{installed-agent}": isInstalledAgent,
};

function spellings(text: string, loose: boolean): Fits {
  const kind = KINDS[text];
  if (kind) return kind;
  const each = text.split("|").map(one => glob(one.replaceAll("·", " "), loose));
  const [only] = each;
  return only && each.length === 1 ? only : word => each.some(fits => fits(word));
}

/** Looks for the parts between the `*` one behind the other: linear, whatever the text. */
function glob(pattern: string, loose: boolean): Fits {
  const shown = loose ? pattern.toLowerCase() : pattern;
  const parts = shown.split(/(?<!\^)\*/).map(part => part.replaceAll("^*", "*"));
  const [first = "", ...others] = parts;
  const last = others.pop();
  return written => {
    const text = loose ? written.toLowerCase() : written;
    if (last === undefined) return text === first;
    if (!text.startsWith(first)) return false;
    let at = first.length;
    for (const part of others) {
      const found = text.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return text.length - last.length >= at && text.endsWith(last);
  };
}

function isOption(word: string, loose: boolean): boolean {
  return word.length > 1 && (word.startsWith("-") || (loose && word.startsWith("/")));
}

/**
 * The words behind a call's sub-commands that are no options; undefined when it is another call. A word right behind an
 * option may be that option's value: it is passed over where it does not fit.
 */
function behind(path: readonly Pattern[], list: readonly string[], loose: boolean): readonly string[] | undefined {
  const operands: string[] = [];
  let at = 0;
  let only = false;
  for (const [i, word] of list.entries()) {
    if (!only && word === "--") {
      only = true;
      continue;
    }
    const isPath = loose && at === path.length && /^\/[^/]*\//.test(word);
    if (!only && !isPath && isOption(word, loose)) continue;
    const any = path[at] === "any";
    const step = any ? path[at + 1] : path[at];
    if (step === undefined || step === "any") operands.push(word);
    else if (step(word)) at += any ? 2 : 1;
    else if (!any && !isOption(list[i - 1] ?? "", loose)) return undefined;
  }
  return at === path.length ? operands : undefined;
}

function hasOption(
  list: readonly string[],
  names: readonly string[],
  value: Fits | undefined,
  loose: boolean,
): boolean {
  for (const [i, word] of list.entries()) {
    if (!isOption(word, loose)) continue;
    for (const name of names) {
      const glued = gluedTo(name, word, value !== undefined, loose);
      if (glued === undefined) continue;
      if (value === undefined || value(glued === "" ? (list[i + 1] ?? "") : glued)) return true;
    }
  }
  return false;
}

/** What is glued to the option `name` in `word`, "" for nothing; undefined when it is another option. */
function gluedTo(name: string, word: string, takes: boolean, loose: boolean): string | undefined {
  // A letter may stand among others: `-it`, `-uroot`.
  if (!loose && name.length === 2) {
    if (!word.startsWith(name)) {
      const at = /^-[A-Za-z0-9]+$/.test(word) ? word.indexOf(name.charAt(1), 2) : -1;
      return at === -1 ? undefined : takes ? word.slice(at + 1) : "";
    }
    return word.slice(2).replace(/^=/, "");
  }
  const typed = loose ? word.toLowerCase() : word;
  const wanted = (loose ? name.toLowerCase() : name).replace(/^(?:--?|\/)/, "");
  const [, own = "", , glued = ""] = /^(?:--?|\/)([^=:]*)([=:]?)(.*)$/s.exec(typed) ?? [];
  if (own === wanted) return glued;
  // PowerShell takes any beginning of a parameter, and many programs one of a long option that has a value.
  const shortened = loose ? own.length >= 2 : takes && own.length >= 4 && typed.startsWith("--");
  return shortened && wanted.startsWith(own) ? glued : undefined;
}
