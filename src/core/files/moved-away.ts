/** Computes what moving something costs at its old place. */

import type { Mark } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import { belongsToSystem, isCatastrophe } from "./landmarks.ts";
import { isScratch, isSharedScratch, type Loss } from "./loss.ts";
import { secretFile } from "./secret-files.ts";

/**
 * Returns the loss at the old place. Homes, systems, workspaces, system files and keys are missed there; anything else
 * just has a new place. `to`: the new place, if known. Moving an only copy to a temporary folder counts as a loss,
 * because such folders are emptied without a question.
 */
export function lossOfLeaving(loss: Loss, path: string | undefined, facts: Facts, to?: string): Loss {
  const grave = isCatastrophe(loss.marks);
  if (
    !grave &&
    to !== undefined &&
    !loss.absent &&
    loss.recovery === "none" &&
    isThrowaway(to, facts) &&
    !isThrowaway(path ?? "/", facts)
  )
    return { ...loss, marks: [...new Set<Mark>([...loss.marks, "only-copy"])] };
  const missed = grave ? undefined : missedAs(path, facts);
  if (!grave && !missed) return { ...loss, recovery: "free", marks: [] };
  const marks = loss.marks.filter(mark => mark !== "unresolved-target");
  return { ...loss, ...(missed && { resource: missed }), recovery: "effort", marks };
}

function isThrowaway(path: string, facts: Facts): boolean {
  return isSharedScratch(path) || isScratch(path, facts, null);
}

/** Returns what is missed at its old place: system files and keys. */
function missedAs(path: string | undefined, { around }: Facts): "system" | "secret" | undefined {
  if (path === undefined) return undefined;
  if (belongsToSystem(path)) return "system";
  return secretFile(path, around.home) === undefined ? undefined : "secret";
}
