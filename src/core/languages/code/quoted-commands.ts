/**
 * Finds commands in programs of languages without a parser: the arguments of `system("…")` and similar calls in Julia,
 * R, Tcl, Lisp, Erlang, Scala and others. Only texts that begin with a known program count.
 */

import { anyOf, inOrder, wholly, words } from "../../text/expressions.ts";
import { withoutTexts } from "./strip-strings.ts";

const RUNS = anyOf(
  words`
    \]\s*\( script system program shell exec spawn popen process command run os:cmd Cmd Runtime sh\b [)"']\s*\.\s*!
    \s!!? write18 \`
  `,
  "i",
);
/** Calls that run the text after them. */
const CALLS = inOrder(
  [
    words`
      \bos\.execute \bio\.popen \bos:cmd \bsystem \bshell_exec \bpopen \bsyscmd \bdo\s+(?:shell\s+)?script
      \w\s?\[[^\]\n]{1,60}\]
    `,
    /\s*(?:\(\s*)?$/,
  ],
  "i",
);
const LITERAL = /(?<!\\)"((?:[^"\\]|\\.)*)"|(?<!\\)'((?:[^'\\]|\\.)*)'|(?<!\\)`((?:[^`\\]|\\.)*)`/g;
/** Unquoted: `exec rm x` of Tcl, `syscmd(rm x)` of m4, `COMMAND rm`, `//go:generate rm`, TeX's `\write18{rm x}`. */
const BARE = inOrder(
  [
    words`
      (?:^|\n)\s{0,8}(?::?!|shell\s)\s{0,4} \bexec\s+ //go:generate\s+ \bCOMMAND\s+ \b(?:e?syscmd)\(\s* \\write18\s*\{
    `,
    /((?:\/[\w/]+\/)?[a-z][^)}\];\n"']*)/,
  ],
  "g",
);
/** What stands between the words of one command: `"rm", "-rf"`, `new("rm").args(["-rf"`, `"rm"><arg line="-rf"`. */
const BETWEEN = wholly([
  /\)?\s*(?:;\s*)?\w+\.(?:arguments|args|launchPath)\s*=\s*\[\s*/,
  inOrder([
    /(?:\s+nil)*(?!\s+nil)[\s,[\](){}&]*/,
    /(?:(?:\.args?|c|list|vec!|List\.of|Arrays\.asList|listOf|arrayOf)\s*[([][\s&[{(]*)?/,
  ]),
  /\s*\/?>\s*<arg\s+(?:line|value|path)=/,
]);
const MAX_LOOKED_AT = 64 * 1024;
const MAX_FOUND = 24;

/** Returns the shell texts in `source`; `known` says whether a program is known by name. */
export function quotedCommands(source: string, known: (program: string) => boolean): string[] {
  const text = source.slice(0, MAX_LOOKED_AT);
  const found: string[] = [];
  const first = (line: string) => /^\s*(?:\S*\/)?([\w.-]+)/.exec(line)?.[1] ?? "";
  for (const match of text.matchAll(BARE)) if (known(first(match[1] ?? ""))) found.push(match[1] ?? "");
  if (!RUNS.test(withoutTexts(text))) return found.slice(0, MAX_FOUND);
  const literals = [...text.matchAll(LITERAL)].map(match => ({
    value: (match[1] ?? match[2] ?? match[3] ?? "").replace(/\\(["'`\\])/g, "$1"),
    start: match.index,
    end: match.index + match[0].length,
  }));
  for (let i = 0; i < literals.length && found.length < MAX_FOUND; i++) {
    const literal = literals[i];
    const handed = literal && CALLS.test(text.slice(Math.max(0, literal.start - 40), literal.start));
    if (!literal || !(handed || known(first(literal.value)))) continue;
    const words = [literal.value];
    // `"rm", "-rf", "x"`: a list of words.
    for (let j = i + 1; !/\s/.test(literal.value) && j < literals.length; j++) {
      const [before, next] = [literals[j - 1], literals[j]];
      if (!before || !next || !BETWEEN.test(text.slice(before.end, next.start))) break;
      const line = text.slice(before.end, next.start).endsWith("line=");
      // `Process.Start("rm", "-rf x")`: one text with several words.
      const several = /^-\S*\s/.test(next.value) && words.length === 1;
      words.push(line || several ? next.value : `'${next.value.replaceAll("'", "'\\''")}'`);
    }
    if (handed || words.length > 1 || /\s/.test(literal.value)) found.push(words.join(" "));
  }
  return found.slice(0, MAX_FOUND);
}
