/** Recognizes texts that were clearly written for a Windows shell, whatever shell gets them. */
import type { ShellDialect } from "../../action/action.ts";
import { anyOf, inOrder, words } from "../../text/expressions.ts";

/** An unquoted path with backslashes: a POSIX shell would remove these and find nothing. */
const UNQUOTED_PATH = anyOf(
  [
    inOrder([
      /(?:^|[\s=&|;(@])/,
      words`[A-Za-z]:\\[\w%.$*?-] HK(?:LM|CU|CR|U|EY_[A-Z_]{3,20})\\\w \\\\[\w.-]+(?:@\w+)?\\[\w$]`,
    ]),
    /%\w{2,30}%\\/,
  ],
  "i",
);
/** A cmdlet at the start, or a block of PowerShell behind a pipe. */
const CMDLETS = anyOf([
  /^\s*(?:[A-Z][a-z]{1,12}-[A-Z][A-Za-z]{2,40}\s|\[[A-Z][\w.]+\]::)/,
  /\|\s*(?:%|\?|[Ff]or[Ee]ach(?:-[Oo]bject)?|[Ww]here(?:-[Oo]bject)?)\s*\{/,
]);
/** What is handed to a program as one word: `powershell.exe -Command "… | % { … }"`. */
const QUOTED = /"(?:[^"\\]|\\[\s\S])*"|'[^']*'/g;
/** What only a POSIX shell reads: its quotes, its substitutions and its documents. */
const POSIX = /['`\n]|\$[({]|<</;
/** What PowerShell rejects: a quoted program with arguments, a loop of cmd.exe, input from a file. */
const REFUSED = anyOf(
  [
    /^\s*"[^"\n$]{1,300}\.(?:exe|bat|cmd|com|vbs)"(?:\s+[^\s.[)+|]|\s*$)/,
    /^(?:del|erase|rd|rmdir|dir|copy|move|ren|where)\s(?:.*\s)?\/[a-z]\b/,
    /^rundll32\S*\s+[^\s,]+,\s*\S|^set \w+=|%\w{2,30}%/,
    /(?:^|[\s(@])for (?:\/[flrd] )?(?:"[^"]*" |\S+ )?%%?[a-z] in \(/,
    /\s-?\s?< ?[\w.]/,
  ],
  "i",
);
/** An unquoted program below a folder with a blank in its name. */
const BARE_PROGRAM = inOrder(
  [
    /((?:^|[&|])\s*)/,
    /([A-Za-z]:\\(?:Program Files(?: \(x86\))?|Documents and Settings)\\[^"&|<>\n]{1,200}?\.(?:exe|bat|cmd|com|vbs))/,
    /(?=\s|$)/,
  ],
  "gi",
);

export interface WindowsText {
  readonly text: string;
  readonly dialect: "cmd" | "powershell";
}

/** Returns the text and the shell that it is meant for; undefined where its own shell understands it. */
export function windowsTextFor(text: string, shell: ShellDialect | undefined): WindowsText | undefined {
  const forCmd = meantForCmd(text, shell);
  if (forCmd !== undefined) return { text: forCmd, dialect: "cmd" };
  const posix = shell !== "cmd" && shell !== "powershell" && shell !== "fish";
  return posix && CMDLETS.test(text) && CMDLETS.test(text.replace(QUOTED, '""'))
    ? { text, dialect: "powershell" }
    : undefined;
}

function meantForCmd(text: string, shell: ShellDialect | undefined): string | undefined {
  if (!text.includes("\\") && !text.includes("%")) return undefined;
  const quoted = text.includes(":\\") ? text.replace(BARE_PROGRAM, '$1"$2"') : text;
  if (quoted !== text) return quoted;
  if (shell === "cmd" || shell === "fish") return undefined;
  if (shell === "powershell") return REFUSED.test(text) && !text.includes("{") ? text : undefined;
  return UNQUOTED_PATH.test(text) && !POSIX.test(text) && !CMDLETS.test(text) ? text : undefined;
}
