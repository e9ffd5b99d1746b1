/** A program that nobody here knows, handed another one: from a folder that everybody may write to, from another machine, or a shell of Windows. */

import type { Effect } from "../effects/effect.ts";
import type { Invocation } from "../effects/pack.ts";
import { anyOf, inOrder, wholly, words } from "../text/expressions.ts";
import { keepingNames } from "../text/memoize.ts";
import type { Word } from "../text/words.ts";

/** Folders of Windows in which nobody's installer puts what is started, and what starts in one. */
const BROUGHT = inOrder(
  [
    /(?:^|[=:"'\s])(?:[a-z]:)?[\\/]/,
    words`users[\\/]public perflogs \$recycle\.bin windows[\\/](?:temp|tasks|debug|tracing)`,
    /[\\/][^\s"']{1,200}\.(?:exe|com|scr|bat|cmd|ps1|vbs|js|hta|dll|cpl|inf|msi|xsl|sct|ocx)\b/,
  ],
  "i",
);
/** What starts or is loaded, on a share of another machine or at an address. */
const ELSEWHERE = inOrder(
  [
    /(?:^|[=:"'\s])/,
    [
      inOrder([
        /[\\/]{2}(?!wsl|localhost[\\/]|[.?][\\/])[\w.-]+(?:@\w+)?[\\/][^\s"'/]{1,200}\./,
        words`js bat cmd vbs rdp cpl ocx exe scr ps1 hta dll inf msi xsl sct wsf`,
      ]),
      inOrder([
        /https?:\/\/(?!localhost|127\.|\[::1\])[^\s"']{1,300}\./,
        words`exe scr ps1 hta dll inf msi xsl sct wsf application`,
      ]),
    ],
    /["']?$/,
  ],
  "i",
);
/** A shell or an interpreter of Windows as what a program is to start: `/launch:cmd.exe`, `powershell.exe`. */
const SHELL = anyOf(
  [
    inOrder([
      /^(?:[-/][\w-]+[:=])?["']?(?:[a-z]:[\\/](?:[^"'\\/]+[\\/])*)?/,
      words`cmd powershell pwsh mshta wscript cscript rundll32 regsvr32 calc`,
      /\.exe["']?$/,
    ]),
    /^[-/](?:launch|exec|start|run|cmd)\w*[:=]["']?(?:cmd|powershell|pwsh)\b/,
  ],
  "i",
);
/** They look at a file, sign it, pack it or carry it elsewhere. */
const LOOKS = wholly(
  [
    ...words`
      signtool curl wget aria2c? where which tasklist taskkill icacls sc net fc comp 7z\w* rar winrar sigcheck\w*
      strings\w* dumpbin upx exiftool yara\w* capa file handle\w* listdlls\w* accesschk\w* mt editbin link rcedit
      ilspycmd ildasm peverify corflags innoextract lessmsi makensis iscc candle light wix streams\w* fciv md5sum
      sha\d+sum
    `,
    /\w*(?:hash|sum|scan|view|diff|copy|zip|sign)\w*/,
  ],
  "i",
);
const looks = keepingNames(program => LOOKS.test(program));

export function effectsOfBroughtProgram({ program, argv, span }: Invocation, words: readonly Word[]): Effect[] {
  if (looks(program) || /^[a-z]+-[a-z]+$/i.test(program)) return [];
  const found = words.find(({ value, text }) => hands(value ?? text));
  if (!found) return [];
  const text = found.value ?? found.text;
  return [
    {
      verb: "execute-unknown",
      resource: "code",
      target: text,
      reach: "unknown",
      recovery: "none",
      certainty: "likely",
      source: "reader",
      says: `${argv[0]?.value ?? program} is not known here, and may start or load ${whatIs(text)}`,
      ...(span && { span }),
    },
  ];
}

const hands = (text: string) => BROUGHT.test(text) || SHELL.test(text) || ELSEWHERE.test(text);

function whatIs(text: string): string {
  if (BROUGHT.test(text)) return "a program from a folder that everybody may write to";
  return SHELL.test(text) ? "a shell" : "a program from another machine";
}
