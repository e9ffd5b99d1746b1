import { type Message, type Nothing, nothing } from "../message.ts";

export type PairResult =
  /** It is paired now, or was. */
  | { readonly kind: "paired" }
  /** The code is shown there: `VS Code`, `terminal pts/3`. */
  | { readonly kind: "code"; readonly shownIn: readonly string[]; readonly until: number }
  | { readonly kind: "refused"; readonly because: string };

/** Asks to be paired. */
export const Pair: Message<Nothing, PairResult> = { method: "guard/pair", from: "visitor", params: nothing };
