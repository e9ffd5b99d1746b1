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
  if (value === undefined || variables.get(name) !== value) return false;
  const path = programIn(name, value);
  if (path === undefined || TEMPORARY.test(path)) return false;
  if (earlier?.written.has(path) || around.created?.includes(path)) return false;
  const { roots, home, platform } = around;
  // A workspace that holds the whole home is not what this keeps apart.
  const holdsHome = (root: string) => home !== undefined && (home === root || isBelow(home, root, platform));
  return !roots.some(root => isBelow(path, root, platform) && !holdsHome(root));
}

/** The absolute path of the program, where nothing but options stands behind it. */
function programIn(name: string, value: string): string | undefined {
  // git(1): the whole value is the program, blanks included; what the others say is read by a shell.
  if (name === "GIT_ASKPASS") return PATH.test(value) ? value : undefined;
  const [, quoted, bare] = /^(?:"([^"]+)"|(\S+))(?: -{1,2}[\w-]+(?:=[\w./-]+)?)*$/.exec(value) ?? [];
  const path = quoted ?? bare;
  return path !== undefined && PATH.test(path) ? path : undefined;
}

const PATH = /^(?:\/|[A-Za-z]:[\\/])(?:[^\s;|&$`<>"']| (?=\w))*$/;
/** An AppImage (Cursor on Linux) is mounted below /tmp, where only its owner reads and nobody writes. */
const TEMPORARY = /^\/(?:tmp(?!\/\.mount_)|var\/tmp|dev\/shm)(?:\/|$)/;
