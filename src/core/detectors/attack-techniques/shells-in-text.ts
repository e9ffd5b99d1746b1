/** Decides whether a text in an unparsed language opens an interactive shell: `system("/bin/sh")` in any spelling. */

import { opensShell, SHELL_FOLDER, SHELL_NAME } from "../../languages/shell/shell-names.ts";
import { inOrder, words } from "../../text/expressions.ts";
import { HOLE } from "../../text/words.ts";

/** The start of a call right before a string, with or without a parenthesis, in any language. */
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
/** A string that starts itself: Groovy's `"sh".execute()`, Scala's `"sh".!`. */
const STARTS_ITSELF = /^\s{0,3}\.\s{0,3}(?:execute\s{0,3}\(|!|run\s{0,3}\()/;
/** Arguments after the shell that give it something to run. */
const FOLLOWS = inOrder([
  /^\s{0,3},\s{0,3}[[({]{0,2}\s{0,3}(?:\[?\|?\s{0,3})["'`]/,
  /(?!-?[a-z]{0,3}[ip]["'`]|-["'`]|(?:\/\S{0,20}\/)?[a-z]{0,3}sh["'`])/,
]);
const LITERAL = /(?<!\\)"((?:[^"\\\n]|\\.){1,400})"|(?<!\\)'((?:[^'\\\n]|\\.){1,400})'|`([^`\n]{1,400})`/g;
/** An XML element that starts it without arguments. */
const ELEMENT = /\bexecutable="([^"\n]{1,80})"\s{0,4}\/>/g;
/** Unquoted: CMake's `COMMAND /bin/sh)`, Kakoune's `%sh{ /bin/sh -i }`, m4's `syscmd(sh)`, autoconf's `m4_esyscmd([sh])`. */
const BARE = /(?:\bCOMMAND\s{1,4}|%sh\{\s{0,4}|\b(?:m4_)?e?syscmd\(\s{0,4}[`[]{0,2})([^)}'\]\n]{1,80})[)}'\]]/g;
const MAX_TEXT = 16_384;
const MAX_LITERALS = 96;
const MENTIONS = new RegExp(`(?:^|[^\\w.-])${SHELL_NAME}(?![\\w.])`);
/** A shell connected to its starter's terminal, at the start of a line or after `exec`. */
const TIED = new RegExp(
  `(?:^|[\\s"'\`(;|])${SHELL_FOLDER}${SHELL_NAME}(?: -[ip]+)? [0-9]?[<>](?:&[0-9]|\\$\\(tty\\)|${HOLE} >)|(?:^|[\\s"'\`(;|])${SHELL_NAME}(?: -[ip]+)? (?:[0-9]?<&[0-9]|[12]?>&0)|(?:^|[;&|\`(]\\s*)exec +["'\`]?${SHELL_FOLDER}${SHELL_NAME}(?: -[ip]+)?["'\`]?\\s*(?:$|;)`,
  "m",
);

/** Searches the first 16 KB of the text in linear time. */
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

/** A shell after a pipe, an exclamation mark or a scheme that starts programs: `|/bin/sh`, `!sh`, `exec:/bin/sh`. */
const BEHIND_MARK = new RegExp(
  `(?:^|[\\s"'=:,;(])(?:[|!]|exec[:!]|system:|x-exec:|pipemap:\\{|/exec (?:-\\w* )?)\\s{0,4}["']?(?:${SHELL_FOLDER})${SHELL_NAME}(?: -[ip]+)?(?=$|["'\\s,;)}\\]])(?! -c)`,
  "m",
);
/** A setting that names a program to start: `path "/bin/sh -i"`, `"cmd": "/bin/bash -i"`, `set browser "/bin/sh"`. */
const SETTING = new RegExp(
  `(?:^|[^\\w.-])([\\w.-]{0,24}(?:path|program|prog|command|cmd|exec|run|browser|editor|pager|viewer|handler|hook|helper|host|invoke|unix|action|argv?|arguments|inline|mapper|reducer|call|os)|x)["']?[\\s=:({[]{1,6}["'({[]{0,4}(?:${SHELL_FOLDER})${SHELL_NAME}(?: -[ip]+)?(?=$|["'\\s,;)}\\]])(?!["']?,? ?["']?-[a-z]*c)(?! [\\w./$])`,
  "gim",
);
/** A setting that chooses the shell instead of starting it. */
const MEANS_SHELL = /sh(?:ell)?(?:$|[^a-z])|interp/i;
const MAX_LOOKED_AT = 4096;
/** Languages with the verb last: `s" /bin/sh" system`, `"/bin/sh" run-process`. */
const VERB_LAST = new RegExp(
  `["']\\s?(?:${SHELL_FOLDER})${SHELL_NAME}["']\\s{1,4}(?:system|run-process|exec|run|shell|launch)\\b`,
);

/** An interactive shell: `"/bin/sh -i"`, `["/bin/sh", "-i"]`. */
const TYPED_INTO = new RegExp(
  `(?:^|["'\\s=:])${SHELL_FOLDER}${SHELL_NAME}(?: -[ip]|["'], ?["']-[ip]["'])(?=$|["'\\s,;)}\\]])`,
);

export function textTypesIntoShell(text: string): boolean {
  return TYPED_INTO.test(text.slice(0, MAX_LOOKED_AT));
}

/** Also accepts what only an unknown program may understand: marks, settings, and shells with options. */
export function textStartsShell(source: string): boolean {
  const text = source.length > MAX_LOOKED_AT ? source.slice(0, MAX_LOOKED_AT) : source;
  if (!MENTIONS.test(text)) return false;
  if (BEHIND_MARK.test(text) || VERB_LAST.test(text) || textOpensShell(text)) return true;
  for (const [, key = ""] of text.matchAll(SETTING)) if (!MEANS_SHELL.test(key)) return true;
  return false;
}
