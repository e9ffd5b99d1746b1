/** What expanding a word needs to know, and what comes of one dynamic part of it. */
import type { Facts } from "../../facts.ts";
import type { Span } from "../effect.ts";
import type { Stdin } from "../pack.ts";
import type { Word } from "../words.ts";
import type { Dynamic } from "./atoms.ts";
import type { State } from "./state.ts";

/** Everything an expansion may look at. */
export interface Look {
  readonly state: State;
  readonly facts: Facts;
  /** The same at another point of the text. */
  with(state: State): Look;
  /** A value of so many characters was put into a word. */
  expanded(characters: number): void;
  /** What a substitution prints, as far as it is known. */
  output(part: Dynamic): Stdin | undefined;
  /** The text of a file that a substitution prints, where this text or the session has written it. */
  shown(file: Word): string | null;
  /** The file names that a listing command prints. */
  items(listing: Stdin): readonly Word[] | null;
  /** Patterns of what it prints, where no more is known. */
  bounds(listing: Stdin): readonly string[] | undefined;
  span(node: { readonly pos: number; readonly end: number }): Span | undefined;
}

/** A dynamic part's value: a list keeps its items apart (`"$@"`, `${a[@]}`), unless `joined` (`"$*"`). */
export interface Value {
  readonly words: readonly Word[];
  readonly list: boolean;
  readonly joined: boolean;
  /** From an operand (`${x:-a "b c"}`): its own quotes hold, and only the rest is split. */
  readonly written?: boolean;
}
