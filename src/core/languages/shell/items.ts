/** Splits a list on standard input, or in a substitution, into items: file names as words. */

import type { Stdin } from "../../effects/pack.ts";
import { type Facts, MAX_FILE_TEXT } from "../../facts/facts.ts";
import { textOfFile } from "../../files/input-text.ts";
import { boundsOfWord, existingPaths } from "../../files/possible.ts";
import type { Scope } from "../../places/scope.ts";
import { programName, type Word, wordOfPieces, wordOfText } from "../../text/words.ts";
import { readFind } from "./find.ts";

const MAX_ITEMS = 100;

/** The items of `stdin`, split where `separators` says; null when they are only known at run time. */
export function itemsOf(stdin: Stdin, scope: Scope, facts: Facts, separators: RegExp = /\s+/): readonly Word[] | null {
  switch (stdin.kind) {
    case "none":
      return null;
    case "text":
      return (stdin.producer && saidBy(stdin.producer, separators)) ?? split(stdin.text, separators);
    case "file": {
      if (stdin.path.value === null) return null;
      const text = textOfFile(stdin.path, scope, facts);
      return text === null || text.length > MAX_FILE_TEXT ? null : split(text, separators);
    }
    case "pipe":
      return stdin.producer ? produced(stdin.producer, scope, facts) : null;
  }
}

function split(text: string, separators: RegExp): readonly Word[] | null {
  const items = text.split(separators).filter(item => item !== "");
  return items.length > MAX_ITEMS ? null : items.map(item => wordOfText(item));
}

/** `echo x*`: the words themselves, where they keep more than the text does; undefined for any other command. */
function saidBy([name, ...args]: readonly Word[], separators: RegExp): readonly Word[] | undefined {
  const plain = args.every(word =>
    word.value === null ? boundsOfWord(word).length > 0 : /^[^-\s][^\s\\]*$/.test(word.value),
  );
  const alone = args.length === 1 || (args.length > 1 && separators.test(" "));
  return programName(name) === "echo" && plain && alone ? args : undefined;
}

/** Names that another command lists. */
function produced(producer: readonly Word[], scope: Scope, facts: Facts): readonly Word[] | null {
  const [name, ...args] = producer;
  switch (programName(name)) {
    case "find":
      return readFind(producer).flatMap(action => (action.kind === "print" ? action.matches : []));
    case "ls":
    case "dir":
      return namesInFolder(args, scope, facts) ?? listed(args);
    default:
      return null;
  }
}

/** `ls D*` of one folder prints what is in it; undefined for every other call. */
function namesInFolder(args: readonly Word[], scope: Scope, facts: Facts): readonly Word[] | undefined {
  const [name, ...more] = args.filter(word => !word.value?.startsWith("-"));
  const options = args.filter(word => word.value?.startsWith("-"));
  if (!name?.glob || more.length > 0 || options.some(({ value }) => !/^-[1AU]$/.test(value ?? ""))) return undefined;
  const [folder, ...others] = existingPaths(name, scope, facts);
  const stat = folder === undefined ? null : facts.ask({ kind: "stat", path: folder });
  if (others.length > 0 || stat?.type !== "directory" || (stat.entries?.length ?? 0) >= MAX_ITEMS) return undefined;
  return stat.entries?.filter(entry => !entry.startsWith(".")).map(entry => wordOfText(entry));
}

/** `ls` prints the names that its globs match, or those of the current folder; a name without a glob may not exist. */
function listed(args: readonly Word[]): readonly Word[] | null {
  const names = args.filter(word => !word.value?.startsWith("-"));
  if (args.some(word => word.value === null || /^-[a-zA-Z]*[lRsi]/.test(word.value))) return null;
  if (names.length === 0) return [wordOfPieces("*", [{ kind: "text", value: "*", quoted: false }])];
  return names.every(word => word.glob) ? names : null;
}

/** `text` cut at each of the characters in `separators`. */
export function splitAt(text: string, separators: string): string[] {
  const fields = [""];
  for (const char of text)
    if (separators.includes(char)) fields.push("");
    else fields[fields.length - 1] += char;
  return fields;
}
