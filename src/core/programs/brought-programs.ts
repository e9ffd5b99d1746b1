/** Finds what an unknown program is told to start: from a shared folder, from another machine, or a Windows shell. */

import type { Effect } from "../effects/effect.ts";
import type { Invocation } from "../effects/pack.ts";
import { anyOf, inOrder, wholly, words } from "../text/expressions.ts";
import { keepingNames } from "../text/memoize.ts";
import type { Word } from "../text/words.ts";

/** Folders of Windows into which no installer puts programs, and files in them that can start. */
const BROUGHT = inOrder(
  [
    /(?:^|[=:"'\s])(?:[a-z]:)?[\\/]/,
    words`users[\\/]public perflogs \$recycle\.bin windows[\\/](?:temp|tasks|debug|tracing)`,
    /[\\/][^\s"']{1,200}\.(?:exe|com|scr|bat|cmd|ps1|vbs|js|hta|dll|cpl|inf|msi|xsl|sct|ocx)\b/,
  ],
  "i",
);
/** A program or library on a share of another machine, or at a URL. */
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
/** A shell or interpreter of Windows as the program to start: `/launch:cmd.exe`, `powershell.exe`. */
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
/** Programs that read, sign, pack or transfer a file. */
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
