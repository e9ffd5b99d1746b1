/** Computes the effects of putting a file in another's place, as mv, cp, install and ln share it. */

import type { Effect } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import type { Scope } from "../places/scope.ts";
import { baseName, resolvePath } from "../text/paths.ts";
import type { Span } from "../text/span.ts";
import { literalWord, textOf, type Word } from "../text/words.ts";
import { fileInSomeHome } from "./any-home.ts";
import { effectsOfCopyingAmong } from "./copied-trees.ts";
import { describeLoss } from "./loss.ts";
import { effectOfLoss } from "./loss-effects.ts";
import { isAbsent, isEditOf, whereItIs } from "./moved.ts";
import { comingOver, lossOfAll, placeOf } from "./overwritten.ts";
import { asTheyAreNow, existingPaths } from "./possible.ts";
import { pathOf, shown } from "./targets.ts";
import { effectOfWriting } from "./writing.ts";

export interface Placing {
  readonly scope: Scope;
  readonly facts: Facts;
  readonly source: string;
  readonly span?: Span | undefined;
  /** False for `-n`, `-b` and the like, which lose nothing. */
  readonly replaces: boolean;
  /** An option says that the destination is a folder (`-t`). */
  readonly intoFolder: boolean;
  /** An existing link is written through. */
  readonly followsLinks?: boolean;
  /** Folders are copied with everything in them. */
  readonly tree?: boolean;
  /** The contents of a folder are copied without it. */
  readonly contents?: boolean;
  /** Folders are merged into folders of the same name, file by file. */
  readonly merges?: boolean;
}

/** `mv notes/*.md`: with a single pattern, its last match is the destination. */
export function namedByOne(words: readonly Word[], scope: Scope, facts: Facts): readonly Word[] {
  if (words.length !== 1 || !words[0]?.glob) return words;
  const found = [...asTheyAreNow(words, scope, facts)].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
  const type = facts.ask({ kind: "stat", path: found.at(-1)?.value ?? "" })?.type;
  // More than two matches need a folder as destination.
  return found.length === 2 || (found.length > 2 && type === "directory") ? found : words;
}

/** Returns the effects of putting `from` at `to`: what is overwritten there, or that a file is written. */
export function effectsOfPlacing(from: Word, to: Word, placing: Placing): Effect[] {
  const { tree = false, contents = false } = placing;
  const slash = /\/\.?$/.test(to.value ?? "");
  const one = pathOf(from, placing.scope) !== undefined && pathOf(to, placing.scope) !== undefined;
  const intoFolder = placing.intoFolder || slash;
  const among = one && !tree ? [] : effectsOfCopyingAmong(from, to, { ...placing, tree, contents, intoFolder });
  const effects = effectsOfPlacingOne(from, to, { ...placing, intoFolder });
  const several = effects.some(({ verb }) => verb === "overwrite")
    ? []
    : effectsOfPlacingSeveral(from, to, { ...placing, intoFolder });
  return [...among, ...several, ...effects];
}

/** `cp -b -S .csv a b` overwrites `b.csv` with the old `b`. */
export function effectsOfBackup(to: Word, suffix: Word | undefined, placing: Placing): Effect[] {
  const path = pathOf(to, placing.scope);
  if (!suffix?.value || placing.replaces || path === undefined) return [];
  if (placing.facts.ask({ kind: "stat", path })?.type !== "file") return [];
  return effectsOfPlacing(to, literalWord(`${path}${suffix.value}`, to.span), { ...placing, replaces: true });
}

/** Returns what is overwritten if several files are put there, the destination is uncertain, or a tree is copied. */
function effectsOfPlacingSeveral(from: Word, to: Word, placing: Placing): Effect[] {
  const { scope, facts, source, span, replaces, intoFolder, contents = false } = placing;
  if (!replaces) return [];
  const origin = pathOf(from, scope);
  const target = pathOf(to, scope);
  const known = origin !== undefined && target !== undefined;
  if (known && placing.merges && contents && isYetToCome(origin, placing) && holdsUncommitted(target, facts)) {
    const loss = { ...describeLoss(target, facts, scope.cwd), marks: [], reach: "several" as const };
    const says = `may overwrite any file in ${shown(to)}: nobody knows what ${shown(from)} will hold`;
    return [effectOfLoss({ name: `files in ${shown(to)}`, loss }, { verb: "overwrite", source, span, says })];
  }
  if (known && (!placing.merges || facts.ask({ kind: "stat", path: origin })?.type !== "directory")) return [];
  const origins = origin === undefined ? existingPaths(from, scope, facts) : [origin];
  const targets = target === undefined ? existingPaths(to, scope, facts) : [whereItIs(target, scope, true)];
  const lost = targets.flatMap(place => {
    const isFolder = facts.ask({ kind: "stat", path: place })?.type === "directory";
    // Anything that is put there replaces an existing file.
    if (!isFolder) return origins.includes(place) || intoFolder ? [] : [place];
    return origins.flatMap(one => {
      const at = placeOf(one, place, contents, intoFolder, facts);
      const whole = facts.ask({ kind: "stat", path: one })?.type !== "file";
      return at === one || (whole && !placing.merges) ? [] : comingOver({ from: one, to: at }, facts);
    });
  });
  const loss = lossOfAll([...new Set(lost)], scope, facts);
  return loss === undefined
    ? []
    : [effectOfLoss({ name: `files in ${shown(to)}`, ...loss }, { verb: "overwrite", source, span })];
}

/** `git clone . /tmp/x && cp -a /tmp/x/. .`: the result of an earlier command is not on the disk yet. */
function isYetToCome(origin: string, { scope, facts }: Placing): boolean {
  return scope.earlier !== undefined && facts.ask({ kind: "stat", path: origin })?.type === "missing";
}

/** Returns whether a folder is a workspace with uncommitted work. */
function holdsUncommitted(folder: string, facts: Facts): boolean {
  if (!facts.around.roots.includes(folder)) return false;
  const git = facts.ask({ kind: "git", path: folder });
  return git !== null && git.modified.length + git.staged.length + git.untracked.length > 0;
}

function effectsOfPlacingOne(from: Word, to: Word, placing: Placing): Effect[] {
  const { scope, facts, source, span } = placing;
  const target = pathOf(to, scope);
  if (target === undefined) {
    const someHome = fileInSomeHome(to);
    return someHome === undefined ? [] : [effectOfWriting({ name: shown(to), path: someHome, source, span })];
  }
  const folder = placing.intoFolder || facts.ask({ kind: "stat", path: target })?.type === "directory";
  const origin = pathOf(from, scope);
  if (folder && origin === undefined) return [];
  const named = folder ? resolvePath(baseName(origin ?? ""), target) : target;
  const { earlier } = scope;
  const reached =
    earlier && earlier.linked.size + earlier.moved.size > 0 ? whereItIs(named, scope, placing.followsLinks) : named;
  const path = placing.followsLinks === true ? behindLink(reached, origin, facts) : reached;
  const isItself = path === origin && !isAbsent(origin, scope);
  if (isItself || /^\/dev\/(null|stdout|stderr|tty)$/.test(path)) return [];
  const name = folder ? `${shown(to).replace(/\/$/, "")}/${baseName(path)}` : shown(to);
  const stat = facts.ask({ kind: "stat", path });
  const loss = describeLoss(path, facts, scope.cwd);
  const known = stat !== null || loss.resource === "volume" || loss.resource === "system";
  const lost = placing.replaces && stat?.type !== "directory" && known && loss.recovery === "none";
  // Restoring a file from its own copy, or moving it back, loses nothing.
  const putBack = origin !== undefined && (earlier?.copied.get(origin) === path || earlier?.moved.get(origin) === path);
  if (lost && !putBack && !isAbsent(named, scope) && !(origin !== undefined && isEditOf(origin, path, scope)))
    return [effectOfLoss({ name, path, loss }, { verb: "overwrite", source, span })];
  return [effectOfWriting({ name, path, source, span, anew: isAbsent(named, scope) })];
}

/** Returns the target of the link at `path`, or the file's place in a folder behind it. */
function behindLink(path: string, origin: string | undefined, facts: Facts): string {
  const stat = facts.ask({ kind: "stat", path });
  if (stat?.type !== "link") return path;
  const isFolder = facts.ask({ kind: "stat", path: stat.realpath })?.type === "directory";
  return isFolder && origin !== undefined ? resolvePath(baseName(origin), stat.realpath) : stat.realpath;
}
