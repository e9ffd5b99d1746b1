/** Marks a place in the user's own policy, for one click of a person and for a command. */
import { type Mark, markInPolicy } from "../core/policy/mark.ts";
import type { Announce } from "../platform/announce.ts";
import { changePolicy } from "../platform/change-policy.ts";

/** Rejects with file, line and reason when the policy cannot be changed so, and then leaves it as it is. */
export function markPlace(file: string, mark: Mark, announce?: Announce): Promise<void> {
  return changePolicy(
    file,
    text => {
      const marked = markInPolicy(text, file, mark);
      if (marked.kind === "refused") throw new Error(marked.because);
      return [{ start: 0, end: text.length, text: marked.text }];
    },
    announce,
  );
}
