/** Recognizes scripts that a package or tool has installed: they are as trusted as what they come with. */
import type { Facts } from "../../facts/facts.ts";
import { workspacesOf } from "../../files/landmarks.ts";
import { regenerableName } from "../../files/regenerable.ts";
import type { Scope } from "../../places/scope.ts";
import { isBelow, partsOf, relativeTo } from "../../text/paths.ts";

/**
 * Whether `path` (absolute) lies in a folder that tools fill, such as `node_modules` and `.venv`. Inside a workspace
 * only the path below its root counts: the workspace itself may lie under a `.cache`. Files that the same text or
 * session has written there do not count.
 */
export function isBroughtAlong(path: string, { cwd, earlier }: Pick<Scope, "cwd" | "earlier">, facts: Facts): boolean {
  const { platform, created } = facts.around;
  if (!hasFilledFolder(path) || earlier?.written.has(path) || created?.includes(path)) return false;
  const below = workspacesOf(facts, cwd)
    .filter(root => isBelow(path, root, platform))
    .map(root => relativeTo(path, root, platform));
  return below.length === 0 || below.every(hasFilledFolder);
}

function hasFilledFolder(path: string): boolean {
  return partsOf(path).some(part => regenerableName(part) === "always");
}
