/** What moving something away means for the place it leaves. */

import type { Mark } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import { belongsToSystem, isCatastrophe } from "./landmarks.ts";
import { isScratch, isSharedScratch, type Loss } from "./loss.ts";
import { secretFile } from "./secret-files.ts";

/**
 * Whole homes, systems and workspaces, parts of the system, and keys are missed; anything else is found where it went.
 * `to`: that place, where it is known. What nothing else holds is as good as gone in a folder for temporary files: it is
 * emptied without a question.
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

/** What is looked for where it was: parts of the system, and keys. */
function missedAs(path: string | undefined, { around }: Facts): "system" | "secret" | undefined {
  if (path === undefined) return undefined;
  if (belongsToSystem(path)) return "system";
  return secretFile(path, around.home) === undefined ? undefined : "secret";
}
