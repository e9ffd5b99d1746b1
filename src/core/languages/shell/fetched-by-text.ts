/** Finds files that a text for another shell downloads: `powershell -c "iwr … -o a.exe" & a.exe`. */

import type { Invocation } from "../../effects/pack.ts";
import { inOrder } from "../../text/expressions.ts";
import { resolvePath } from "../../text/paths.ts";
import { textOf } from "../../text/words.ts";

export interface FetchedFile {
  readonly kind: "written";
  readonly path: string;
  readonly text: null;
}

const FETCHES = /https?:\/\//i;
/** Options before the file's name; a call of .NET has it after the address. */
const INTO = inOrder(
  [
    [/\s(?:-OutFile|--output|-Destination|-out|-[a-z]{0,6}o)[ \t=]/, /DownloadFile\(\s*["'][^"'\n]{1,500}["']\s*,/],
    /\s*["']?([\w.%~$:\\/{}-]{1,200})/,
  ],
  "gi",
);
const MAX_TEXT = 4096;

/** Returns each file by its path; empty where nothing is fetched or the folder is not known. */
export function fetchedByText({ argv, scope }: Invocation): readonly FetchedFile[] {
  const text = argv.slice(1).map(textOf).join(" ").slice(0, MAX_TEXT);
  const { cwd } = scope;
  if (cwd === null || !FETCHES.test(text)) return NOTHING;
  return [...text.matchAll(INTO)].map(([, file = ""]) => ({
    kind: "written",
    path: resolvePath(file.replaceAll("\\", "/"), cwd),
    text: null,
  }));
}

const NOTHING: readonly FetchedFile[] = [];
