/** A program that nobody here knows, handed another one that lies where everybody on a machine may put it. */
import { keepingNames } from "../../latest.ts";
import type { Effect } from "../effect.ts";
import type { Invocation } from "../pack.ts";
import type { Word } from "../words.ts";

/** Folders of Windows in which nobody's installer puts what is started, and what starts in one. */
const BROUGHT =
  /(?:^|[=:"'\s])(?:[a-z]:)?[\\/](?:users[\\/]public|perflogs|\$recycle\.bin|windows[\\/](?:temp|tasks|debug|tracing))[\\/][^\s"']{1,200}\.(?:exe|com|scr|bat|cmd|ps1|vbs|js|hta|dll|cpl|inf|msi|xsl|sct|ocx)\b/i;
/** They look at a file, sign it, pack it or carry it elsewhere. */
const LOOKS =
  /^(?:signtool|7z\w*|rar|winrar|sigcheck\w*|strings\w*|dumpbin|upx|exiftool|yara\w*|capa|file|handle\w*|listdlls\w*|accesschk\w*|mt|editbin|link|rcedit|ilspycmd|ildasm|peverify|corflags|innoextract|lessmsi|makensis|iscc|candle|light|wix|streams\w*|fciv|md5sum|sha\d+sum|\w*(?:hash|sum|scan|view|diff|copy|zip|sign)\w*)$/i;
const looks = keepingNames(program => LOOKS.test(program));

export function effectsOfBroughtProgram({ program, argv, span }: Invocation, words: readonly Word[]): Effect[] {
  if (looks(program) || /^[a-z]+-[a-z]+$/i.test(program)) return [];
  const found = words.find(({ value, text }) => BROUGHT.test(value ?? text));
  if (!found) return [];
  return [
    {
      verb: "execute-unknown",
      resource: "code",
      target: found.value ?? found.text,
      reach: "unknown",
      recovery: "none",
      certainty: "likely",
      source: "reader",
      says: `${argv[0]?.value ?? program} is not known here, and may start or load a program from a folder that everybody may write to`,
      ...(span && { span }),
    },
  ];
}
