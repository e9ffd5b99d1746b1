/** What may be recorded about a file that a command has changed. */
import type { Facts } from "../../facts/facts.ts";
import { pathOf } from "../../files/targets.ts";
import type { Scope } from "../../places/scope.ts";
import type { Word } from "../../text/words.ts";

export type Note =
  | {
      readonly kind: "written";
      readonly path: string;
      readonly text: string | null;
      readonly given?: readonly string[];
      /** The older content is gone. */
      readonly anew?: true;
    }
  | {
      readonly kind: "moved" | "copied" | "linked";
      readonly path: string;
      readonly from: string;
      /** The copy is an edit of these. */
      readonly given?: readonly string[];
    };

/** The text of a file after appending to it; null when it is not known. */
export function appended(add: boolean, path: string, text: string | null, scope: Scope, facts: Facts): string | null {
  if (!add || text === null) return text;
  const before = scope.earlier?.written.get(path);
  if (before !== undefined) return before === null ? null : before + text;
  return facts.ask({ kind: "stat", path })?.type === "missing" ? text : null;
}

/** The known paths among the words. */
export function paths(words: readonly Word[], scope: Scope): string[] {
  return words.flatMap(word => pathOf(word, scope) ?? []);
}
