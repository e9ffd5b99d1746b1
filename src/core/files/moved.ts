/** Where a path's content is on the disk now, although earlier commands of the same text have moved or linked it. */

import type { Earlier, Scope } from "../places/scope.ts";
import { resolvePath } from "../text/paths.ts";

const MAX_STEPS = 8;

/** `backup/a` → `src/a` after `mv src backup`. `throughLinks`: a link itself counts as what is behind it. */
export function whereItIs(path: string, { earlier, cwd }: Scope, throughLinks = false): string {
  const at = insideProc(path, cwd);
  return earlier ? followed(at, earlier, throughLinks, true) : at;
}

/** The same for a place where something was before this text: only links lead on from there. */
export function whereItWas(place: string, { earlier }: Scope): string {
  return earlier ? followed(place, earlier, false, false) : place;
}

/** What is moved lay on the disk, at a place that has another content now; a link's text is a name of now. */
function followed(path: string, earlier: Earlier, throughLinks: boolean, byName: boolean): string {
  let at = path;
  let named = byName;
  for (let step = 0; step < MAX_STEPS; step++) {
    const before = named ? mapped(at, earlier.moved, true) : undefined;
    const next = before ?? mapped(at, earlier.linked, throughLinks);
    if (next === undefined || next === at) return at;
    at = next;
    named = before === undefined;
  }
  return at;
}

/** Where what has the name `path` now was before this text moved it. */
export function beforeMoves(path: string, { moved }: Earlier): string {
  return mapped(path, moved, true) ?? path;
}

/** Where the content of the file at `path` was on the disk before earlier commands of the same text copied or moved it. */
export function contentAt(path: string, scope: Scope): string {
  const { copied } = scope.earlier ?? {};
  const from = copied?.size ? mapped(path, copied, true) : undefined;
  return whereItIs(from ?? path, scope, true);
}

/** The names that links of `linked` give what is at `path`, and what is behind a link of that name. */
export function namesOfSame(path: string, linked: ReadonlyMap<string, string>): readonly string[] {
  const names: string[] = [];
  for (const [name, from] of linked) {
    if (isAtOrBelow(path, from)) names.push(`${name}${path.slice(from.length)}`);
    if (isAtOrBelow(path, name)) names.push(`${from}${path.slice(name.length)}`);
  }
  return names;
}

export function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** proc(5): `/proc/self/cwd` is the current folder, `/proc/1/root` the root. */
function insideProc(path: string, cwd: string | null): string {
  const [link, to] = path.startsWith("/proc/")
    ? (/^\/proc\/(?:self|thread-self|\d+)\/(cwd|root)(?=\/|$)/.exec(path) ?? [])
    : [];
  if (link === undefined || (to === "cwd" && cwd === null)) return path;
  return resolvePath(`./${path.slice(link.length)}`, to === "cwd" ? (cwd ?? "/") : "/");
}

/** The path below the longest folder that the map knows; `itself`: the folder alone counts, too. */
function mapped(path: string, map: ReadonlyMap<string, string>, itself: boolean): string | undefined {
  if (itself && map.has(path)) return map.get(path);
  if (map.size === 0) return undefined;
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    const target = map.get(path.slice(0, end));
    if (target !== undefined) return resolvePath(path.slice(end + 1), target);
  }
  return undefined;
}

/** Whether the file at `path` was made in the same text from what is at `target`: putting it there is an edit of it. */
export function isEditOf(path: string, target: string, { earlier }: Scope): boolean {
  return earlier?.derived.get(path)?.includes(target) ?? false;
}

/**
 * This text has found nothing of that name, or has taken away what had it, and nothing older has got the name since.
 * `name`: as it is said now, no link and no move followed.
 */
export function isAbsent(name: string, { earlier }: Scope): boolean {
  if (!earlier?.absent?.size) return false;
  return [...earlier.absent].some(place => isAtOrBelow(name, place) && !hasComeTo(name, place, earlier));
}

function hasComeTo(name: string, place: string, { moved, copied, linked }: Earlier): boolean {
  const concerns = (one: string) => isAtOrBelow(name, one) || isAtOrBelow(one, place);
  const copies = [...copied.keys()].filter(copy => copy !== name);
  return [...moved.keys(), ...linked.keys(), ...copies].some(concerns);
}
