import { type Message, type Nothing, nothing } from "../message.ts";

export type PairResult =
  /** The client is paired, now or since before. */
  | { readonly kind: "paired" }
  /** Names the clients that show the code: `VS Code`, `terminal pts/3`. */
  | { readonly kind: "code"; readonly shownIn: readonly string[]; readonly until: number }
  | { readonly kind: "refused"; readonly because: string };

/** Asks to be paired. */
export const Pair: Message<Nothing, PairResult> = { method: "guard/pair", from: "visitor", params: nothing };
