/** Several files that come into a place at once: what fits a pattern, what a search finds, a folder with all it holds. */

import type { Effect } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import type { Scope } from "../places/scope.ts";
import { baseName, isWithin } from "../text/paths.ts";
import type { Span } from "../text/span.ts";
import type { Word } from "../text/words.ts";
import { escaped, isPattern, unescaped } from "./globs.ts";
import { guardFileAmong } from "./guarded-sets.ts";
import { workspacesOf } from "./landmarks.ts";
import { effectOfWritingAmong, possiblePaths } from "./possible.ts";
import { pathOf, shown } from "./targets.ts";

export interface Copying {
  readonly scope: Scope;
  readonly facts: Facts;
  readonly source: string;
  readonly span?: Span | undefined;
  /** Folders come with all that is in them. */
  readonly tree: boolean;
  /** What is in a folder comes without it: `cp -r x/. y`, `rsync x/ y`. */
  readonly contents: boolean;
  /** The destination is a folder by order. */
  readonly intoFolder: boolean;
  /** They come from another machine: this disk does not tell what they are. */
  readonly remote?: boolean;
}

/** As many entries of a folder as a fact holds: with so many, there may be more. */
const MAX_ENTRIES = 100;
/** Folders of one tree that are looked into. */
const MAX_FOLDERS = 64;

/** Effects of what may come to a guarded place when `from` is put to `to`; none where it is certain to miss them all. */
export function effectsOfCopyingAmong(from: Word, to: Word, copying: Copying): Effect[] {
  const { scope, facts, source, span } = copying;
  const covers = possiblePaths(to, scope, facts)
    .flatMap(place => arrivals(from, place, copying))
    .flatMap(({ at, place }) => (copying.tree ? reaching(at, place, copying, { left: MAX_FOLDERS }) : [place]))
    .filter(cover => guardFileAmong(cover, facts) !== undefined);
  if (covers.length === 0) return [];
  const says = `puts ${shown(from)} to ${shown(to)}`;
  return [effectOfWritingAmong(covers, { name: shown(to), source, span, says })];
}

/** Effects of unpacking what nobody has looked into: all may come that can lie there. In a workspace it is everyday. */
export function effectsOfUnpackingAmong(
  folder: Word,
  scope: Scope,
  facts: Facts,
  how: { readonly source: string; readonly span?: Span | undefined },
): Effect[] {
  const roots = workspacesOf(facts, scope.cwd);
  const covers = possiblePaths(folder, scope, facts)
    .filter(place => !roots.some(root => isWithin(unescaped(place), root, facts.around.platform)))
    .map(place => within(place, "**"))
    .filter(cover => guardFileAmong(cover, facts) !== undefined);
  if (covers.length === 0) return [];
  const says = `unpacks into ${shown(folder)}, whatever the archive holds`;
  return [effectOfWritingAmong(covers, { name: shown(folder), ...how, says })];
}

/** One thing that arrives: `at`, where it is now, as far as that is known; `place`, a pattern of where it will be. */
interface Arrival {
  readonly at?: string | undefined;
  readonly place: string;
}

function arrivals(from: Word, place: string, copying: Copying): readonly Arrival[] {
  const { scope, facts, contents } = copying;
  const origin = copying.remote ? undefined : pathOf(from, scope);
  if (contents) return [{ at: origin, place }];
  const found = copying.remote ? [from.value ?? ""] : possiblePaths(from, scope, facts);
  const things = found.length > 0 ? found : ["/*", "/.*"];
  const folder = isFolder(place, copying);
  return things.flatMap(thing => {
    const at = isPattern(thing) || copying.remote ? undefined : unescaped(thing);
    const inside = { at, place: within(place, thing.slice(thing.lastIndexOf("/") + 1)) };
    return folder === true ? [inside] : folder === false ? [{ at, place }] : [inside, { at, place }];
  });
}

/** Undefined where nobody can tell. */
function isFolder(place: string, { facts, intoFolder }: Copying): boolean | undefined {
  if (intoFolder) return true;
  if (isPattern(place)) return undefined;
  const stat = facts.ask({ kind: "stat", path: unescaped(place) });
  if (stat === null || stat.type === "link") return undefined;
  return stat.type === "directory";
}

/** What of the tree `at` can come to a guarded place when it is put to `place`: as far as the disk has its names. */
function reaching(at: string | undefined, place: string, copying: Copying, looks: { left: number }): string[] {
  const { scope, facts } = copying;
  const all = within(place, "**");
  const stat = at === undefined || hasChanged(scope) ? null : facts.ask({ kind: "stat", path: at });
  if (stat?.type === "file") return [place];
  if (guardFileAmong(all, facts) === undefined) return [];
  const entries = stat?.type === "directory" ? stat.entries : undefined;
  if (at === undefined || entries === undefined || entries.length >= MAX_ENTRIES || looks.left-- <= 0)
    return [place, all];
  return entries.flatMap(name => reaching(`${at}/${name}`, within(place, escaped(name)), copying, looks));
}

/** Earlier commands of the same text have made or moved files: the disk does not tell what will be there. */
function hasChanged({ earlier, elsewhere }: Scope): boolean {
  if (elsewhere || earlier?.moves) return true;
  return earlier !== undefined && earlier.written.size + earlier.moved.size + earlier.copied.size > 0;
}

function within(place: string, name: string): string {
  return `${place === "/" ? "" : place}/${name}`;
}

/** Whether a word means what is in a folder: `x/.`, and for those who say so, `x/`. */
export function meansContents({ value }: Word, slashSays = false): boolean {
  if (value === null) return false;
  return slashSays ? /\/\.?$|^\.$/.test(value) : /(?:^|\/)\.$/.test(value) || baseName(value) === "";
}
