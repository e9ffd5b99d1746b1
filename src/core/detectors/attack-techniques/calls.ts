/**
 * Calls of ordinary programs as data: what a call is made of, wherever its options stand and however they are given.
 * A call is one line of blank-separated parts:
 *
 * - `iam create-user|add-user-to-group`: sub-commands in order, `**` for any number of others between;
 * - `--policy-arn`, `-p|--privileged`: one of these options is given;
 * - `--policy-arn=*Admin*`: one is, with such a value, glued on or in the next word;
 * - `@/etc/*`: one of the words behind the sub-commands that are no options;
 * - `~*socket*`: any word, an option's value and the standard input among them;
 * - `!` before a part: not so.
 *
 * `*` in a part is any text, `|` parts spellings, `^*` that character, `·` a blank, and a
 * name in braces a kind of words.
 */
import type { Invocation } from "../../effects/pack.ts";
import { type CallWords, callWords, type ReadWords, readWords, wantedOption } from "./call-words.ts";
import { type Fits, spellings } from "./spellings.ts";

/** Longer than any word that a rule names. */
const MAX_TEXT = 4096;

export function wordsOf({ program, argv, stdin }: Invocation): CallWords {
  const list = argv.slice(1).map(word => (word.value ?? word.text.replace(/^"(.*)"$/s, "$1")).slice(0, MAX_TEXT));
  if (list[0] !== undefined && PREFIXES.get(program)?.includes(list[0])) list.shift();
  return callWords(list, stdin.kind === "text" ? stdin.text.slice(0, MAX_TEXT) : "");
}

/** Sub-commands that do not change the meaning of the next ones. */
const PREFIXES: ReadonlyMap<string, readonly string[]> = new Map([["gcloud", ["alpha", "beta", "preview"]]]);

type Plain = ReadWords["plain"];
/** A test of one part. The operands of the call are those of `plain` from `end` on. */
type Test = (words: CallWords, plain: Plain, end: number) => boolean;

/** Compiles `lines` into a test of calls; one must match. `loose`: as on Windows, ignoring case, with prefixes. */
export function readCalls(lines: string, loose = false): (words: CallWords) => boolean {
  const each = lines
    .trim()
    .split("\n")
    .map(line => readCall(line.trim(), loose));
  return words => {
    for (const fits of each) if (fits(words)) return true;
    return false;
  };
}

function readCall(text: string, loose: boolean): (words: CallWords) => boolean {
  const path: Pattern[] = [];
  const tests: Test[] = [];
  let asksPlain = false;
  for (const part of text.split(/\s+/)) {
    const not = part.startsWith("!");
    const test = readTest(not ? part.slice(1) : part, loose);
    if (test) tests.push(not ? (words, plain, end) => !test(words, plain, end) : test);
    else path.push(part === "**" ? "any" : spellings(part, loose));
    asksPlain ||= !test || part.includes("@");
  }
  // Trailing words may follow anyway, so a final `**` is dropped.
  if (path.at(-1) === "any") path.pop();
  return words => {
    const plain = asksPlain ? readWords(words, loose).plain : NONE;
    const end = endOf(path, plain);
    if (end === undefined) return false;
    for (const test of tests) if (!test(words, plain, end)) return false;
    return true;
  };
}

const NONE: Plain = [];

/** Compiles one part; undefined for a sub-command. */
function readTest(part: string, loose: boolean): Test | undefined {
  const rest = part.slice(1);
  if (part.startsWith("@")) {
    const fits = spellings(rest, loose);
    return (_, plain, end) => {
      for (let i = end; i < plain.length; i++) if (fits(plain[i]?.word ?? "")) return true;
      return false;
    };
  }
  if (part.startsWith("~")) {
    const fits = spellings(rest, loose);
    return ({ list, input }) => list.some(fits) || (input !== "" && fits(input));
  }
  if (!part.startsWith("-") && !(loose && part.startsWith("/"))) return undefined;
  const equals = part.indexOf("=");
  const names = part.slice(0, equals === -1 ? undefined : equals).split("|");
  const value = equals === -1 ? undefined : spellings(part.slice(equals + 1), loose);
  const wanted = names.map(name => wantedOption(name, loose));
  return words => readWords(words, loose).options.some(option => wanted.some(one => one(option, value)));
}

/** A sub-command, or any number of them. */
type Pattern = Fits | "any";

/**
 * Returns the index after the sub-commands among a call's operands; undefined if the call is a different one. A word
 * right after an option may be its value, so it is skipped if it does not match.
 */
function endOf(path: readonly Pattern[], plain: Plain): number | undefined {
  let at = 0;
  let end = 0;
  for (const { word, value } of plain) {
    if (at === path.length) return end;
    end++;
    const any = path[at] === "any";
    const step = any ? path[at + 1] : path[at];
    if (typeof step !== "function") return undefined;
    if (step(word)) at += any ? 2 : 1;
    else if (!any && !value) return undefined;
  }
  return at === path.length ? end : undefined;
}
