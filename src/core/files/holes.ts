/** Infers from the spelling of a word what its unknown parts (holes) may contain. */
import { HOLE, knownPrefix, type Piece, type Word, wordOfPieces } from "../text/words.ts";

/** Recognises a command that prints a project's folder, with names after: `$(git rev-parse --show-toplevel)/dist`. */
export function isProjectFolder({ pieces }: Word): boolean {
  const [first, ...rest] = pieces;
  if (first?.kind !== "hole" || !rest.every(({ kind }) => kind === "text")) return false;
  return /^\$\((?:git rev-parse --show-toplevel|(?:npm|yarn|pnpm) (?:prefix|root)|cd |dirname |realpath |readlink -f |pwd)/.test(
    first.of,
  );
}

/** Recognises `"/tmp/page-$id.html"`: a quoted hole with text beside it in the same path segment. */
export function isPartOfName({ pieces }: Word): boolean {
  const text = pieces.map(piece => (piece.kind === "text" ? piece.value : piece.quoted ? HOLE : "\n")).join("");
  const part = text.split("/").find(one => one.includes(HOLE)) ?? "";
  return !text.includes("\n") && !/(?:^|\/)\.\.(?:\/|$)/.test(text) && /[\w]/.test(part.replaceAll(HOLE, ""));
}

/** Returns the default value of an unset variable: `${OUT:-dist}/x`. */
export function withDefault(word: Word): Word {
  const [first, ...rest] = word.pieces;
  const given = first?.kind === "hole" ? /^\$\{\w+:?[-=]([\w./@+-]+)\}$/.exec(first.of)?.[1] : undefined;
  if (given === undefined) return word;
  return wordOfPieces(word.text, [{ kind: "text", value: given, quoted: true }, ...rest], word.span);
}

/** Replaces numbers that are known only at run time by a pattern: `build-$$`. A number cannot leave its folder. */
export function withoutNumbers(word: Word): Word {
  if (!word.pieces.some(piece => piece.kind === "hole" && piece.from === "arithmetic")) return word;
  // proc(5): the shell's own process id means the shell itself.
  const own = knownPrefix(word) === "/proc/";
  const number = own ? "self" : "[0-9]*";
  const pieces = word.pieces.map(
    (piece): Piece =>
      piece.kind === "hole" && piece.from === "arithmetic" ? { kind: "text", value: number, quoted: false } : piece,
  );
  return wordOfPieces(word.text, pieces, word.span);
}
