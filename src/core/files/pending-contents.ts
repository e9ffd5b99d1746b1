/** What would go with a folder that is not on the disk now: what this text or another may have put there by then. */
import type { Facts } from "../facts/facts.ts";
import type { Scope } from "../places/scope.ts";
import { anyOf } from "../text/expressions.ts";
import { baseName, isBelow, isWithin, parentOf, resolvePath } from "../text/paths.ts";
import { isToolCache } from "./caches.ts";
import { belongsToSystem, isCatastrophe, isInContainerProject, landmarksOf, workspacesOf } from "./landmarks.ts";
import { isLockFile, isOutput, isScratch, type Loss } from "./loss.ts";
import { isProductByName } from "./products.ts";
import { regenerableName } from "./regenerable.ts";

/** This text has made the folder, or the one around it, and what is in it came with the text. */
export function isFresh(path: string, scope: Scope, facts: Facts): boolean {
  const within = [...(scope.earlier?.fresh ?? [])].some(folder => isWithin(path, folder, facts.around.platform));
  return within && !isCatastrophe(landmarksOf(path, facts, scope.cwd));
}

/**
 * A folder that is not there now. What comes before it in the same command, or beside it, may make or move one there,
 * and whoever deletes a whole tree expects one: not silent, unless the name or the place says that it comes back.
 */
export function lossOfWhatMayCome(path: string, scope: Pick<Scope, "cwd">, facts: Facts): Loss {
  const name = baseName(path);
  const kind = regenerableName(name);
  const root = workspacesOf(facts, scope.cwd).find(folder => isBelow(path, folder, facts.around.platform));
  const free =
    isScratch(path, facts, scope.cwd) ||
    isToolCache(path, facts) ||
    isLockFile(path) ||
    kind === "always" ||
    (kind !== undefined && isOnOtherMachine(path, scope, facts)) ||
    (root !== undefined &&
      (kind !== undefined ||
        NAMES_FILE.test(name) ||
        isProductByName(name) ||
        isOutput(path, facts, scope.cwd) ||
        isInOutput(path, root, facts)));
  const meant = caseTwin(path, facts) ?? path;
  const marks = free ? [] : landmarksOf(meant, facts, scope.cwd);
  const reach = isCatastrophe(marks) ? "all" : "several";
  return { resource: "directory", reach, recovery: free ? "free" : "none", marks, certainty: "likely" };
}

/**
 * A file that is not there, where nobody would name one that never was: of the system, or of a server's data. Undefined
 * for any other, for locks that a crash leaves, and for switches of a server's site.
 */
export function lossOfExpectedFile(path: string, scope: Scope, facts: Facts): Loss | undefined {
  if (scope.container || !(belongsToSystem(path) || /^\/var\/lib\/./.test(path)) || LEFT_OR_SET_AGAIN.test(path))
    return undefined;
  if (facts.ask({ kind: "stat", path })?.type !== "missing" || isFresh(path, scope, facts)) return undefined;
  const { earlier } = scope;
  if (earlier?.written.has(path) || earlier?.anew?.has(path) || earlier?.copied.has(path)) return undefined;
  const marks = landmarksOf(path, facts, scope.cwd);
  return { resource: "file", reach: "one", recovery: "none", marks, certainty: "likely" };
}

const LEFT_OR_SET_AGAIN = anyOf([
  /^\/(?:dev|proc|sys)\//,
  /\/(?:[\w.-]{0,40}lock[\w-]{0,20}\*?|[^/]{1,80}\.(?:pid|sock))$/,
  /\/sites-enabled\/|\/apt\/(?:lists|sources\.list\.d)\/|\/yum\.repos\.d\/|\/usr\/share\//,
]);

/** `rm -rf /app/build` where there is no `/app`: only the name is left to go by, and it is a build's. */
function isOnOtherMachine(path: string, { cwd }: Pick<Scope, "cwd">, facts: Facts): boolean {
  if (isInContainerProject(path, facts)) return true;
  return cwd !== null && parentOf(path) === cwd && facts.ask({ kind: "stat", path: cwd })?.type === "missing";
}

/** Below a folder that has output's name and is not there either: `docs/_build/doctrees`. */
function isInOutput(path: string, root: string, facts: Facts): boolean {
  for (let at = parentOf(path); isBelow(at, root, facts.around.platform); at = parentOf(at))
    if (regenerableName(baseName(at)) !== undefined) return facts.ask({ kind: "stat", path: at })?.type === "missing";
  return false;
}

/** No folder is called so: where no such file is, nothing goes. */
const NAMES_FILE =
  /^[\w-][\w.-]*\.(json|lock|lockb|ya?ml|toml|txt|md|csv|xml|html|css|[cm]?[jt]sx?|py|png|jpe?g|svg|pdf|zip|tgz|out)$/;

/** What is there under the same name in other letters: on a disk that folds case, it is what would go. */
function caseTwin(path: string, facts: Facts): string | undefined {
  const name = baseName(path).toLowerCase();
  const parent = parentOf(path);
  const twin = facts.ask({ kind: "stat", path: parent })?.entries?.find(entry => entry.toLowerCase() === name);
  return twin === undefined ? undefined : resolvePath(twin, parent);
}
