/** Shared by the move commands of Windows: what leaves its place, and several files that get one name. */

import type { Effect } from "../../effects/effect.ts";
import type { Facts } from "../../facts/facts.ts";
import { effectsOfCopyingAmong } from "../../files/copied-trees.ts";
import { landmarksOf } from "../../files/landmarks.ts";
import { effectOfLoss } from "../../files/loss-effects.ts";
import { lossOfLeaving } from "../../files/moved-away.ts";
import { effectsOfPlacing } from "../../files/replacement.ts";
import { pathOf, shown, targetOf } from "../../files/targets.ts";
import type { Scope } from "../../places/scope.ts";
import type { Span } from "../../text/span.ts";
import type { Word } from "../../text/words.ts";

export interface Moving {
  readonly scope: Scope;
  readonly facts: Facts;
  readonly source: string;
  readonly span?: Span | undefined;
  /** An existing target is replaced without a question. */
  readonly replaces: boolean;
  /** The sources are kept. */
  readonly copies: boolean;
  /** Folders include their content: always when they are moved. */
  readonly tree?: boolean;
  /** The content of a folder is moved or copied without the folder. */
  readonly contents?: boolean;
}

export function effectsOfMoving(sources: readonly Word[], to: Word, moving: Moving): Effect[] {
  const placing = { ...moving, intoFolder: false, tree: moving.tree ?? !moving.copies };
  return sources.flatMap(from => [
    ...(moving.copies ? [] : leaving(from, to, moving)),
    ...(from.glob
      ? [...gathered(from, to, moving), ...effectsOfCopyingAmong(from, to, { contents: false, ...placing })]
      : effectsOfPlacing(from, to, placing)),
  ]);
}

function leaving(word: Word, to: Word, { scope, facts, source, span }: Moving): Effect[] {
  const target = targetOf(word, scope, facts, { recursive: true });
  if (!target) return [];
  const loss = lossOfLeaving(target.loss, target.path, facts, pathOf(to, scope));
  const movedTo = pathOf(to, scope);
  return [
    {
      ...effectOfLoss({ ...target, loss }, { verb: "move", source, span }),
      ...(movedTo !== undefined && { movedTo }),
    },
  ];
}

/** `move * name`: where `name` is no folder, each file replaces the one before, and only the last is left. */
function gathered(from: Word, to: Word, { scope, facts, source, span, copies }: Moving): Effect[] {
  const path = pathOf(to, scope);
  if (copies || path === undefined || /\/$/.test(to.value ?? "")) return [];
  if (facts.ask({ kind: "stat", path })?.type === "directory") return [];
  return [
    {
      verb: "overwrite",
      resource: "file",
      target: shown(to),
      reach: "several",
      recovery: "none",
      certainty: "certain",
      source,
      says: `moves ${shown(from)} onto one name (${shown(to)}): unless that is a folder, only the last file is left`,
      path,
      at: [{ kind: "path", path }],
      instead: "Make the folder first, and check that it is there.",
      marks: [...landmarksOf(path, facts, scope.cwd)],
      ...(span && { span }),
    },
  ];
}
