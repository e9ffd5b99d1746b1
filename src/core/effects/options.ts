/**
 * Parses command-line words into options and operands, like getopt: short clusters (`-sSX POST`, `-Xdelete`), long
 * options with `=` or the next word, unique abbreviations, `--`. Packs say which options take a value.
 */
import { dropPrefix, knownPrefix, type Word } from "../text/words.ts";

export interface Grammar {
  /** Options that take a value, without dashes: `["m", "message"]`. */
  readonly values?: readonly string[];
  /** Options whose value must be attached: `--force-with-lease[=ref]`. */
  readonly optional?: readonly string[];
  /** Options without a value. Only needed where abbreviations are allowed. */
  readonly flags?: readonly string[];
  /** Long options may be abbreviated, as git, curl and psql allow: `--forc` for `--force`. */
  readonly abbreviations?: boolean;
  /** One dash starts a long option, as in Go programs: `-auto-approve`, `-chdir=x`. */
  readonly singleDash?: boolean;
  /** The first operand ends the options: `git [options] <sub-command> …`. */
  readonly stopAtOperand?: boolean;
}

export type Argument =
  /** `name` without dashes; `?` when it is only known at run time. `value` is absent for flags. */
  | { readonly kind: "option"; readonly name: string; readonly value?: Word; readonly word: Word }
  /** `literal`: it stands after `--`. */
  | { readonly kind: "operand"; readonly word: Word; readonly literal: boolean };

/** Reads `words` (without the program's name) in order. */
export function readArguments(words: readonly Word[], grammar: Grammar): Argument[] {
  const out: Argument[] = [];
  // The lists are short and a call has few options: looking through them costs less than making sets of them.
  const takes = grammar.values ?? [];
  const optional = grammar.optional ?? [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (!word) break;
    const text = word.value ?? knownPrefix(word);
    if (word.value === "--") {
      for (const rest of words.slice(i + 1)) out.push({ kind: "operand", word: rest, literal: true });
      break;
    }
    if (!text.startsWith("-") || word.value === "-") {
      if (grammar.stopAtOperand) {
        for (const rest of words.slice(i)) out.push({ kind: "operand", word: rest, literal: false });
        break;
      }
      out.push({ kind: "operand", word, literal: false });
      continue;
    }
    if (text.startsWith("--") || grammar.singleDash) {
      const dashes = text.startsWith("--") ? 2 : 1;
      const equals = text.indexOf("=");
      const typed = text.slice(dashes, equals === -1 ? undefined : equals);
      if (equals === -1 && word.value === null) {
        out.push({ kind: "option", name: "?", word });
        continue;
      }
      const name = grammar.abbreviations ? expand(typed, grammar) : typed;
      if (equals !== -1) out.push({ kind: "option", name, value: dropPrefix(word, equals + 1), word });
      else if (takes.includes(name)) out.push(withNext(name, word, words[++i]));
      else out.push({ kind: "option", name, word });
      continue;
    }
    i += readCluster(word, text, words[i + 1], takes, optional, out);
  }
  return out;
}

/** Reads `-abX`; returns how many further words it used. */
function readCluster(
  word: Word,
  text: string,
  next: Word | undefined,
  takes: readonly string[],
  optional: readonly string[],
  out: Argument[],
): number {
  for (let at = 1; at < text.length; at++) {
    const name = text.charAt(at);
    const glued = at + 1 < text.length || word.value === null;
    if (takes.includes(name)) {
      out.push(glued ? { kind: "option", name, value: dropPrefix(word, at + 1), word } : withNext(name, word, next));
      return glued ? 0 : 1;
    }
    if (optional.includes(name) && glued) {
      out.push({ kind: "option", name, value: dropPrefix(word, at + 1), word });
      return 0;
    }
    out.push({ kind: "option", name, word });
  }
  if (word.value === null) out.push({ kind: "option", name: "?", word });
  return 0;
}

function withNext(name: string, word: Word, next: Word | undefined): Argument {
  return next ? { kind: "option", name, value: next, word } : { kind: "option", name, word };
}

/** Completes an abbreviated long option; of several candidates, the one that all others extend. */
function expand(typed: string, { values = [], optional = [], flags = [] }: Grammar): string {
  const known = [...values, ...optional, ...flags];
  if (typed === "" || known.includes(typed)) return typed;
  const longer = known.filter(name => name.length > 1 && name.startsWith(typed)).sort((a, b) => a.length - b.length);
  const [shortest] = longer;
  return shortest !== undefined && longer.every(name => name.startsWith(shortest)) ? shortest : typed;
}

/** Whether any of these options is given, with or without a value. `--x=false` and a later `--no-x` take `--x` back. */
export function hasOption(args: readonly Argument[], ...names: readonly string[]): boolean {
  for (let i = args.length - 1; i >= 0; i--) {
    const arg = args[i];
    if (arg?.kind !== "option") continue;
    if (names.includes(arg.name)) return arg.value?.value !== "false";
    if (arg.name.startsWith("no-") && names.includes(arg.name.slice(3))) return false;
  }
  return false;
}

/** Values of these options, in order. */
export function optionValues(args: readonly Argument[], ...names: readonly string[]): Word[] {
  const found: Word[] = [];
  for (const arg of args) if (arg.kind === "option" && arg.value && names.includes(arg.name)) found.push(arg.value);
  return found;
}

/** The value of these options; when one is given twice, the last one counts. */
export function optionValue(args: readonly Argument[], ...names: readonly string[]): Word | undefined {
  return optionValues(args, ...names).at(-1);
}

export function operands(args: readonly Argument[]): Word[] {
  const found: Word[] = [];
  for (const arg of args) if (arg.kind === "operand") found.push(arg.word);
  return found;
}
