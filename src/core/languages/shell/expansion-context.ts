/** Binds an expansion to its place in the text. */

import type { Stdin } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { textOfDedicatedFile } from "../../files/input-text.ts";
import type { Span } from "../../text/span.ts";
import type { Word } from "../../text/words.ts";
import type { Dynamic } from "./atoms.ts";
import { boundsOf } from "./bounds.ts";
import type { ExpansionContext } from "./expansion.ts";
import { itemsOf } from "./items.ts";
import type { State } from "./state.ts";
import type { Outputs } from "./substitutions.ts";
import { type Place, spanAt, type Walk } from "./walk.ts";

/** Returns what an expansion may consult at this point. */
export function expansionContextAt(state: State, place: Place, walk: Walk, outputs: Outputs): ExpansionContext {
  return new LookFrom(state, place, walk, outputs);
}

/** One for each command: a class, for its functions are made once. */
class LookFrom implements ExpansionContext {
  readonly facts: Facts;

  constructor(
    readonly state: State,
    private readonly place: Place,
    private readonly walk: Walk,
    private readonly outputs: Outputs,
  ) {
    this.facts = walk.facts;
  }

  with(state: State): ExpansionContext {
    return state === this.state ? this : new LookFrom(state, this.place, this.walk, this.outputs);
  }

  expanded(characters: number): void {
    this.walk.found.expanded(characters);
  }

  output(part: Dynamic): Stdin | undefined {
    return this.outputs.get(part);
  }

  shown(file: Word): string | null {
    return textOfDedicatedFile(file, this.walk.scopeAt(this.state), this.facts);
  }

  items(listing: Stdin): readonly Word[] | null {
    return itemsOf(listing, this.walk.scopeAt(this.state), this.facts);
  }

  bounds(listing: Stdin): readonly string[] | undefined {
    return boundsOf(listing, this.walk.scopeAt(this.state), this.facts);
  }

  span(node: { readonly pos: number; readonly end: number }): Span | undefined {
    return spanAt(node, this.place);
  }
}
