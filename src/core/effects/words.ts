/** Words of a command with what is known about each: a word's text is never the word. */
import type { Span } from "./effect.ts";

export type Piece =
  | { readonly kind: "text"; readonly value: string; readonly quoted: boolean }
  /** Something only known at run time; `of` is its source text, for example `$UNSET` or `$(date)`. */
  | {
      readonly kind: "hole";
      readonly of: string;
      readonly from: "variable" | "substitution" | "arithmetic" | "other";
      readonly quoted: boolean;
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

/** A word whose value is known, made by a reader rather than read from shell text. */
export function literalWord(value: string, span?: Span): Word {
  return {
    text: value,
    value,
    pieces: [{ kind: "text", value, quoted: true }],
    glob: false,
    ...(span && { span }),
  };
}

/** A word nothing is known of. */
export function unknownWord(text: string, span?: Span): Word {
  return {
    text,
    value: null,
    pieces: [{ kind: "hole", of: text, from: "other", quoted: true }],
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
