/** Computes what several files reach when copied: matches of a pattern, results of a search, a whole tree. */

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
  /** Folders are copied with everything in them. */
  readonly tree: boolean;
  /** The contents of a folder are copied without it: `cp -r x/. y`, `rsync x/ y`. */
  readonly contents: boolean;
  /** An option says that the destination is a folder. */
  readonly intoFolder: boolean;
  /** The files come from another machine, so this disk does not tell what they are. */
  readonly remote?: boolean;
}

/** The most entries that a fact lists. A folder with that many may have more. */
const MAX_ENTRIES = 100;
/** The most folders of a tree that are read. */
const MAX_FOLDERS = 64;

/** Returns effects on guarded places that copying `from` to `to` may reach; none if it surely misses them all. */
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

/** Returns the effects of unpacking unknown contents, which may write anywhere. Ordinary in a workspace. */
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

/** A copied file. `at`: its path now, if known; `place`: a pattern of its path afterwards. */
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

/** Undefined if unknown. */
function isFolder(place: string, { facts, intoFolder }: Copying): boolean | undefined {
  if (intoFolder) return true;
  if (isPattern(place)) return undefined;
  const stat = facts.ask({ kind: "stat", path: unescaped(place) });
  if (stat === null || stat.type === "link") return undefined;
  return stat.type === "directory";
}

/** Returns what of the tree `at` may reach a guarded place under `place`, as far as the disk lists its names. */
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

/** Returns whether earlier commands of the text have created or moved files, so that the disk is out of date. */
function hasChanged({ earlier, elsewhere }: Scope): boolean {
  if (elsewhere || earlier?.moves) return true;
  return earlier !== undefined && earlier.written.size + earlier.moved.size + earlier.copied.size > 0;
}

function within(place: string, name: string): string {
  return `${place === "/" ? "" : place}/${name}`;
}

/** Returns whether a word means the contents of a folder: `x/.`, and with `slashSays` also `x/`. */
export function meansContents({ value }: Word, slashSays = false): boolean {
  if (value === null) return false;
  return slashSays ? /\/\.?$|^\.$/.test(value) : /(?:^|\/)\.$/.test(value) || baseName(value) === "";
}
