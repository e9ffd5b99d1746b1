/** Texts that were plainly written for cmd.exe, whatever shell they are handed to. */
import type { ShellDialect } from "../../action/action.ts";

/** A path with backslashes that no quote holds: a POSIX shell would take them away and find nothing. */
const UNQUOTED_PATH = /(?:^|[\s=&|;(@])(?:[A-Za-z]:\\[\w%.$*?-]|\\\\[\w.-]+(?:@\w+)?\\[\w$])|%\w{2,30}%\\/;
/** What only a POSIX shell reads: its quotes, its substitutions and its documents. */
const POSIX = /['`\n]|\$[({]|<</;
/** What PowerShell refuses: a program in quotes with its words behind, a loop of cmd.exe, a file for the input. */
const REFUSED =
  /^\s*"[^"\n$]{1,300}\.(?:exe|bat|cmd|com|vbs)"(?:\s+[^\s.[)+|]|\s*$)|^(?:del|erase|rd|rmdir|dir|copy|move|ren|where)\s(?:.*\s)?\/[a-z]\b|^rundll32\S*\s+[^\s,]+,\s*\S|^set \w+=|%\w{2,30}%|(?:^|[\s(@])for (?:\/[flrd] )?(?:"[^"]*" |\S+ )?%%?[a-z] in \(|\s-?\s?< ?[\w.]/i;
/** A program below a folder whose name has a blank, without quotes. */
const BARE_PROGRAM =
  /((?:^|[&|])\s*)([A-Za-z]:\\(?:Program Files(?: \(x86\))?|Documents and Settings)\\[^"&|<>\n]{1,200}?\.(?:exe|bat|cmd|com|vbs))(?=\s|$)/gi;

/** What cmd.exe would have to be given instead of `text`; undefined where the text is what its own shell understands. */
export function meantForCmd(text: string, shell: ShellDialect | undefined): string | undefined {
  if (!text.includes("\\") && !text.includes("%")) return undefined;
  const quoted = text.includes(":\\") ? text.replace(BARE_PROGRAM, '$1"$2"') : text;
  if (quoted !== text) return quoted;
  if (shell === "cmd" || shell === "fish") return undefined;
  if (shell === "powershell") return REFUSED.test(text) && !text.includes("{") ? text : undefined;
  return UNQUOTED_PATH.test(text) && !POSIX.test(text) ? text : undefined;
}
