/**
 * `python teardown.py --help`: a program that leaves its options to a library prints how it is called, and ends before
 * it has done anything, as long as nothing but definitions stands before that.
 */

import type { CodeLanguage } from "../effects/pack.ts";
import { anyOf, inOrder, words } from "../text/expressions.ts";
import type { Word } from "../text/words.ts";

/** Libraries that answer `--help` themselves and end. */
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
/** A line at the left margin that does nothing by itself; a call in it may. */
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

/** Whether a program of this text, started with these words behind it, only prints its help. */
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
    // Here it ends, or hands on to what parses its options first.
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
