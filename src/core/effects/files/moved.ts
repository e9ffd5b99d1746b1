/** Where a path's content is on the disk now, although earlier commands of the same text have moved or linked it. */
import { resolvePath } from "../../paths.ts";
import type { Scope } from "../pack.ts";

const MAX_STEPS = 8;

/** `backup/a` → `src/a` after `mv src backup`. `throughLinks`: a link itself counts as what is behind it. */
export function whereItIs(path: string, { earlier, cwd }: Scope, throughLinks = false): string {
  let at = insideProc(path, cwd);
  for (let step = 0; earlier && step < MAX_STEPS; step++) {
    const next = mapped(at, earlier.moved, true) ?? mapped(at, earlier.linked, throughLinks);
    if (next === undefined || next === at) return at;
    at = next;
  }
  return at;
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
  let best: string | undefined;
  for (const name of map.keys()) if (path.startsWith(`${name}/`) && name.length > (best?.length ?? 0)) best = name;
  const target = best === undefined ? undefined : map.get(best);
  return best === undefined || target === undefined ? undefined : resolvePath(path.slice(best.length + 1), target);
}

/** Whether the file at `path` was made in the same text from what is at `target`: putting it there is an edit of it. */
export function isEditOf(path: string, target: string, { earlier }: Scope): boolean {
  return earlier?.derived.get(path)?.includes(target) ?? false;
}

/** A test of this text has found nothing at `path`, and nothing older has come there since. */
export function isAbsent(path: string, { earlier }: Scope): boolean {
  return earlier?.absent?.has(path) === true && !earlier.moved.has(path) && !earlier.linked.has(path);
}
