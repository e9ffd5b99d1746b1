/** Finds where a path's content is on the disk, although earlier commands of the text have moved or linked it. */

import type { Earlier, Scope } from "../places/scope.ts";
import { resolvePath } from "../text/paths.ts";

const MAX_STEPS = 8;

/** Maps `backup/a` to `src/a` after `mv src backup`. `throughLinks`: a link itself is resolved as well. */
export function whereItIs(path: string, { earlier, cwd }: Scope, throughLinks = false): string {
  const at = insideProc(path, cwd);
  return earlier ? followed(at, earlier, throughLinks, true) : at;
}

/** Returns the same for a place where something was before this text, which only links can change. */
export function whereItWas(place: string, { earlier }: Scope): string {
  return earlier ? followed(place, earlier, false, false) : place;
}

/** A move leads back to an old place, where moves apply no more; the target of a link is a current name again. */
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

/** Returns where the thing with the name `path` was before this text moved it. */
export function beforeMoves(path: string, { moved }: Earlier): string {
  return mapped(path, moved, true) ?? path;
}

/** Returns where the file's content was on the disk before earlier commands of the text copied or moved it. */
export function contentAt(path: string, scope: Scope): string {
  const { copied } = scope.earlier ?? {};
  const from = copied?.size ? mapped(path, copied, true) : undefined;
  return whereItIs(from ?? path, scope, true);
}

/** Returns other names of `path` through links of `linked`, and the target of a link of that name. */
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

/** proc(5): `/proc/self/cwd` is the working directory, `/proc/1/root` the root. */
function insideProc(path: string, cwd: string | null): string {
  const [link, to] = path.startsWith("/proc/")
    ? (/^\/proc\/(?:self|thread-self|\d+)\/(cwd|root)(?=\/|$)/.exec(path) ?? [])
    : [];
  if (link === undefined || (to === "cwd" && cwd === null)) return path;
  return resolvePath(`./${path.slice(link.length)}`, to === "cwd" ? (cwd ?? "/") : "/");
}

/** Replaces the longest folder of the path that the map contains. `itself`: the path as a whole counts too. */
function mapped(path: string, map: ReadonlyMap<string, string>, itself: boolean): string | undefined {
  if (itself && map.has(path)) return map.get(path);
  if (map.size === 0) return undefined;
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    const target = map.get(path.slice(0, end));
    if (target !== undefined) return resolvePath(path.slice(end + 1), target);
  }
  return undefined;
}

/** Returns whether the file was derived from `target` in this text, so that putting it there is an edit. */
export function isEditOf(path: string, target: string, { earlier }: Scope): boolean {
  return earlier?.derived.get(path)?.includes(target) ?? false;
}

/**
 * Returns whether this text found nothing of that name, or removed it, and no older file has got the name since.
 * `name`: as currently named, without following links or moves.
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
