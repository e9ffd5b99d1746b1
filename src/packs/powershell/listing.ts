/** Finds the files that `Get-ChildItem` lists for the command that they are piped into. */

import type { Stdin } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { windowsPath } from "../../core/languages/windows/paths.ts";
import type { Scope } from "../../core/places/scope.ts";
import { HOLE, type Word, wordOfPieces, wordOfText } from "../../core/text/words.ts";
import { readParameters } from "./parameters.ts";

const LIST = {
  switches: "recurse force directory file name hidden readonly system followsymlink",
  values: "path literalpath filter include exclude depth attributes",
  aliases: { s: "recurse", r: "recurse", ad: "directory", af: "file", d: "directory", h: "hidden" },
};

export interface Listed {
  readonly words: readonly Word[];
  /** Set when folders are listed, with all that they hold. */
  readonly recursive: boolean;
}

/** Returns the paths that are piped in; null when they are only known at run time. */
export function listedOn(stdin: Stdin, scope: Scope, facts: Facts): Listed | null {
  if (stdin.kind === "text") {
    const lines = stdin.text.split(/\r?\n/).filter(line => line !== "");
    return lines.length > 200
      ? null
      : { words: lines.map(line => pathWord(wordOfText(line), scope, facts, true)), recursive: false };
  }
  const [name, ...args] = stdin.kind === "pipe" ? (stdin.producer ?? []) : [];
  const program = name?.value?.toLowerCase();
  if (program === "get-item" || program === "resolve-path" || program === "convert-path") {
    const { plain, values } = readParameters(args, LIST);
    return {
      words: [...values("path", "literalpath"), ...plain].map(word => pathWord(word, scope, facts, true)),
      recursive: false,
    };
  }
  if (program !== "get-childitem") return null;
  const call = readParameters(args, LIST);
  const folders = [...call.values("path", "literalpath"), ...call.plain.slice(0, 1)];
  const names = [...call.values("include"), ...call.values("filter"), ...call.plain.slice(1, 2)];
  const deep = call.has("recurse") || call.values("depth").length > 0;
  const words = (folders.length > 0 ? folders : [wordOfText(".")]).flatMap(folder =>
    (names.length > 0 ? names : [undefined]).map(file => below(pathWord(folder, scope, facts, true), file, deep)),
  );
  return { words, recursive: deep && !call.has("file") };
}

/** Returns the pattern for `file` at any depth below `folder`. A folder that is a pattern itself names the files. */
function below(folder: Word, file: Word | undefined, deep: boolean): Word {
  const text = folder.value ?? "";
  if (folder.glob && !deep) return folder;
  const cut = folder.glob ? text.lastIndexOf("/") + 1 : text.length;
  const last = folder.glob ? text.slice(cut) : (file?.value ?? (file ? HOLE : "*"));
  const start = folder.glob ? text.slice(0, cut) : folder.value === null ? undefined : `${text.replace(/\/$/, "")}/`;
  const middle = deep ? "**/" : "";
  const rest = { kind: "text", value: `${middle}${last === HOLE ? "*" : last}`, quoted: false } as const;
  if (start === undefined)
    return wordOfPieces(folder.text, [...folder.pieces, { ...rest, value: `/${rest.value}` }], folder.span);
  return wordOfPieces(folder.text, [{ kind: "text", value: start, quoted: true }, rest], folder.span);
}

/** Returns a cmdlet's path. Its wildcards are patterns even in quotes, unless it is a literal path. */
export function pathWord(word: Word, scope: Scope, facts: Facts, patterns: boolean): Word {
  const glob =
    patterns &&
    word.pieces.some(piece => piece.kind === "text" && /[*?]|\[[^\]](?:[^[\]]|\[(?=\]))*\]/.test(piece.value));
  return windowsPath(word, scope, facts, glob);
}
