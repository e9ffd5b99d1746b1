/** Finds files that a client's session downloads: `get x /tmp/x` on the input of `ftp`, or after `-c`. */

import type { Invocation } from "../../effects/pack.ts";
import { baseName } from "../../text/paths.ts";
import { literalWord, textOf } from "../../text/words.ts";
import { type Note, paths } from "./file-notes.ts";

const CLIENTS = /^(?:ftp|tftp|lftp|sftp|psftp|smbclient|ncftp|cadaver)$/;
const GETS =
  /(?:^|[\n;"'])\s{0,8}(?:get|recv|reget|pget) (?:-\w{1,8} )?([^\s;"']{1,256})(?: (?:-o )?([^\s;"']{1,256}))?/g;
/** Longer than any session that somebody writes down for one act. */
const MAX_TEXT = 8192;
const MAX_FILES = 16;

export function fetchedInSession({ program, argv, stdin, scope }: Invocation): readonly Note[] {
  if (!CLIENTS.test(program)) return NOTHING;
  const typed = stdin.kind === "text" ? stdin.text : "";
  const words = argv.slice(1).map(textOf);
  const texts = [typed, ...words, words.join(" ")];
  const files = new Set<string>();
  for (const text of texts)
    for (const [, from = "", to] of text.slice(0, MAX_TEXT).matchAll(GETS))
      for (const path of paths([literalWord(to ?? baseName(from))], scope)) files.add(path);
  return [...files].slice(0, MAX_FILES).map(path => ({ kind: "written", path, text: null }));
}

const NOTHING: readonly Note[] = [];
