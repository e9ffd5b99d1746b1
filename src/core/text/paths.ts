/**
 * Path arithmetic without a disk. Absolute paths come out with `/` between their parts, also on Windows (`C:\a\b`
 * becomes `C:/a/b`), without `.`, `..`, doubled or trailing slashes. A UNC share keeps its two leading backslashes
 * (`\\server/share/a`): `//server` would be a POSIX folder with a slash too many.
 */

export type Platform = "linux" | "darwin" | "win32";

/** `/x`, `C:\x`, `C:/x` and `\\server\share` are absolute. */
export function isAbsolute(path: string): boolean {
  return path.startsWith("/") || isWindows(path);
}

/** Resolves `path` against the absolute folder `cwd`. */
export function resolvePath(path: string, cwd: string): string {
  if (isAbsolute(path)) return normalizePath(path);
  const parts = isWindows(cwd) ? path.replaceAll("\\", "/") : path;
  return normalizePath(`${cwd}/${parts}`);
}

/** An absolute path in its one spelling; a relative one only loses its doubled slashes and dots. */
export function normalizePath(path: string): string {
  if (path.startsWith("/") && !UNTIDY.test(path)) return path;
  const windows = isWindows(path);
  const text = windows ? withoutNamespace(path.replaceAll("\\", "/")) : path;
  const root = windows ? (text.match(/^([A-Za-z]:|\/\/[^/]*\/[^/]*)/)?.[0] ?? "") : "";
  const rest = text.slice(root.length);
  const prefix = root.startsWith("//") ? `\\\\${root.slice(2)}` : root;
  const rooted = rest.startsWith("/") || prefix !== "";
  const parts: string[] = [];
  for (const written of rest.split("/")) {
    // Windows drops dots and blanks at the end of a name: `C:\Windows.` is `C:\Windows`.
    const part = windows && !/^\.+$/.test(written) ? trimmedName(written) : written;
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (!rooted) parts.push(part);
  }
  return `${prefix}${rooted ? "/" : ""}${parts.join("/")}` || ".";
}

/** Finds a part that is empty, `.` or `..`. Nearly all POSIX paths have none and are normalized already. */
const UNTIDY = /\/\.{0,2}(?:\/|$)/;

/** Removes all slashes at the end of `path`; the root keeps its own. */
export function withoutSlashes(path: string): string {
  return path.replace(/(?<=[^/]|^\/)\/+$/, "");
}

/** The folder that holds `path`; a root is its own parent. */
export function parentOf(path: string): string {
  const normal = normalizePath(path);
  const at = normal.lastIndexOf("/");
  if (at < 0) return ".";
  const parent = normal.slice(0, at);
  return parent === "" || /^(?:[A-Za-z]:|\\\\[^/]+\/[^/]+)$/.test(parent) ? `${parent}/` : parent;
}

/** The last part of a path: `b` of `/a/b/`; empty for a root. */
export function baseName(path: string): string {
  const normal = normalizePath(path);
  return normal.slice(normal.lastIndexOf("/") + 1);
}

/** The parts below the root: `["a", "b"]` of `/a/b`. */
export function partsOf(path: string): string[] {
  const normal = normalizePath(path);
  // Fast path for POSIX: nothing stands before the first slash, and no part after it is empty.
  if (normal.startsWith("/") && normal.length > 1 && normal[1] !== "/" && !normal.includes(":"))
    return normal.slice(1).split("/");
  return normal
    .replace(/^\\\\/, "")
    .split("/")
    .filter(part => part !== "" && !(part.length === 2 && part.endsWith(":") && /^[A-Za-z]:$/.test(part)));
}

/** Whether two absolute paths name the same place. macOS and Windows disks fold case: `/Users/A` is `/users/a`. */
export function samePath(a: string, b: string, platform: Platform): boolean {
  return comparable(a, platform) === comparable(b, platform);
}

/** Whether `path` is `folder` or lies in it. Both absolute. */
export function isWithin(path: string, folder: string, platform: Platform): boolean {
  const inner = comparable(path, platform);
  const outer = comparable(folder, platform);
  return inner === outer || startsInside(inner, outer);
}

/** Whether `path` lies in `folder` and is not `folder` itself. */
export function isBelow(path: string, folder: string, platform: Platform): boolean {
  const inner = comparable(path, platform);
  const outer = comparable(folder, platform);
  return inner !== outer && startsInside(inner, outer);
}

function startsInside(inner: string, outer: string): boolean {
  return inner.startsWith(outer) && (outer.endsWith("/") || inner[outer.length] === "/");
}

/** The part of an absolute path below `home`, or below what has the form of a home folder; undefined for others. */
export function belowSomebodysHome(path: string, home: string | undefined): string | undefined {
  if (home !== undefined && path.startsWith(`${home}/`)) return path.slice(home.length + 1);
  return /^(?:\/home\/[^/]+|\/Users\/[^/]+|\/root|[A-Za-z]:\/Users\/[^/]+)\/(.+)$/.exec(path)?.[1];
}

/** `path` as a person in `folder` would write it; the absolute path when it lies elsewhere. */
export function relativeTo(path: string, folder: string, platform: Platform): string {
  const normal = normalizePath(path);
  const base = normalizePath(folder);
  const inner = comparable(normal, platform);
  const outer = comparable(base, platform);
  if (inner === outer) return ".";
  return startsInside(inner, outer) ? normal.slice(base.endsWith("/") ? base.length : base.length + 1) : normal;
}

function comparable(path: string, platform: Platform): string {
  const normal = normalizePath(path);
  // A drive letter is a Windows disk, whichever machine reads about it.
  return platform === "linux" && !/^[A-Za-z]:/.test(normal) ? normal : normal.toLowerCase();
}

/** `//?/C:/x`, `//./C:/x` and `//localhost/c$/x` are `C:/x`; `//?/UNC/server/share` is `//server/share`. */
function withoutNamespace(path: string): string {
  return path
    .replace(/^\/\/[?.]\/UNC\//i, "//")
    .replace(/^\/\/[?.]\/(?=[A-Za-z]:)/, "")
    .replace(/^\/\/(?:localhost|127\.0\.0\.1|\.)\/([A-Za-z])\$(?=\/|$)/i, "$1:");
}

function trimmedName(name: string): string {
  let end = name.length;
  while (end > 0 && (name[end - 1] === "." || name[end - 1] === " ")) end--;
  return name.slice(0, end);
}

/** A path that only Windows has: with a drive letter, or `\\\\server\\share`. */
export function isWindows(path: string): boolean {
  if (path.startsWith("/")) return false;
  return /^([A-Za-z]:([\\/]|$)|\\\\)/.test(path);
}
