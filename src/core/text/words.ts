/** Words of a command with what is known of their values. The text of a word is how it is written, not its value. */
import type { Span } from "./span.ts";

export type Piece =
  | { readonly kind: "text"; readonly value: string; readonly quoted: boolean }
  /** Something only known at run time; `of` is its source text, for example `$UNSET` or `$(date)`. */
  | {
      readonly kind: "hole";
      readonly of: string;
      readonly from: "variable" | "substitution" | "arithmetic" | "other";
      readonly quoted: boolean;
      /** Globs, one of which each possible value matches: what a search such as `find` prints. */
      readonly may?: readonly string[];
    };

export interface Word {
  /** Source text as written. */
  readonly text: string;
  /** After quote removal and expansion; null when any part is not known. */
  readonly value: string | null;
  readonly pieces: readonly Piece[];
  /** Unquoted `*`, `?` or `[…]`. */
  readonly glob: boolean;
  readonly span?: Span;
}

/** A word with a known value that a reader makes, rather than one that is read from shell text. */
export function literalWord(value: string, span?: Span): Word {
  const pieces = [{ kind: "text", value, quoted: true }] as const;
  return span ? { text: value, value, pieces, glob: false, span } : { text: value, value, pieces, glob: false };
}

/** A word with an unknown value; `may` are globs, one of which its value matches. */
export function unknownWord(text: string, span?: Span, may?: readonly string[]): Word {
  return {
    text,
    value: null,
    pieces: [{ kind: "hole", of: text, from: "other", quoted: true, ...(may && { may }) }],
    glob: false,
    ...(span && { span }),
  };
}

/** The known text before the first hole: `/data/` of `"/data/$X"`. */
export function knownPrefix(word: Word): string {
  let prefix = "";
  for (const piece of word.pieces) {
    if (piece.kind === "hole") return prefix;
    prefix += piece.value;
  }
  return prefix;
}

/**
 * Placeholder for what is only known at run time, inside a text for another reader: OBJECT REPLACEMENT CHARACTER. The
 * shell reader turns it back into a hole wherever it stands, quoted or not; an attacker who writes it only makes more
 * unknown.
 */
export const HOLE = "\uFFFC";

/** The word as text for another reader, holes marked: `rm -rf \uFFFC/x` of `"rm -rf $X/x"`. */
export function textOf(word: Word): string {
  const [only] = word.pieces;
  // Fast path: most words are one piece, and this is called several times for each.
  if (only && word.pieces.length === 1) return only.kind === "hole" ? HOLE : only.value;
  return word.pieces.map(piece => (piece.kind === "hole" ? HOLE : piece.value)).join("");
}

/** Quotes a text so that a shell reads it as one word, unchanged. */
export function quotedForShell(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Quotes `path` for a shell, except for a `~` at its start, which is still expanded. */
export function pathForShell(path: string): string {
  const [, home = "", rest = path] = /^(~(?:\/|$))(.*)$/s.exec(path) ?? [];
  return home + (rest === "" ? "" : quotedForShell(rest));
}

/** The word for a text in which `HOLE` marks what is not known. */
export function wordOfText(text: string, span?: Span): Word {
  if (!text.includes(HOLE)) return literalWord(text, span);
  const pieces = text.split(new RegExp(`(${HOLE})`)).flatMap((value): Piece[] => {
    if (value === HOLE) return [{ kind: "hole", of: HOLE, from: "other", quoted: true }];
    return value === "" ? [] : [{ kind: "text", value, quoted: true }];
  });
  return { text, value: null, pieces, glob: false, ...(span && { span }) };
}

/** Several pieces as one word: `of=` and what follows it. */
export function wordOfPieces(text: string, pieces: readonly Piece[], span?: Span): Word {
  let value: string | null = "";
  let glob = false;
  for (const piece of pieces) {
    if (piece.kind === "hole") value = null;
    else {
      if (value !== null) value += piece.value;
      glob ||= !piece.quoted && hasPattern(piece.value);
    }
  }
  return span ? { text, value, pieces, glob, span } : { text, value, pieces, glob };
}

/** The word without its first `count` characters, which must be known: the value of `--flag=value`. */
export function dropPrefix(word: Word, count: number): Word {
  let left = count;
  const pieces = word.pieces.flatMap((piece): Piece[] => {
    if (piece.kind === "hole" || left === 0) return [piece];
    const cut = Math.min(left, piece.value.length);
    left -= cut;
    return cut === piece.value.length ? [] : [{ ...piece, value: piece.value.slice(cut) }];
  });
  return wordOfPieces(word.text, pieces, word.span);
}

/** `rm` for `/bin/rm`, `rm.exe` and `C:\bin\rm.exe`; empty when the name is not known. */
export function programName(word: Word | undefined): string {
  const name = word?.value ?? "";
  return name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1).replace(/\.exe$/i, "");
}

/**
 * Replaces every `marker` in `word` by `item`: `{}` of find and xargs. Inside a longer text a glob becomes a hole,
 * since quotes in that text would turn it into a plain name.
 */
export function substituted(word: Word, marker: string, item: Word): Word {
  if (word.value === marker) return item;
  if (!word.pieces.some(piece => piece.kind === "text" && piece.value.includes(marker))) {
    // `{\\}`: the marker is spread over several pieces, so the known value is searched as a whole.
    if (!word.value?.includes(marker)) return word;
    return substituted({ ...word, pieces: [{ kind: "text", value: word.value, quoted: true }] }, marker, item);
  }
  const [only] = item.pieces;
  const may = item.glob ? asPatterns(item) : only?.kind === "hole" ? only.may : undefined;
  const hole: Piece = { kind: "hole", of: item.text, from: "other", quoted: true, ...(may && { may }) };
  // After `of=` nothing but the item stands, so it is treated like a word of its own.
  const alone =
    word.value !== null && /^[\w-]+=$/.test(word.value.slice(0, -marker.length)) && word.value.endsWith(marker);
  const inside: readonly Piece[] = item.glob && !alone ? [hole] : item.pieces;
  const pieces = word.pieces.flatMap((piece): readonly Piece[] => {
    if (piece.kind === "hole") return [piece];
    return piece.value
      .split(marker)
      .flatMap((value, i): readonly Piece[] => [
        ...(i > 0 ? inside : []),
        ...(value === "" ? [] : [{ ...piece, value }]),
      ]);
  });
  return wordOfPieces(word.text, pieces, word.span);
}

/** The glob with its quoted parts escaped; undefined where parts of it are not known. */
function asPatterns({ pieces }: Word): readonly string[] | undefined {
  const parts = pieces.map(piece =>
    piece.kind === "hole" ? null : piece.quoted ? piece.value.replace(/[\\*?[\]]/g, "\\$&") : piece.value,
  );
  return parts.every(part => part !== null) ? [parts.join("")] : undefined;
}

function hasPattern(text: string): boolean {
  const bracket = text.indexOf("[");
  return /[*?]|[+@!]\(/.test(text) || (bracket >= 0 && text.lastIndexOf("]") > bracket);
}
