/** Whether a text in a language that nobody here reads opens a shell that waits: `system("/bin/sh")` in any spelling. */

import { opensShell, SHELL_FOLDER, SHELL_NAME } from "../../languages/shell/shell-names.ts";
import { inOrder, words } from "../../text/expressions.ts";
import { HOLE } from "../../text/words.ts";

/** What stands right before a text that is started: a call's name, with or without a bracket, in any language. */
const CALLS = inOrder(
  [
    [
      inOrder([
        /\b/,
        [
          inOrder([
            /(?:raw|shell_?|os[.:])?/,
            [
              /system|popen|unix/,
              /exec(?:ute|v[pe]*|l[pe]*|File(?:Sync)?|Sync|_?process)?/,
              /spawn(?:v[pe]*|l[pe]*|Sync|_?process)?/,
              /(?:run|call|make|start|create|open)[-_]?(?:process|program|command|shell\w*)/,
              /process[-_](?:execute|spawn|run|start|open)/,
              ...words`
                callCommand callProcess commandLine executable term cmd shell run sh start open fileURLWithPath:
                launchPath\s{0,3}=
              `,
            ],
            /\*?/,
          ]),
          ...words`ProcessBuilder\.? Command(?:::new)? \bProcess Cmd\.Run`,
        ],
        /\s{0,3}[[({:]{0,3}\s{0,3}(?:[[({]\s{0,3}){0,2}/,
      ]),
      /\bcommand\s{0,3}[=:]\s{0,3}|"SYSTEM"\s{1,3}USING\s{1,3}/,
    ],
    /$/,
  ],
  "i",
);
/** A text that starts itself: Groovy's `"sh".execute()`, Scala's `"sh".!`. */
const STARTS_ITSELF = /^\s{0,3}\.\s{0,3}(?:execute\s{0,3}\(|!|run\s{0,3}\()/;
/** What may follow the shell among a call's words without giving it something to do. */
const FOLLOWS = inOrder([
  /^\s{0,3},\s{0,3}[[({]{0,2}\s{0,3}(?:\[?\|?\s{0,3})["'`]/,
  /(?!-?[a-z]{0,3}[ip]["'`]|-["'`]|(?:\/\S{0,20}\/)?[a-z]{0,3}sh["'`])/,
]);
const LITERAL = /(?<!\\)"((?:[^"\\\n]|\\.){1,400})"|(?<!\\)'((?:[^'\\\n]|\\.){1,400})'|`([^`\n]{1,400})`/g;
/** An element that starts it, and holds no arguments for it. */
const ELEMENT = /\bexecutable="([^"\n]{1,80})"\s{0,4}\/>/g;
/** Unquoted: CMake's `COMMAND /bin/sh)`, Kakoune's `%sh{ /bin/sh -i }`, m4's `syscmd(sh)`, autoconf's `m4_esyscmd([sh])`. */
const BARE = /(?:\bCOMMAND\s{1,4}|%sh\{\s{0,4}|\b(?:m4_)?e?syscmd\(\s{0,4}[`[]{0,2})([^)}'\]\n]{1,80})[)}'\]]/g;
const MAX_TEXT = 16_384;
const MAX_LITERALS = 96;
const MENTIONS = new RegExp(`(?:^|[^\\w.-])${SHELL_NAME}(?![\\w.])`);
/** On a line of its own or behind `exec`, with the descriptors of whoever started the program. */
const TIED = new RegExp(
  `(?:^|[\\s"'\`(;|])${SHELL_FOLDER}${SHELL_NAME}(?: -[ip]+)? [0-9]?[<>](?:&[0-9]|\\$\\(tty\\)|${HOLE} >)|(?:^|[\\s"'\`(;|])${SHELL_NAME}(?: -[ip]+)? (?:[0-9]?<&[0-9]|[12]?>&0)|(?:^|[;&|\`(]\\s*)exec +["'\`]?${SHELL_FOLDER}${SHELL_NAME}(?: -[ip]+)?["'\`]?\\s*(?:$|;)`,
  "m",
);

/** Linear in the text's length, of which the first 16 KB are looked at. */
export function textOpensShell(source: string): boolean {
  const text = source.length > MAX_TEXT ? source.slice(0, MAX_TEXT) : source;
  if (!MENTIONS.test(text)) return false;
  if (TIED.test(text)) return true;
  for (const pattern of [BARE, ELEMENT])
    for (const [, called = ""] of text.matchAll(pattern)) if (opensShell(called)) return true;
  let looked = 0;
  for (const match of text.matchAll(LITERAL)) {
    if (looked++ > MAX_LITERALS) return false;
    const value = (match[1] ?? match[2] ?? match[3] ?? "").replace(/\\(["'`\\])/g, "$1");
    if (!opensShell(value)) continue;
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 60);
    if (STARTS_ITSELF.test(after)) return true;
    if (CALLS.test(text.slice(Math.max(0, match.index - 48), match.index)) && !FOLLOWS.test(after)) return true;
  }
  return false;
}

/** A shell behind a pipe, an exclamation mark or a scheme that starts things: `|/bin/sh`, `!sh`, `exec:/bin/sh`. */
const BEHIND_MARK = new RegExp(
  `(?:^|[\\s"'=:,;(])(?:[|!]|exec[:!]|system:|x-exec:|pipemap:\\{|/exec (?:-\\w* )?)\\s{0,4}["']?(?:${SHELL_FOLDER})${SHELL_NAME}(?: -[ip]+)?(?=$|["'\\s,;)}\\]])(?! -c)`,
  "m",
);
/** A setting that names what is started: `path "/bin/sh -i"`, `"cmd": "/bin/bash -i"`, `set browser "/bin/sh"`. */
const SETTING = new RegExp(
  `(?:^|[^\\w.-])([\\w.-]{0,24}(?:path|program|prog|command|cmd|exec|run|browser|editor|pager|viewer|handler|hook|helper|host|invoke|unix|action|argv?|arguments|inline|mapper|reducer|call|os)|x)["']?[\\s=:({[]{1,6}["'({[]{0,4}(?:${SHELL_FOLDER})${SHELL_NAME}(?: -[ip]+)?(?=$|["'\\s,;)}\\]])(?!["']?,? ?["']?-[a-z]*c)(?! [\\w./$])`,
  "gim",
);
/** Which shell is meant, not what is started. */
const MEANS_SHELL = /sh(?:ell)?(?:$|[^a-z])|interp/i;
const MAX_LOOKED_AT = 4096;
/** Behind the text, as languages that put the verb last do: `s" /bin/sh" system`, `"/bin/sh" run-process`. */
const VERB_LAST = new RegExp(
  `["']\\s?(?:${SHELL_FOLDER})${SHELL_NAME}["']\\s{1,4}(?:system|run-process|exec|run|shell|launch)\\b`,
);

/** `"/bin/sh -i"`, `["/bin/sh", "-i"]`. */
const TYPED_INTO = new RegExp(
  `(?:^|["'\\s=:])${SHELL_FOLDER}${SHELL_NAME}(?: -[ip]|["'], ?["']-[ip]["'])(?=$|["'\\s,;)}\\]])`,
);

export function textTypesIntoShell(text: string): boolean {
  return TYPED_INTO.test(text.slice(0, MAX_LOOKED_AT));
}

/** The same and what only a program that is not known reads: marks, settings, and shells with options of their own. */
export function textStartsShell(source: string): boolean {
  const text = source.length > MAX_LOOKED_AT ? source.slice(0, MAX_LOOKED_AT) : source;
  if (!MENTIONS.test(text)) return false;
  if (BEHIND_MARK.test(text) || VERB_LAST.test(text) || textOpensShell(text)) return true;
  for (const [, key = ""] of text.matchAll(SETTING)) if (!MEANS_SHELL.test(key)) return true;
  return false;
}
