/** The interface through which expanding a word consults its surroundings, and the value of a dynamic part. */

import type { Stdin } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import type { Span } from "../../text/span.ts";
import type { Word } from "../../text/words.ts";
import type { Dynamic } from "./atoms.ts";
import type { State } from "./state.ts";

/** What an expansion may consult. */
export interface ExpansionContext {
  readonly state: State;
  readonly facts: Facts;
  /** The same context in another state. */
  with(state: State): ExpansionContext;
  /** Counts the characters of a value that was inserted into a word. */
  expanded(characters: number): void;
  /** What a substitution prints, as far as it is known. */
  output(part: Dynamic): Stdin | undefined;
  /** The text of a file that a substitution prints, where this text or the session has written it. */
  shown(file: Word): string | null;
  /** The file names that a listing command prints. */
  items(listing: Stdin): readonly Word[] | null;
  /** Globs of its output, where no more is known. */
  bounds(listing: Stdin): readonly string[] | undefined;
  span(node: { readonly pos: number; readonly end: number }): Span | undefined;
}

/** The value of a dynamic part: a list keeps its items separate (`"$@"`, `${a[@]}`), unless `joined` (`"$*"`). */
export interface Value {
  readonly words: readonly Word[];
  readonly list: boolean;
  readonly joined: boolean;
  /** From an operand (`${x:-a "b c"}`): its own quotes hold, and only the rest is split. */
  readonly written?: boolean;
}
