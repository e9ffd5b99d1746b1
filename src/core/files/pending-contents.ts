/** Estimates the loss of a folder that does not exist yet, because this text or another may create it first. */
import type { Facts } from "../facts/facts.ts";
import type { Scope } from "../places/scope.ts";
import { anyOf } from "../text/expressions.ts";
import { baseName, isBelow, isWithin, parentOf, resolvePath } from "../text/paths.ts";
import { isToolCache } from "./caches.ts";
import { belongsToSystem, isCatastrophe, isInContainerProject, landmarksOf, workspacesOf } from "./landmarks.ts";
import { isLockFile, isOutput, isScratch, type Loss } from "./loss.ts";
import { isProductByName } from "./products.ts";
import { regenerableName } from "./regenerable.ts";

/** Returns whether this text has created the folder or a parent, so that its contents come from the text as well. */
export function isFresh(path: string, scope: Scope, facts: Facts): boolean {
  const within = [...(scope.earlier?.fresh ?? [])].some(folder => isWithin(path, folder, facts.around.platform));
  return within && !isCatastrophe(landmarksOf(path, facts, scope.cwd));
}

/**
 * Returns the loss of a folder that does not exist now. An earlier or parallel command may create or move one there,
 * and whoever deletes a whole tree expects one. It is only free if its name or place says that it is regenerated.
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
 * Returns the loss of a missing file that the command clearly expects: of the system, or of a server's data. Undefined
 * for any other file, for locks that a crash leaves, and for a server's links to enabled sites.
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

/** `rm -rf /app/build` without an `/app` here: only the name counts, and it is a build's. */
function isOnOtherMachine(path: string, { cwd }: Pick<Scope, "cwd">, facts: Facts): boolean {
  if (isInContainerProject(path, facts)) return true;
  return cwd !== null && parentOf(path) === cwd && facts.ask({ kind: "stat", path: cwd })?.type === "missing";
}

/** Returns whether the path is below a missing folder with the name of output: `docs/_build/doctrees`. */
function isInOutput(path: string, root: string, facts: Facts): boolean {
  for (let at = parentOf(path); isBelow(at, root, facts.around.platform); at = parentOf(at))
    if (regenerableName(baseName(at)) !== undefined) return facts.ask({ kind: "stat", path: at })?.type === "missing";
  return false;
}

/** Names of files, not folders. If such a file is missing, nothing is lost. */
const NAMES_FILE =
  /^[\w-][\w.-]*\.(json|lock|lockb|ya?ml|toml|txt|md|csv|xml|html|css|[cm]?[jt]sx?|py|png|jpe?g|svg|pdf|zip|tgz|out)$/;

/** Returns the existing path that differs in case only, which is the one that a case-insensitive disk would take. */
function caseTwin(path: string, facts: Facts): string | undefined {
  const name = baseName(path).toLowerCase();
  const parent = parentOf(path);
  const twin = facts.ask({ kind: "stat", path: parent })?.entries?.find(entry => entry.toLowerCase() === name);
  return twin === undefined ? undefined : resolvePath(twin, parent);
}
