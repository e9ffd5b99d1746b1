/**
 * Finds files that a program overwrites because one of its words names them: `-o F`, `--output=F`, `--log-file F`, and
 * the output operand of a converter. They are treated like `> F`.
 */

import type { Effect } from "../effects/effect.ts";
import { operands, readArguments } from "../effects/options.ts";
import type { Invocation } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { workspacesOf } from "../files/landmarks.ts";
import { CONVERTERS, FLAG_O, MORE_OUTPUTS, REPLACES_BY } from "../files/output-operands.ts";
import { pathOf } from "../files/targets.ts";
import { effectsOfWrite } from "../files/writes.ts";
import { inOrder, words } from "../text/expressions.ts";
import { baseName, isBelow } from "../text/paths.ts";
import { dropPrefix, type Word } from "../text/words.ts";

/** Option names that mean an output file: `--output`, `--out-file`, `--log-file`, `--export-marks`, `-outfile`. */
const WRITES = inOrder(
  [
    /^(?:[a-z]+[-_])*/,
    [
      /out(?:put)?/,
      /out(?:put)?[-_]?(?:file(?:name)?|path|name|document|to)/,
      inOrder([
        words`log dest dump trace report export write record save result profile`,
        /[-_]?(?:file(?:name)?|path|to|marks)/,
      ]),
      /junit[-_]?xml/,
    ],
    /$/,
  ],
  "i",
);

/** A word that looks like a file: `notes.md`, `dir/x`; not `pid,comm`, `yaml`, `Key=value`. */
const LIKE_A_FILE = /^[^=,{}:*?\s]*(?:\/[\w.-]+|\.[a-z][\w-]{0,10})$/i;

/** Whether some operand of a program is the file that it writes. */
export function converts(program: string): boolean {
  return CONVERTERS.has(program);
}

/** Returns effects on the files that `command` names as outputs. `known`: effects that were found already. */
export function effectsOfOutputs(command: Invocation, known: readonly Effect[], facts: Facts): readonly Effect[] {
  const named = namedOutputs(command);
  if (named.length === 0) return NOTHING;
  const { scope, span, program } = command;
  const paths = new Set(known.map(({ path }) => path));
  return named.flatMap(word => {
    const path = pathOf(word, scope);
    if (path === undefined || word.value === "-" || paths.has(path) || isAlsoRead(word, command)) return [];
    const stat = facts.ask({ kind: "stat", path });
    const isThere = stat !== null && stat.type !== "missing";
    if (isThere && stays(command)) return [];
    if (!isThere && !(LIKE_A_FILE.test(word.value ?? "") && isInWorkspace(path, command, facts))) return [];
    const keeps = adds(command) || isCopied(path, command) || isMadeAgain(path, command, facts);
    const empties = isThere && !keeps;
    return effectsOfWrite(word, scope, facts, { source: program, span: word.span ?? span, empties });
  });
}

const NOTHING: readonly Effect[] = [];

function namedOutputs(command: Invocation): readonly Word[] {
  const [, ...words] = command.argv;
  if (words.length === 0) return NO_WORDS;
  const { values = [], files } = CONVERTERS.get(command.program) ?? {};
  const written = files?.(operands(readArguments(words, { values, singleDash: values.some(isLong) })), words) ?? [];
  const given = outputOptions(command.program, words);
  return written.length === 0 ? given : [...given, ...written];
}

const NO_WORDS: readonly Word[] = [];
const isLong = (name: string): boolean => name.length > 1;

function outputOptions(program: string, words: readonly Word[]): readonly Word[] {
  const found: Word[] = [];
  for (const [i, word] of words.entries()) {
    const text = word.value;
    if (text === "--") break;
    if (text === null || text.length < 2 || text[0] !== "-") continue;
    const value = outputNamed(program, word, text, words[i + 1]);
    if (value) found.push(value);
  }
  return found;
}

function outputNamed(program: string, word: Word, text: string, next: Word | undefined): Word | undefined {
  const equals = text.indexOf("=");
  const name = text.slice(text[1] === "-" ? 2 : 1, equals < 0 ? undefined : equals);
  const more = MORE_OUTPUTS.get(program);
  if (more?.includes(name) || (name.length > 2 && WRITES.test(name)))
    return equals < 0 ? next : dropPrefix(word, equals + 1);
  if (text[1] === "-" || FLAG_O.has(program)) return undefined;
  if (/^-[a-zA-Z]{0,3}o$/.test(text)) return next;
  return /^-o[^=]/.test(text) ? dropPrefix(word, 2) : undefined;
}

/** New files are reported only in the workspace, where sessions create theirs. */
function isInWorkspace(path: string, { scope }: Invocation, facts: Facts): boolean {
  return workspacesOf(facts, scope.cwd).some(root => isBelow(path, root, facts.around.platform));
}

function stays({ program, argv }: Invocation): boolean {
  const unless = CONVERTERS.get(program)?.onlyNew;
  return unless !== undefined && !argv.some(({ value }) => unless.test(value ?? "-"));
}

/** An earlier command of the same text has copied it. */
function isCopied(path: string, { scope }: Invocation): boolean {
  return [...(scope.earlier?.copied.values() ?? [])].includes(path);
}

/** An input that is also the output: the file is edited. */
function isAlsoRead(word: Word, { argv }: Invocation): boolean {
  return argv.filter(({ value }) => value === word.value).length > 1;
}

function adds({ argv, program }: Invocation): boolean {
  const replaces = REPLACES_BY.get(program);
  if (replaces !== undefined && !argv.some(({ value }) => value === replaces)) return true;
  return argv.some(({ value }) => value !== null && /^(?:-a|--append|-A|--no-clobber)$/.test(value));
}

/**
 * The call itself regenerates the file: its name matches an input (`paper.md` → `paper.docx`), or it is a program, as a
 * compiler writes it.
 */
function isMadeAgain(path: string, { argv }: Invocation, facts: Facts): boolean {
  const name = baseName(path);
  const stem = stemOf(name);
  if (argv.some(({ value }, i) => i > 0 && value !== null && isOtherForm(baseName(value), name, stem))) return true;
  if (!PROGRAM.test(name)) return false;
  const text = facts.ask({ kind: "text", path });
  return text === null || /[\0\uFFFD]/.test(text.slice(0, 4096));
}

const PROGRAM = /^[\w+-]+$|\.(?:exe|o|obj|a|so|dylib|dll|elf|bin|hex|img|wasm|pyc|class|jar)$/;

function stemOf(name: string): string {
  return name.replace(/\.\w+$/, "");
}

function isOtherForm(other: string, name: string, stem: string): boolean {
  return other !== name && other.includes(".") && stem !== "" && stemOf(other) === stem;
}
