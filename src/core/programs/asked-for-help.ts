/**
 * Recognises `python teardown.py --help`: a program whose library parses its options prints its help and exits before
 * it does anything, if only definitions come before the parsing.
 */

import type { CodeLanguage } from "../effects/pack.ts";
import { anyOf, inOrder, words } from "../text/expressions.ts";
import type { Word } from "../text/words.ts";

/** Libraries that answer `--help` themselves and exit. */
const PARSERS: Partial<Record<CodeLanguage, RegExp>> = {
  python: anyOf(
    [
      /\bargparse\.ArgumentParser\b|\bfrom argparse import\b/,
      /^[ \t]*@(?:\w{1,30}\.)?(?:command|group)\(/,
      /\btyper\.(?:run|Typer)\(|\bfire\.Fire\(/,
    ],
    "m",
  ),
};
/** A line without indentation that does nothing by itself, although a call in it may. */
const DEFINES = inOrder([
  /^/,
  [
    ...words`$ [\s#@)\]}] """ '''`,
    /import |from |def |async def |class /,
    /[A-Za-z_]\w*(?: ?: ?[\w[\], .|]+)? ?= ?(?![^#"']*\()/,
    /[A-Za-z_]\w* ?= ?(?:argparse\.ArgumentParser|typer\.Typer|Path|logging\.getLogger|re\.compile)\(/,
  ],
]);
const MAX_LINES = 2000;

/** Returns whether a program with this text and these arguments only prints its help. */
export function onlyPrintsHelp(language: CodeLanguage | undefined, text: string, words: readonly Word[]): boolean {
  if (!words.some(({ value }) => value === "--help" || value === "-h")) return false;
  const parser = language === undefined ? undefined : PARSERS[language];
  if (!parser?.test(text)) return false;
  const lines = text.split("\n");
  if (lines.length > MAX_LINES) return false;
  let quoted = false;
  for (const [i, line] of lines.entries()) {
    const inside = quoted;
    if ((line.split(/"""|'''/).length - 1) % 2 === 1) quoted = !quoted;
    if (inside || DEFINES.test(line) || ADDS.test(line)) continue;
    // Here it exits, or calls a function that parses its options first.
    return PARSES.test(line) || (/^if __name__ ?==/.test(line) && STARTS.test(lines[i + 1] ?? ""));
  }
  return true;
}

const ADDS = /^\w{1,30}\.(?:add_argument|add_parser|set_defaults)\(/;
const PARSES = /^(?:\w{1,30} ?= ?)?\w{1,30}\.parse_(?:known_)?args\(/;
const STARTS = anyOf([
  /^\s+(?:raise SystemExit\()?(?:sys\.exit\()?(?:main|app|cli|run|typer\.run|fire\.Fire)\(/,
  /^\s+\w{1,30} ?= ?argparse\.ArgumentParser\(/,
]);
