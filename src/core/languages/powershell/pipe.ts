/** Determines what a PowerShell command passes to the next one in its pipeline. */

import type { Invocation, Stdin } from "../../effects/pack.ts";
import { wholly, words } from "../../text/expressions.ts";
import { literalWord, textOf, type Word, wordOfPieces } from "../../text/words.ts";

/** Cmdlets that pass some or all of their input on. */
const FILTERS = wholly(words`
  where-object sort-object select-object get-unique tee-object out-string get-item resolve-path convert-path
  select-string out-default sort tee findstr where convertto-(?:json|csv|xml|html) format-(?:list|table|string)
`);
const LISTS = /^(?:get-childitem|get-process|get-service|get-item)$/;

/** Undefined where the caller knows better: the last output of a script block, or nothing. */
export function passedOn(command: Invocation, scripts: readonly string[]): Stdin | undefined {
  const { program, argv, stdin } = command;
  const args = argv.slice(1);
  if (program === "write-output") {
    const written = args.filter(word => !/^-(?:n|inputobject)/i.test(word.value ?? ""));
    return written.length === 0 ? stdin : { kind: "text", text: `${written.map(textOf).join("\n")}\n` };
  }
  if (program === "vswhere") return printedByVswhere(args);
  if (program === "get-content") {
    const [file, ...more] = args.filter(word => !word.value?.startsWith("-"));
    return file && more.length === 0 ? { kind: "file", path: file } : undefined;
  }
  if (LISTS.test(program) && (args.length > 0 || stdin.kind === "none")) return { kind: "pipe", producer: argv };
  if (!FILTERS.test(program) || stdin.kind === "none") return undefined;
  if (stdin.kind !== "pipe" || !stdin.producer) return stdin;
  return {
    kind: "pipe",
    producer: [
      ...stdin.producer,
      ...[...scripts, ...comparison(program, args)].flatMap(nameIn).map(name => literalWord(name)),
    ],
    ...(program.startsWith("where")
      ? { filter: [...argv, ...scripts.map(script => literalWord(script))] }
      : stdin.filter && { filter: stdin.filter }),
  };
}

const VISUAL_STUDIO = "C:/Program Files/Microsoft Visual Studio/2022/Community";

/** `-property installationPath` and `-find MSBuild\**\x.exe`: the folder of Visual Studio, of any edition. */
function printedByVswhere(args: readonly Word[]): Stdin | undefined {
  const behind = (name: string) => args[args.findIndex(({ value }) => value?.toLowerCase() === name) + 1]?.value ?? "";
  if (/^installationpath$/i.test(behind("-property"))) return { kind: "text", text: `${VISUAL_STUDIO}\n` };
  const found = args.some(({ value }) => /^-find$/i.test(value ?? "")) ? behind("-find").replaceAll("\\", "/") : "";
  const path = found.replaceAll("**", "Current");
  return found === "" || /[*?]/.test(path) ? undefined : { kind: "text", text: `${VISUAL_STUDIO}/${path}\n` };
}

/** Rewrites `Where-Object Name -eq x` to the equivalent script block. */
function comparison(program: string, args: readonly Word[]): string[] {
  if (!program.startsWith("where") || args.some(({ value }) => value === null)) return [];
  const words = args.map(textOf);
  const [member, ...values] = words.filter(word => !/^-[A-Za-z]/.test(word));
  const operators = new Set(words.filter(word => /^-[A-Za-z]/.test(word) && !/^-(?:p\w*|value)$/i.test(word)));
  if (member === undefined || operators.size !== 1 || values.some(value => /["'`]/.test(value))) return [];
  return [`$_.${member} ${[...operators][0]} ${values.map(value => `'${value}'`).join(",")}`];
}

/** Filters that limit a listing to names: `{ $_.Name -eq 'node_modules' }`, `{ $_.Name -in 'bin', 'obj' }`. */
function nameIn(script: string): string[] {
  const [first = "", ...rest] = script.slice(0, MAX_SCRIPT).split(/\s-and\s/i);
  if (rest.some(part => /\s-or\s/i.test(part))) return [];
  const found = first.split(/\s-or\s/i).map(namesOf);
  return found.some(names => names.length === 0) ? [] : found.flat().flatMap(name => ["-Filter", name]);
}

/** Longer than any condition that somebody types. */
const MAX_SCRIPT = 1000;
const CONDITION =
  /^\s*(?:\(\s*)?\$_\.(Name|PSChildName|BaseName|Extension)\s+-[ci]?(eq|like|in|match)\s+(\S.{0,299}?)\s*(?:\)\s*)?$/is;

/** The names of one condition; none where it says anything else. */
function namesOf(condition: string): string[] {
  const [, member = "", operator = "", value = ""] = CONDITION.exec(condition) ?? [];
  const texts = [...value.matchAll(/(["'])([^"'$`]{1,100}\$?)\1/g)].map(match => match[2] ?? "");
  const plain = value.replace(/(["'])[^"'$`]{1,100}\$?\1/g, "").replace(/[\s,@()]/g, "") === "";
  if (!plain || texts.length === 0 || (texts.length > 1 && !/^in$/i.test(operator))) return [];
  const names = /^match$/i.test(operator) ? wholeNames(texts[0] ?? "") : texts;
  return /^extension$/i.test(member) ? names.map(name => `*${name}`) : names;
}

/** `^(bin|obj)$` matches exactly these names; other expressions may match more. */
function wholeNames(pattern: string): string[] {
  const found = /^\^\(?(?:\?:)?([\w.|\\-]{1,200}?)\)?\$$/.exec(pattern)?.[1]?.replaceAll("\\.", ".") ?? "";
  return found === "" || /[\\]/.test(found) ? [] : found.split("|").filter(name => name !== "");
}

/** `Get-ChildItem ~\.ssh | Get-Content` reads the listed path, as if it were an argument of the reader. */
export function readsListed(program: string, args: readonly Word[], stdin: Stdin): Word[] {
  if (program !== "get-content" || stdin.kind !== "pipe" || args.some(({ value }) => !value?.startsWith("-")))
    return [];
  const [lister, ...words] = stdin.producer ?? [];
  if (!/^get-(?:childitem|item)$/i.test(lister?.value ?? "")) return [];
  const behind = (name: RegExp) => words.find((_, i) => name.test(words[i - 1]?.value ?? ""));
  const path =
    behind(/^-(?:pa\w*|literalpath)$/i) ??
    words.find(
      ({ value }, i) => !value?.startsWith("-") && !/^-(?:fil\w*|i\w*|e\w*)$/i.test(words[i - 1]?.value ?? ""),
    );
  const name = behind(/^-(?:fil\w*|inc\w*)$/i);
  if (!path && !name) return [];
  const folder = path?.pieces ?? [{ kind: "text", value: ".", quoted: true } as const];
  const slash = { kind: "text", value: "/", quoted: true } as const;
  const pieces = name ? [...folder, slash, ...name.pieces] : folder;
  return [wordOfPieces(pieces.map(piece => (piece.kind === "text" ? piece.value : piece.of)).join(""), pieces)];
}

/** The joint output of a block's iterations: their texts, or one listing with all names. */
export function allOf(rounds: readonly Stdin[]): Stdin | undefined {
  const last = rounds.at(-1);
  if (rounds.length < 2 || last === undefined) return last;
  if (rounds.every(round => round.kind === "text"))
    return { kind: "text", text: rounds.map(round => (round.kind === "text" ? round.text : "")).join("") };
  const lists = rounds.flatMap(round => (round.kind === "pipe" && round.producer ? [round.producer] : []));
  const [first, ...more] = lists;
  const same = lists.length === rounds.length && more.every(list => list[0]?.value === first?.[0]?.value);
  return same && first
    ? { ...last, kind: "pipe", producer: [...first, ...more.flatMap(list => differing(list, first))] }
    : last;
}

/** The words of one listing that another one lacks, each with its parameter. */
function differing(list: readonly Word[], from: readonly Word[]): Word[] {
  return list.flatMap((word, i) => {
    if (word.text === from[i]?.text && word.value === from[i]?.value) return [];
    const before = list[i - 1];
    return [before?.value?.startsWith("-") ? before : literalWord("-Path"), word];
  });
}
