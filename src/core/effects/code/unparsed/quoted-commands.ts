/**
 * Finds commands inside the text of a program that is not parsed: what `system("…")`, `exec("rm", "-rf")` and their kin
 * are given. Only texts that begin with a known program count, unless a call certainly runs them.
 */
import { withoutStringsAndComments } from "./strip-strings-and-comments.ts";

const RUNS =
  /\]\s*\(|script|system|program|shell|exec|spawn|popen|process|command|run|os:cmd|Runtime|sh\b|[)"']\s*\.\s*!|`/i;
/** A call right before a text that is certainly a command. */
const CALLS = new RegExp(
  "(?:\\bos\\.execute|\\bio\\.popen|\\bos:cmd|\\bsystem|\\bshell_exec|\\bpopen|\\bsyscmd|" +
    "\\bdo\\s+(?:shell\\s+)?script)\\s*(?:\\(\\s*)?$",
  "i",
);
const LITERAL = /(?<!\\)"((?:[^"\\]|\\.)*)"|(?<!\\)'((?:[^'\\]|\\.)*)'|(?<!\\)`((?:[^`\\]|\\.)*)`/g;
/** Commands without quotes: Tcl's `exec rm -rf x`, Vim's `:!rm`, CMake's `COMMAND rm`, `//go:generate rm`. */
const BARE = new RegExp(
  "(?:(?:^|\\n)\\s{0,8}(?::?!|shell\\s)\\s{0,4}|\\bexec\\s+|//go:generate\\s+|\\bCOMMAND\\s+|\\be?syscmd\\(\\s*|" +
    "\\\\write18\\s*\\{)((?:/[\\w/]+/)?[a-z][^)}\\];\\n\"']*)",
  "g",
);
/** Signs and names between the words of one command: `"rm", "-rf"`, `new("rm").args(["-rf"`. */
const BETWEEN = new RegExp(
  "^(?:\\)?\\s*(?:;\\s*)?\\w+\\.(?:arguments|args|launchPath)\\s*=\\s*\\[\\s*|[\\s,[\\](){}&]*" +
    "(?:(?:\\.args?|c|list|vec!|List\\.of|Arrays\\.asList|listOf|arrayOf)\\s*[([][\\s&[{(]*)?|" +
    "\\s*/?>\\s*<arg\\s+(?:line|value|path)=)$",
);
const MAX_LOOKED_AT = 64 * 1024;
const MAX_FOUND = 24;

/** Shell texts in `source`, at most 24; `known` says whether a word is the name of a program worth reading. */
export function quotedCommands(source: string, known: (program: string) => boolean): string[] {
  const text = source.slice(0, MAX_LOOKED_AT);
  const first = (line: string) => /^\s*(?:\S*\/)?([\w.-]+)/.exec(line)?.[1] ?? "";
  const found = [...text.matchAll(BARE)].map(([, line = ""]) => line).filter(line => known(first(line)));
  if (!RUNS.test(withoutStringsAndComments(text))) return found.slice(0, MAX_FOUND);
  const literals = [...text.matchAll(LITERAL)].map(match => ({
    value: (match[1] ?? match[2] ?? match[3] ?? "").replace(/\\(["'`\\])/g, "$1"),
    start: match.index,
    end: match.index + match[0].length,
  }));
  for (const [i, literal] of literals.entries()) {
    if (found.length >= MAX_FOUND) break;
    const handed = CALLS.test(text.slice(Math.max(0, literal.start - 40), literal.start));
    if (!handed && !known(first(literal.value))) continue;
    const words = [literal.value];
    for (let j = i + 1; !/\s/.test(literal.value) && j < literals.length; j++) {
      const [before, next] = [literals[j - 1], literals[j]];
      if (!before || !next || !BETWEEN.test(text.slice(before.end, next.start))) break;
      // `Process.Start("rm", "-rf x")` gives one text with several words.
      const several = /^-\S*\s/.test(next.value) && words.length === 1;
      words.push(several ? next.value : `'${next.value.replaceAll("'", "'\\''")}'`);
    }
    if (handed || words.length > 1 || /\s/.test(literal.value)) found.push(words.join(" "));
  }
  return found.slice(0, MAX_FOUND);
}
