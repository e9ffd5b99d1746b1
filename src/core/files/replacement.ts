/** A file put in the place of another: what mv, cp, install and ln share. */

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
  /** False for `-n`, `-b` and the like: nothing there is lost. */
  readonly replaces: boolean;
  /** The destination is a folder by order (`-t`). */
  readonly intoFolder: boolean;
  /** What stands there is written through its link. */
  readonly followsLinks?: boolean;
  /** Folders come with all that is in them. */
  readonly tree?: boolean;
  /** What is in a folder comes without it. */
  readonly contents?: boolean;
  /** Folders come into folders of the same name, file by file. */
  readonly merges?: boolean;
}

/** `mv notes/*.md`: where nothing else is named, the last that the pattern fits is the destination. */
export function namedByOne(words: readonly Word[], scope: Scope, facts: Facts): readonly Word[] {
  if (words.length !== 1 || !words[0]?.glob) return words;
  const found = [...asTheyAreNow(words, scope, facts)].sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
  const type = facts.ask({ kind: "stat", path: found.at(-1)?.value ?? "" })?.type;
  // More than two only go into a folder.
  return found.length === 2 || (found.length > 2 && type === "directory") ? found : words;
}

/** Effects on the destination of putting `from` at `to`: what is overwritten there, else that something is written. */
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

/** `cp -b -S .csv a b`: what was `b` takes the place of `b.csv`. */
export function effectsOfBackup(to: Word, suffix: Word | undefined, placing: Placing): Effect[] {
  const path = pathOf(to, placing.scope);
  if (!suffix?.value || placing.replaces || path === undefined) return [];
  if (placing.facts.ask({ kind: "stat", path })?.type !== "file") return [];
  return effectsOfPlacing(to, literalWord(`${path}${suffix.value}`, to.span), { ...placing, replaces: true });
}

/** What is overwritten where several things come, or where the place is one of several, or what comes is a tree. */
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
    // Whatever comes takes the place of a file.
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

/** `git clone . /tmp/x && cp -a /tmp/x/. .`: what an earlier command of the text makes, nobody has seen. */
function isYetToCome(origin: string, { scope, facts }: Placing): boolean {
  return scope.earlier !== undefined && facts.ask({ kind: "stat", path: origin })?.type === "missing";
}

/** A workspace whose work is not all in its commits. */
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
  // Its own copy or itself, put back.
  const putBack = origin !== undefined && (earlier?.copied.get(origin) === path || earlier?.moved.get(origin) === path);
  if (lost && !putBack && !isAbsent(named, scope) && !(origin !== undefined && isEditOf(origin, path, scope)))
    return [effectOfLoss({ name, path, loss }, { verb: "overwrite", source, span })];
  return [effectOfWriting({ name, path, source, span, anew: isAbsent(named, scope) })];
}

/** The file behind the link at `path`, or the one that comes into the folder behind it. */
function behindLink(path: string, origin: string | undefined, facts: Facts): string {
  const stat = facts.ask({ kind: "stat", path });
  if (stat?.type !== "link") return path;
  const isFolder = facts.ask({ kind: "stat", path: stat.realpath })?.type === "directory";
  return isFolder && origin !== undefined ? resolvePath(baseName(origin), stat.realpath) : stat.realpath;
}
