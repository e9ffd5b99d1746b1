/** Binds an expansion to where it stands. */

import type { Look } from "./expansion.ts";
import { itemsOf } from "./items.ts";
import { type State, scopeOf } from "./state.ts";
import type { Outputs } from "./substitutions.ts";
import { type Place, spanAt, type Walk } from "./walk.ts";

/** What an expansion at this point may look at. */
export function lookAt(state: State, place: Place, walk: Walk, outputs: Outputs): Look {
  return {
    state,
    facts: walk.facts,
    expanded: characters => walk.found.expanded(characters),
    output: part => outputs.get(part),
    items: stdin => itemsOf(stdin, scopeOf(state, walk.outer), walk.facts),
    span: node => spanAt(node, place),
  };
}
