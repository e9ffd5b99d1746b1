/** Determines what a simple command writes to standard output, where the text alone tells. */

import { hasOption, operands, optionValue, readArguments } from "../../effects/options.ts";
import type { Invocation, Stdin } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { existingPaths } from "../../files/possible.ts";
import { pathOf } from "../../files/targets.ts";
import { baseName, parentOf } from "../../text/paths.ts";
import { HOLE, textOf, type Word } from "../../text/words.ts";
import { decoded } from "./decoded.ts";
import { formatted } from "./formatted.ts";
import { SILENT } from "./state.ts";

/** Filters, whose output is a part of their input. */
const FILTERS = new Set(["grep", "egrep", "fgrep", "rg", "head", "tail", "sort", "uniq", "tac", "shuf", "sponge"]);
/** Longer texts could not be read anyway. */
const MAX_TEXT = 64 * 1024;

/** Programs that print nothing, unless an argument asks for it. */
const QUIET: ReadonlyMap<string, RegExp> = new Map([
  ...silent(": true false test [ unset wait exit return break continue shift sleep touch read", /(?!)/),
  ...silent("rm rmdir mkdir cp mv ln chmod chown", /^-[a-zA-Z]*[vc]|^--(verbose|changes)/),
  ...silent("export readonly local declare typeset alias set trap", /^-[a-zA-Z]*[pf]/),
  ...silent("cd", /^-$/),
]);

function silent(programs: string, unless: RegExp): (readonly [string, RegExp])[] {
  return programs.split(" ").map(program => [program, unless] as const);
}

/** `text` (with `HOLE` for unknown parts), the file it copies, or a pipe that names the producer. */
export function outputOf(command: Invocation, facts: Facts): Stdin {
  const taken = command.redirects.some(
    ({ operator, target, beside }) => !beside && /^(>|>>|>\||&>|&>>|>&)$/.test(operator) && !toStream(target),
  );
  if (taken) return SILENT;
  return contentOf(command, facts);
}

/** What a command writes to its standard output, wherever that leads. */
export function contentOf(command: Invocation, facts: Facts): Stdin {
  const text = printedText(command, facts);
  const { argv, stdin } = command;
  if (text !== null) {
    if (text.length > MAX_TEXT) return { kind: "pipe" };
    return { kind: "text", text, ...(text.includes(HOLE) && { producer: argv }) };
  }
  return passedOn(command) ?? { kind: "pipe", producer: argv, ...(stdin.kind !== "none" && { from: stdin }) };
}

function printedText(command: Invocation, facts: Facts): string | null {
  const args = command.argv.slice(1);
  const values = args.map(printable);
  switch (command.program) {
    case "echo":
      return echoed(values);
    case "printf":
      return values[0] === "-v" ? "" : formatted(values[0] === "--" ? values.slice(1) : values);
    case "pwd":
      return command.scope.cwd === null ? null : `${command.scope.cwd}\n`;
    case "whoami":
      return facts.around.user === undefined ? null : `${facts.around.user}\n`;
    case "dirname":
    case "basename": {
      const [path, ...more] = args[0]?.value === "--" ? args.slice(1) : args;
      if (!path?.value || path.glob || more.length > 0) return null;
      return `${command.program === "dirname" ? folderPart(path.value) : baseName(path.value)}\n`;
    }
    case "realpath":
    case "readlink":
      return resolved(command, facts);
    case "which":
    case "command":
      return located(command.program, args, facts);
    case "mktemp":
    case "gmktemp":
      return temporary(args);
    case "git":
      return topLevel(command, facts);
    case "base64":
    case "gbase64":
    case "openssl":
    case "xxd":
    case "rev":
    case "tac":
    case "tr":
    case "cut":
    case "sed":
    case "gsed":
    case "head":
    case "tail":
      return decoded(command);
    case "ls":
      return namesListed(command, facts);
    default:
      return isQuiet(command.program, args) ? "" : textOfProgram(command.program, args);
  }
}

/** `python3 -c 'print("x")'`: a program that is a single call, which prints one text. */
function textOfProgram(program: string, [option, code, ...more]: readonly Word[]): string | null {
  const printing = PRINTS.find(([name]) => name.test(program))?.[1];
  if (!printing || more.length > 0 || !/^-(?:c|e|r)$/.test(option?.value ?? "") || !code?.value) return null;
  const [, call, , text] = ONE_CALL.exec(code.value) ?? [];
  return text !== undefined && printing.test(call ?? "") ? `${text}\n` : null;
}

const PRINTS: readonly (readonly [RegExp, RegExp])[] = [
  [/^python[\d.]*$/, /^print$/],
  [/^(?:node|bun|deno)$/, /^console\.log$/],
  [/^(?:ruby|perl)[\d.]*$/, /^(?:puts|print|say)$/],
];
const ONE_CALL = /^\s*([\w.]{1,40})\s{0,4}\(?\s{0,4}(["'])([^"'\\\n$#{}]{1,1000})\2\s{0,4}\)?\s{0,4};?\s*$/;

function isQuiet(program: string, args: readonly Word[]): boolean {
  const unless = QUIET.get(program);
  if (!unless || args.some(({ value }) => value === null || unless.test(value))) return false;
  // Without arguments, these list what there is.
  const names = args.some(({ value }) => !value?.startsWith("-"));
  return names || !/^(export|readonly|declare|typeset|alias|set|trap)$/.test(program);
}

/** `cat file` copies a file; a filter, `cat` and `tee` copy their input or a part of it. */
function passedOn({ program, argv, stdin }: Invocation): Stdin | null {
  const plain = argv.slice(1).filter(word => !word.value?.startsWith("-"));
  if (program === "cat") {
    const [file] = plain;
    if (argv.length === 2 && file && !file.glob) return { kind: "file", path: file };
    return argv.length === 1 && stdin.kind !== "none" ? stdin : null;
  }
  if (program === "tee" && stdin.kind !== "none") return stdin;
  const passes = FILTERS.has(program) && plain.length <= 1 && stdin.kind === "pipe" && stdin.producer;
  return passes ? { ...stdin, filter: argv } : null;
}

function echoed(values: readonly string[]): string {
  let i = 0;
  let newline = "\n";
  let escapes = false;
  for (; /^-[neE]+$/.test(values[i] ?? ""); i++) {
    if (values[i]?.includes("n")) newline = "";
    escapes = values[i]?.includes("e") === true;
  }
  const text = values.slice(i).join(" ");
  return (escapes ? (formatted(["%b", text]) ?? text) : text) + newline;
}

/** A name that is looked up keeps its meaning: `$(which python3) x` runs python3. */
function located(program: string, args: readonly Word[], { around }: Facts): string | null {
  const names = program === "command" ? (args[0]?.value === "-v" ? args.slice(1) : []) : args;
  const name = names.length === 1 ? names[0]?.value : null;
  // Where the guard's own program leads, its files lie.
  const [folder] = name === "agentguard" ? (around.guard ?? []) : [];
  return name && !name.startsWith("-") ? `${folder === undefined ? name : `${folder}/runtime/${name}`}\n` : null;
}

/** The output of `mktemp`: its template stands for the new name. */
function temporary(words: readonly Word[]): string | null {
  if (words.some(({ value }) => value === null)) return null;
  const args = readArguments(words, { values: ["p", "suffix"] });
  const known = args.every(arg => arg.kind === "operand" || TEMPORARY.test(arg.name));
  const [template, ...more] = operands(args);
  if (!known || more.length > 0) return null;
  const suffix = optionValue(args, "suffix")?.value ?? "";
  const folder = optionValue(args, "p", "tmpdir")?.value;
  if (!template) return `${folder ?? "/tmp"}/tmp.XXXXXXXXXX${suffix}\n`;
  const inTmp = hasOption(args, "t", "tmpdir", "p");
  return `${inTmp ? `${folder ?? "/tmp"}/` : ""}${template.value}${suffix}\n`;
}

const TEMPORARY = /^(?:[dqutp]|directory|quiet|tmpdir|suffix)$/;

/** `readlink -f x`, `realpath x`: where it leads, as far as the disk tells. */
function resolved({ program, argv, scope }: Invocation, facts: Facts): string | null {
  const options = argv.slice(1).filter(({ value }) => value?.startsWith("-"));
  const words = argv.slice(1).filter(({ value }) => !value?.startsWith("-"));
  const follows = program === "realpath" || options.some(({ value }) => /^-[fem]$/.test(value ?? ""));
  const paths = words.map(word => pathOf(word, scope) ?? onlyOne(existingPaths(word, scope, facts)));
  if (!follows || paths.length === 0 || paths.length > MAX_PATHS) return null;
  if (options.some(({ value }) => !/^(?:-[fems]|--)$/.test(value ?? ""))) return null;
  const stats = paths.map(path => (path === undefined ? undefined : facts.ask({ kind: "stat", path })));
  if (paths.some(path => path === undefined)) return null;
  // Of several paths, missing ones only cause a warning.
  const lines = paths.flatMap((path, i) =>
    paths.length > 1 && stats[i]?.type === "missing" ? [] : [`${stats[i]?.realpath ?? path}\n`],
  );
  return lines.join("");
}

/** `ls -d x y`: its operands, where each exists and no folder is listed. */
function namesListed({ argv, scope }: Invocation, facts: Facts): string | null {
  const words = argv.slice(1);
  const options = words.filter(({ value }) => value?.startsWith("-"));
  const names = words.filter(({ value }) => !value?.startsWith("-"));
  if (names.length === 0 || options.some(({ value }) => !/^-[1d]{1,2}$/.test(value ?? ""))) return null;
  const itself = options.some(({ value }) => value?.includes("d"));
  const there = names.every(word => {
    const path = pathOf(word, scope);
    const type = path === undefined ? undefined : facts.ask({ kind: "stat", path })?.type;
    return type === "file" || (itself && type === "directory");
  });
  return there ? `${names.map(({ value }) => value).join("\n")}\n` : null;
}

const MAX_PATHS = 16;

function onlyOne(paths: readonly string[]): string | undefined {
  return paths.length === 1 ? paths[0] : undefined;
}

function topLevel({ argv, scope }: Invocation, facts: Facts): string | null {
  if (argv[1]?.value !== "rev-parse" || argv[2]?.value !== "--show-toplevel" || scope.cwd === null) return null;
  const git = facts.ask({ kind: "git", path: scope.cwd });
  return git ? `${git.root}\n` : null;
}

function folderPart(path: string): string {
  return path.includes("/") ? parentOf(path) : ".";
}

function printable(word: Word): string {
  return word.glob ? HOLE : textOf(word);
}

function toStream(target: Word): boolean {
  return target.value !== null && /^(\d+|\/dev\/(stdout|fd\/1))$/.test(target.value);
}
