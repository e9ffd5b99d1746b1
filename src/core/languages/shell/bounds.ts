/**
 * Bounds the file names that a listing prints by globs, when they are only known at run time. The globs are absolute or
 * relative to its folder. A search finds nothing outside of the folders that it searches.
 */

import { operands, optionValues, readArguments } from "../../effects/options.ts";
import type { Stdin } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { escaped } from "../../files/globs.ts";
import { boundsOfWord } from "../../files/possible.ts";
import type { Scope } from "../../places/scope.ts";
import { programName, type Word } from "../../text/words.ts";
import { itemsOf } from "./items.ts";

/** Returns globs, one of which every name in `stdin` matches; undefined where nothing bounds them. */
export function boundsOf(stdin: Stdin, scope: Scope, facts: Facts): readonly string[] | undefined {
  if ((stdin.kind !== "pipe" && stdin.kind !== "text") || !stdin.producer) return undefined;
  const items = stdin.kind === "pipe" ? itemsOf(stdin, scope, facts) : null;
  const from = stdin.kind === "pipe" ? stdin.from : undefined;
  const found = items ? patternsOf(items) : searched(stdin.producer, from, scope, facts);
  return found && found.length > 0 && found.length <= MAX_BOUNDS ? found : undefined;
}

const MAX_BOUNDS = 16;

function searched(
  [name, ...args]: readonly Word[],
  from: Stdin | undefined,
  scope: Scope,
  facts: Facts,
): readonly string[] | undefined {
  const program = programName(name);
  switch (program) {
    case "grep":
    case "egrep":
    case "fgrep":
    case "rg":
    case "ag":
    case "ack":
      return withMatches(args);
    case "git": {
      const [command, ...rest] = args;
      if (command?.value === "ls-files") return ["**"];
      return command?.value === "grep" ? withMatches(rest) : undefined;
    }
    case "fd":
    case "fdfind":
      return below(operands(readArguments(args, FD)).slice(1));
    case "locate":
    case "plocate":
    case "mlocate":
    case "mdfind":
      return operands(readArguments(args, { values: ["n", "l", "limit", "d", "name"] })).flatMap(anywhere);
    case "echo":
    case "printf":
      return patternsOf(args.filter(word => word.glob || (word.value === null && boundsOfWord(word).length > 0)));
    case "ls": {
      const options = args.filter(word => word.value?.startsWith("-"));
      const itself = options.length > 0 && options.every(({ value }) => /^-[1dt]+$/.test(value ?? ""));
      const names = args.filter(word => !word.value?.startsWith("-"));
      return itself && options.some(({ value }) => value?.includes("d")) ? patternsOf(names) : undefined;
    }
    case "dirname":
      return patternsOf(args)?.map(path => path.slice(0, Math.max(path.lastIndexOf("/"), 0)) || "/");
    case "realpath":
    case "readlink":
      return patternsOf(args.filter(word => !word.value?.startsWith("-")));
    // `find … | xargs grep -l x` prints a part of its input.
    case "xargs": {
      const at = args.findIndex(word => LISTS_ITS_OWN.test(programName(word)));
      const rest = args.slice(at + 1);
      const some = at >= 0 && (programName(args[at]) === "ls" || namesOnly(rest));
      return some && from ? boundsOf(from, scope, facts) : undefined;
    }
    default:
      return undefined;
  }
}

const LISTS_ITS_OWN = /^(?:[ef]?grep|rg|ag|ack|ls)$/;

const FD = {
  values: `d max-depth min-depth exact-depth t type e extension E exclude S size changed-within changed-before c color j
    threads o owner base-directory search-path max-results`.split(/\s+/),
};
const GREP = {
  values: `e regexp f file A B C m max-count d D after-context before-context context include exclude exclude-dir
    exclude-from include-dir g glob iglob t type T type-not max-depth j threads color colors`.split(/\s+/),
};

/** `grep -rl x a b`: names of files in `a` and `b`; without any, in the folder where it runs. */
function withMatches(args: readonly Word[]): readonly string[] | undefined {
  if (!namesOnly(args)) return undefined;
  const read = readArguments(args, GREP);
  const all = operands(read);
  const given = args.some(({ value }) => /^(?:-e|-f|--regexp|--file|--files$)/.test(value ?? ""));
  const names = optionValues(read, "include").map(({ value }) => value);
  return below(given ? all : all.slice(1), names.length > 0 && names.every(name => name !== null) ? names : undefined);
}

/** `-l`, `-rl`, `-L`, `--files-with-matches`, `rg --files`. */
function namesOnly(args: readonly Word[]): boolean {
  return args.some(({ value }) => /^(?:-[A-Za-z]*[lL][A-Za-z]*|--files(?:-with.*)?|--name-only)$/.test(value ?? ""));
}

/** The folders and what lies in them, limited to `names` if there are any. */
function below(folders: readonly Word[], names: readonly string[] = []): readonly string[] | undefined {
  const deep = names.length > 0 ? names.map(name => `**/${name}`) : ["**"];
  if (folders.length === 0) return deep;
  const patterns = patternsOf(folders);
  return patterns?.flatMap(folder => [folder, ...deep.map(rest => `${folder.replace(/\/$/, "")}/${rest}`)]);
}

/** Undefined where one of them is not known. */
function patternsOf(words: readonly Word[]): readonly string[] | undefined {
  const patterns = words.map(boundsOfWord);
  return patterns.every(found => found.length > 0) ? patterns.flat() : undefined;
}

/** All paths that contain this text, and what lies below them. */
function anywhere({ value }: Word): string[] {
  const text = value === null ? "" : escaped(value.replace(/^\*|\*$/g, ""));
  return [`/**/*${text}*`, `/**/*${text}*/**`];
}
