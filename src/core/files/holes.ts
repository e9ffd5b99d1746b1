/** What a name with holes says by its own spelling: what may stand in them, and what it is without them. */
import { HOLE, knownPrefix, type Piece, type Word, wordOfPieces } from "../text/words.ts";

/** Commands that print where a project lies, and nothing behind them but names: `$(git rev-parse --show-toplevel)/dist`. */
export function isProjectFolder({ pieces }: Word): boolean {
  const [first, ...rest] = pieces;
  if (first?.kind !== "hole" || !rest.every(({ kind }) => kind === "text")) return false;
  return /^\$\((?:git rev-parse --show-toplevel|(?:npm|yarn|pnpm) (?:prefix|root)|cd |dirname |realpath |readlink -f |pwd)/.test(
    first.of,
  );
}

/** `"/tmp/page-$id.html"`: quoted, with letters beside it in the one part of the path that is not known. */
export function isPartOfName({ pieces }: Word): boolean {
  const text = pieces.map(piece => (piece.kind === "text" ? piece.value : piece.quoted ? HOLE : "\n")).join("");
  const part = text.split("/").find(one => one.includes(HOLE)) ?? "";
  return !text.includes("\n") && !/(?:^|\/)\.\.(?:\/|$)/.test(text) && /[\w]/.test(part.replaceAll(HOLE, ""));
}

/** `${OUT:-dist}/x` of a variable that nobody here has heard of: what it is if nobody sets it. */
export function withDefault(word: Word): Word {
  const [first, ...rest] = word.pieces;
  const given = first?.kind === "hole" ? /^\$\{\w+:?[-=]([\w./@+-]+)\}$/.exec(first.of)?.[1] : undefined;
  if (given === undefined) return word;
  return wordOfPieces(word.text, [{ kind: "text", value: given, quoted: true }, ...rest], word.span);
}

/** A number that is only known at run time cannot leave its folder: `build-$$` is a pattern. */
export function withoutNumbers(word: Word): Word {
  if (!word.pieces.some(piece => piece.kind === "hole" && piece.from === "arithmetic")) return word;
  // proc(5): the shell's own number names the shell itself.
  const own = knownPrefix(word) === "/proc/";
  const number = own ? "self" : "[0-9]*";
  const pieces = word.pieces.map(
    (piece): Piece =>
      piece.kind === "hole" && piece.from === "arithmetic" ? { kind: "text", value: number, quoted: false } : piece,
  );
  return wordOfPieces(word.text, pieces, word.span);
}
