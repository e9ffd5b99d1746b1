/** Programs of the person's own that git starts: what their editor or desktop has set for every process. */

import type { Surroundings } from "../../core/facts/facts.ts";
import type { Scope } from "../../core/places/scope.ts";
import { isBelow } from "../../core/text/paths.ts";

/**
 * Whether a variable names a program as the process had it before this act, in a folder that neither the workspace nor
 * everybody writes to: VS Code sets GIT_ASKPASS in each of its terminals, and `git status` is no news by it.
 */
export function isPersonsHelper(name: string, { variables, earlier }: Scope, around: Surroundings): boolean {
  const value = around.env?.[name];
  if (value === undefined || variables.get(name) !== value || !ONE_PATH.test(value)) return false;
  if (TEMPORARY.test(value) || earlier?.written.has(value) || around.created?.includes(value)) return false;
  const { roots, home, platform } = around;
  // A workspace that holds the whole home is not what this keeps apart.
  const holdsHome = (root: string) => home !== undefined && (home === root || isBelow(home, root, platform));
  return !roots.some(root => isBelow(value, root, platform) && !holdsHome(root));
}

/** Absolute, and no more than a path: blanks may be part of it, as in `/Applications/Visual Studio Code.app/…`. */
const ONE_PATH = /^(?:\/|[A-Za-z]:[\\/])(?:[^\s;|&$`<>"']| (?=\w))*$/;
/** An AppImage (Cursor on Linux) is mounted below /tmp, where only its owner reads and nobody writes. */
const TEMPORARY = /^\/(?:tmp(?!\/\.mount_)|var\/tmp|dev\/shm)(?:\/|$)/;
