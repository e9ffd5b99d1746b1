/** Tells why agents are stopped: by the service's state, or by its file while it cannot be reached. */
import { type Halt, readHalt } from "../../platform/halt-file.ts";
import { places } from "../../platform/places.ts";
import type { Editor } from "./guard.ts";

/** Returns the halt; undefined while agents may act. */
export function haltNow({ guard: { state } }: Pick<Editor, "guard">): Halt | undefined {
  if (!state) return readHalt(places().halt) ?? undefined;
  if (!state.halted) return undefined;
  const { haltedBecause: because = "no reason was given", haltedAt: at = 0, haltedActs: acts } = state;
  return { because, at, ...(acts && { acts }) };
}
