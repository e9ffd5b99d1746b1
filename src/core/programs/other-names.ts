/**
 * Finds the program behind another name on the disk: a link, a link in a folder that the act put into `PATH`, or a copy
 * that the session made.
 */

import type { Invocation } from "../effects/pack.ts";
import type { Facts, StatFact } from "../facts/facts.ts";
import { belongsToSystem } from "../files/landmarks.ts";
import { pathOf } from "../files/targets.ts";
import { baseName, resolvePath } from "../text/paths.ts";
import { isCommandName } from "./wrapped.ts";

/** Programs whose single file behaves by the name under which it is called. */
const BY_NAME = /^(?:busybox|toybox|coreutils|rustup|volta-shim|multicall)/;
/** The system's program folders, which have the same contents on most systems. */
const FOLDERS = ["/usr/bin", "/bin"];
/** Programs whose copies are recognised by their content. */
const COPIED = ["rm", "unlink", "shred", "truncate", "dd", "mv", "cp", "rmdir", "find", "tee", "ln", "install"];
/** A limit that these programs do not exceed, and up to which texts are read. */
const MAX_SIZE = 256 * 1024;

/** Returns the program's own name for a command with another one; undefined if the name is its own. */
export function programBehind(command: Invocation, facts: Facts): string | undefined {
  const { scope, argv, program } = command;
  const [name] = argv;
  if (!name?.value || scope.elsewhere) return undefined;
  for (const path of placesOf(name.value, command)) {
    const own = ownNameAt(path, facts);
    if (own !== undefined && own !== program && isCommandName(own)) return own;
  }
  return undefined;
}

function ownNameAt(path: string, facts: Facts): string | undefined {
  if (belongsToSystem(path)) return undefined;
  const stat = facts.ask({ kind: "stat", path });
  if (stat?.type === "file") return facts.around.created?.includes(path) ? copied(path, stat, facts) : undefined;
  const own = stat?.type === "link" ? baseName(stat.realpath) : undefined;
  return own === undefined || BY_NAME.test(own) ? undefined : own;
}

/** Returns where a program of that name may be, except in the system's folders. */
function placesOf(name: string, { argv: [word], scope }: Invocation): readonly string[] {
  if (name.includes("/")) {
    const path = word && pathOf(word, scope);
    return path === undefined ? [] : [path];
  }
  const { cwd } = scope;
  const path = scope.variables.get("PATH");
  if (cwd === null || !path) return [];
  const found: string[] = [];
  for (const folder of path.split(":").slice(0, 8)) {
    const at = resolvePath(folder === "" ? "." : folder, cwd);
    if (belongsToSystem(`${at}/${name}`)) break;
    found.push(`${at}/${name}`);
  }
  return found;
}

/** Returns the system's program of which the session's file is a copy. */
function copied(path: string, { size }: StatFact, facts: Facts): string | undefined {
  if (size === 0 || size > MAX_SIZE) return undefined;
  return COPIED.find(name => FOLDERS.some(folder => isSame(path, `${folder}/${name}`, size, facts)));
}

function isSame(path: string, other: string, size: number, facts: Facts): boolean {
  if (facts.ask({ kind: "stat", path: other })?.size !== size) return false;
  const text = facts.ask({ kind: "text", path });
  return text !== null && text === facts.ask({ kind: "text", path: other });
}
