/** Computes what a download overwrites, as curl, wget and similar programs share it. */

import type { Effect } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import type { Scope } from "../places/scope.ts";
import type { Span } from "../text/span.ts";
import type { Word } from "../text/words.ts";
import { describeLoss } from "./loss.ts";
import { pathOf } from "./targets.ts";
import { effectOfWriting } from "./writing.ts";

/** Returns the overwriting or the writing of a file; none for streams, folders and unknown names. */
export function effectsOfDownload(
  word: Word,
  scope: Scope,
  facts: Facts,
  { source, span }: { readonly source: string; readonly span?: Span | undefined },
): Effect[] {
  if (word.value === null || /^(?:-|\/dev\/.*)$/.test(word.value)) return [];
  const path = pathOf(word, scope);
  const there = path === undefined ? null : facts.ask({ kind: "stat", path });
  if (path === undefined || there?.type === "directory") return [];
  if (there?.type !== "file" && there?.type !== "link")
    return [effectOfWriting({ name: word.value, path, source, span })];
  return [
    {
      verb: "overwrite",
      target: word.value,
      certainty: "certain",
      source,
      says: `writes a download over ${word.value}`,
      path,
      at: [{ kind: "path", path }],
      ...describeLoss(path, facts, scope.cwd),
      ...(span && { span }),
    },
  ];
}
