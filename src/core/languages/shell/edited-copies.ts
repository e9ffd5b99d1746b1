/** Recognizes a copy of a file with a value changed or lines left out: `sed 's/5000/5001/' app.py > app2.py`. */

import { operands, readArguments } from "../../effects/options.ts";
import type { Invocation } from "../../effects/pack.ts";
import { pathOf } from "../../files/targets.ts";
import type { Word } from "../../text/words.ts";

/**
 * Returns the one file of this machine that `command` prints with harmless edits. Undefined where there are several, or
 * it cannot be told.
 */
export function editedFrom({ program, argv, stdin, scope }: Invocation): string | undefined {
  const files = filesOf(program, argv.slice(1));
  if (files === undefined) return undefined;
  const [file, ...more] = files.length === 0 && stdin.kind === "file" ? [stdin.path] : files;
  return file && more.length === 0 ? pathOf(file, scope) : undefined;
}

/** Whether a program of this name prints a part of its input. */
export function editsTexts(program: string): boolean {
  return EDITS.has(program);
}

const EDITS = new Set(["cat", "head", "tail", "expand", "grep", "sed"]);

/** The input files of a program that prints a part of its input; undefined for every other call. */
function filesOf(program: string, words: readonly Word[]): readonly Word[] | undefined {
  switch (program) {
    case "cat":
    case "head":
    case "tail":
    case "expand":
      return operands(readArguments(words, { values: ["n", "c", "t", "lines", "bytes", "tabs"] }));
    case "grep": {
      const [, ...files] = operands(readArguments(words, { values: ["e", "A", "B", "C", "m"] }));
      return words.some(({ value }) => /^-[a-zA-Z]*[efrRlLcn]/.test(value ?? "")) ? undefined : files;
    }
    case "sed": {
      const given = readArguments(words, { values: ["e", "expression"] });
      const options = words.filter(({ value }) => value === null || value.startsWith("-"));
      if (options.some(({ value }) => !/^(?:-[nEru]+|-e|--expression|--quiet)$/.test(value ?? "?"))) return undefined;
      const scripts = words.filter((_, i) => /^(?:-e|--expression)$/.test(words[i - 1]?.value ?? ""));
      const plain = operands(given);
      const [first, ...rest] = plain;
      const [texts, files] = scripts.length > 0 ? [scripts, plain] : [first ? [first] : [], rest];
      return texts.length > 0 && texts.every(({ value }) => value !== null && isPlainEdit(value)) ? files : undefined;
    }
    default:
      return undefined;
  }
}

/** A sed script that only selects lines and replaces values. */
function isPlainEdit(script: string): boolean {
  return (
    script.length < 2000 && script.split(/[;\n]/).every(part => CHOOSES.test(part.trim()) || replacesValue(part.trim()))
  );
}

const CHOOSES = /^(?:(?:\d+|\$|\/[^/\n]{0,200}\/)(?:,(?:\d+|\$|\/[^/\n]{0,200}\/))?)?\s{0,4}!?\s{0,4}[pdq]?$/;

/** `s/port=5000/port=5001/`: every word of the new text stood in the old one, or is a plain yes or no. */
function replacesValue(part: string): boolean {
  const [, , from, to] =
    /^s([/|#,@:])((?:\\.|(?!\1)[^\\\n]){0,300})\1((?:\\.|(?!\1)[^\\\n]){0,300})\1[gIip\d]*$/.exec(part) ?? [];
  if (from === undefined || to === undefined || /[`$(){}<>|;&]/.test(to)) return false;
  return (to.match(/[A-Za-z]{2,}/g) ?? []).every(word => from.includes(word) || VALUES.test(word));
}

const VALUES = /^(?:true|false|none|null|yes|no|on|off|debug|info|warn|localhost)$/i;
