/** Splits the words of a call into options and operands, for the rules that name them. */
import type { Fits } from "./spellings.ts";

/** The words of a call, parsed once for all rules of its program. */
export interface CallWords {
  /** The words after the program; unknown parts as their source text. */
  readonly list: readonly string[];
  /** Standard input, if it is known. */
  readonly input: string;
  /** Parsed options and operands for each way of reading, computed on demand. */
  readonly read: { strict?: ReadWords; loose?: ReadWords; joined?: string };
}

export interface ReadWords {
  readonly options: readonly Option[];
  /** Operands; `value`: it may be the value of the option before it. */
  readonly plain: readonly { readonly word: string; readonly value: boolean }[];
}

interface Option {
  /** The word for comparison, in lower case if case does not matter. */
  readonly word: string;
  /** The name without dashes, and the value attached to it. */
  readonly name: string;
  readonly glued: string;
  readonly next: string;
}

export function callWords(list: readonly string[], input: string): CallWords {
  return { list, input, read: {} };
}

export function readWords({ list, read }: CallWords, loose: boolean): ReadWords {
  const known = loose ? read.loose : read.strict;
  if (known) return known;
  const options: Option[] = [];
  const plain: { word: string; value: boolean }[] = [];
  let only = false;
  let behindOption = false;
  for (let i = 0; i < list.length; i++) {
    const word = list[i] ?? "";
    const option = isOption(word, loose);
    if (!only && word === "--") only = true;
    else if (!option || only) plain.push({ word, value: !only && behindOption });
    if (option) options.push(optionOf(word, list[i + 1] ?? "", loose));
    behindOption = option;
  }
  const made = { options, plain };
  if (loose) read.loose = made;
  else read.strict = made;
  return made;
}

function optionOf(written: string, next: string, loose: boolean): Option {
  const word = loose ? written.toLowerCase() : written;
  const [, name = "", glued = ""] = /^(?:--?|\/)([^=:]*)[=:]?(.*)$/s.exec(word) ?? [];
  return { word, name, glued, next };
}

/** Returns a test for the option that a line names, with a matching value if the line has one. */
export function wantedOption(written: string, loose: boolean): (option: Option, value: Fits | undefined) => boolean {
  const shown = loose ? written.toLowerCase() : written;
  if (!loose && shown.length === 2) return (option, value) => isLetter(shown, option, value);
  const wanted = shown.replace(/^(?:--?|\/)/, "");
  return ({ name, glued, next, word }, value) => {
    if (name !== wanted) {
      // PowerShell accepts any prefix of a parameter, and many programs one of a long option with a value.
      const shortened = loose ? name.length >= 2 : value && name.length >= 4 && word.startsWith("--");
      if (!shortened || !wanted.startsWith(name)) return false;
    }
    return value === undefined || value(glued === "" ? next : glued);
  };
}

/** Matches a letter among others or with its value attached: `-it`, `-uroot`. */
function isLetter(wanted: string, { word, next }: Option, value: Fits | undefined): boolean {
  const first = word.startsWith(wanted);
  const at = first ? 1 : /^-[A-Za-z0-9]+$/.test(word) ? word.indexOf(wanted.charAt(1), 2) : -1;
  if (at === -1) return false;
  if (value === undefined) return true;
  const glued = word.slice(at + 1);
  return value(glued === "" ? next : first ? glued.replace(/^=/, "") : glued);
}

/** Matches `-x`, `--name=value`; on Windows also `/name`, but not `/home/x`. */
function isOption(word: string, loose: boolean): boolean {
  return word.length > 1 && (word.startsWith("-") || (loose && /^\/[\w?-]+(?:[:=]|$)/.test(word)));
}
