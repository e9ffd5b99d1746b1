/** Evaluates a command in brackets as an argument or as a program: `-Destination (Get-Item x)`, `& (gcm x)`. */

import type { Stdin } from "../../effects/pack.ts";
import { inOrder, words } from "../../text/expressions.ts";
import { literalWord, unknownWord, type Word } from "../../text/words.ts";
import { windowsProgram } from "../windows/paths.ts";

/** Parameters that never come from the pipeline, whose input is something else. */
const OWN = inOrder(
  [
    /^-/,
    words`
      dest\w* filepath infile outfile newname newn\w* target include exclude filter args? argumentlist binarypathname
      workingdirectory cred\w* headers form uri url session tosession member members attachments encoding aclobject
      password accountpassword newpassword action trigger binding cert typedefinition memberdefinition
    `,
    /$/,
  ],
  "i",
);

/** Whether the parameter takes the bracketed expression after it as its value. */
export function keepsValue({ value }: Word): boolean {
  return OWN.test(value ?? "");
}

/** The single item that `from` names, or a word for whatever it lists. `text`: as written. */
export function givenBy(from: Stdin, text: string): Word {
  const [lister, only, ...more] = from.kind === "pipe" ? (from.producer ?? []) : [];
  const names = /^(?:get-item|resolve-path|convert-path|get-command)$/i.test(lister?.value ?? "");
  if (names && only && more.length === 0 && only.value !== null && !/[*?]|^-/.test(only.value)) return only;
  if (from.kind === "text" && /^[^\n\uFFFC]+\n?$/.test(from.text)) return literalWord(from.text.trim());
  const listed = lister ? [lister, ...(only ? [only] : []), ...more].map(word => word.text).join(" ") : "";
  return unknownWord(listed === "" ? text : `each item of ${listed}`);
}

/** The program that a search finds: `Get-Command x`, `where.exe x`, `gci "C:\Program Files" -Filter x.exe`. */
export function programNamed(from: Stdin): Word | undefined {
  const [finder, ...args] = from.kind === "pipe" ? (from.producer ?? []) : [];
  const name = windowsProgram(finder);
  if (/^(?:get-childitem|gci)$/.test(name)) {
    const behind = args.findIndex(({ value }) => /^-(?:fil|inc)/i.test(value ?? "")) + 1;
    const file = behind > 0 ? args[behind] : undefined;
    const installed = args.some(({ value }) =>
      /^[a-z]:[\\/](?:program files|windows[\\/]microsoft\.net)/i.test(value ?? ""),
    );
    return installed && /^[\w.-]+\.(?:exe|cmd|bat)$/i.test(file?.value ?? "") ? file : undefined;
  }
  if (!/^(?:get-command|gcm|where|which)$/.test(name)) return undefined;
  const word = args.find(({ value }) => !value?.startsWith("-"));
  return word && !/[*?[]/.test(word.value ?? "*") ? word : undefined;
}
