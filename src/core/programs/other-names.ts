/**
 * The program behind another name on the disk: a link leads to it, a folder that the act has put into `PATH` holds such
 * a link, or the session has made a copy of it.
 */

import type { Invocation } from "../effects/pack.ts";
import type { Facts, StatFact } from "../facts/facts.ts";
import { belongsToSystem } from "../files/landmarks.ts";
import { pathOf } from "../files/targets.ts";
import { baseName, resolvePath } from "../text/paths.ts";
import { isCommandName } from "./wrapped.ts";

/** Programs of one file that go by the name they are called by. */
const BY_NAME = /^(?:busybox|toybox|coreutils|rustup|volta-shim|multicall)/;
/** Where the system keeps its programs; the same ones in either folder. */
const FOLDERS = ["/usr/bin", "/bin"];
/** Those whose copies are told by their content. */
const COPIED = ["rm", "unlink", "shred", "truncate", "dd", "mv", "cp", "rmdir", "find", "tee", "ln", "install"];
/** Small enough for every such program, and for a text to be told. */
const MAX_SIZE = 256 * 1024;

/** Its own name, for a command that is called otherwise; undefined where nothing but the name is behind the name. */
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

/** Where a program of that name is looked for, of the places that are not the system's. */
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

/** The session has made the file, and its content is that of a program of the system. */
function copied(path: string, { size }: StatFact, facts: Facts): string | undefined {
  if (size === 0 || size > MAX_SIZE) return undefined;
  return COPIED.find(name => FOLDERS.some(folder => isSame(path, `${folder}/${name}`, size, facts)));
}

function isSame(path: string, other: string, size: number, facts: Facts): boolean {
  if (facts.ask({ kind: "stat", path: other })?.size !== size) return false;
  const text = facts.ask({ kind: "text", path });
  return text !== null && text === facts.ask({ kind: "text", path: other });
}
