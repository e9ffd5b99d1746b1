/** The words of a call as options and the rest, for lines of data that name them. */
import type { Fits } from "./spellings.ts";

/** A call's words, read once for all lines of its program. */
export interface CallWords {
  /** Behind the program, holes by their source text. */
  readonly list: readonly string[];
  /** What comes in, where it is known. */
  readonly input: string;
  /** The words as options and the rest, by how they are read; made when a line first asks. */
  readonly read: { strict?: ReadWords; loose?: ReadWords; joined?: string };
}

export interface ReadWords {
  readonly options: readonly Option[];
  /** No options, each with whether it may be the value of one before it. */
  readonly plain: readonly { readonly word: string; readonly value: boolean }[];
}

interface Option {
  /** As it is compared: in lower case where case says nothing. */
  readonly word: string;
  /** The name without dashes, and what is glued to it. */
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

/** Whether an option is the one that a line names, with such a value if it asks for one. */
export function wantedOption(written: string, loose: boolean): (option: Option, value: Fits | undefined) => boolean {
  const shown = loose ? written.toLowerCase() : written;
  if (!loose && shown.length === 2) return (option, value) => isLetter(shown, option, value);
  const wanted = shown.replace(/^(?:--?|\/)/, "");
  return ({ name, glued, next, word }, value) => {
    if (name !== wanted) {
      // PowerShell takes any beginning of a parameter, and many programs one of a long option that has a value.
      const shortened = loose ? name.length >= 2 : value && name.length >= 4 && word.startsWith("--");
      if (!shortened || !wanted.startsWith(name)) return false;
    }
    return value === undefined || value(glued === "" ? next : glued);
  };
}

/** A letter may stand among others, with its value glued on: `-it`, `-uroot`. */
function isLetter(wanted: string, { word, next }: Option, value: Fits | undefined): boolean {
  const first = word.startsWith(wanted);
  const at = first ? 1 : /^-[A-Za-z0-9]+$/.test(word) ? word.indexOf(wanted.charAt(1), 2) : -1;
  if (at === -1) return false;
  if (value === undefined) return true;
  const glued = word.slice(at + 1);
  return value(glued === "" ? next : first ? glued.replace(/^=/, "") : glued);
}

/** `-x`, `--name=value`; where Windows reads it `/name`, and not `/home/x`. */
function isOption(word: string, loose: boolean): boolean {
  return word.length > 1 && (word.startsWith("-") || (loose && /^\/[\w?-]+(?:[:=]|$)/.test(word)));
}
