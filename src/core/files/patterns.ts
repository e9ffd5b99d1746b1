/** Computes what a file pattern takes: its matches on the disk or, if that cannot tell, whatever it could match. */
import type { Facts } from "../facts/facts.ts";
import type { Scope } from "../places/scope.ts";
import { baseName, isAbsolute, isWithin, resolvePath } from "../text/paths.ts";
import { below, isPattern, matchesAll, matchesGlob, narrows, unescaped } from "./globs.ts";
import { isCatastrophe, landmarksOf } from "./landmarks.ts";
import { lossBehindLinks } from "./linked-folders.ts";
import { describeLoss, isScratch, isSharedScratch, type Loss } from "./loss.ts";
import { whereItIs } from "./moved.ts";
import { isFresh, lossOfWhatMayCome } from "./pending-contents.ts";
import { isProduct, isProductByName } from "./products.ts";
import { regenerableName } from "./regenerable.ts";
import { lossAt } from "./session-folders.ts";
import { gitOf } from "./work-tree.ts";

/** The most entries that a fact lists. A folder with that many may have more. */
const MAX_ENTRIES = 100;
const MAX_MATCHES = 64;

interface Found {
  readonly path: string;
  /** The part of the folder that is lost, as in an effect. */
  readonly covers?: readonly string[];
  readonly loss: Loss;
}

/**
 * Returns the loss behind `pattern` (`src/*.tmp`, `**` for any depth) in `scope`; undefined if nothing matches.
 * `recursive`: matching folders are lost as well.
 */
export function lossOfPattern(
  pattern: string,
  scope: Scope,
  facts: Facts,
  taking: { readonly recursive: boolean },
): Found | undefined {
  const found = lossOfMatches(pattern, scope, facts, taking);
  // The rest only looks for targets of links in folders whose own loss costs nothing.
  if (found && found.loss.recovery !== "free") return found;
  const at = pattern.search(/[*?[]/);
  if (at < 0 || !taking.recursive || !pattern.includes("/", at) || pattern.includes("**")) return found;
  const folder = pattern.slice(0, pattern.lastIndexOf("/", at) + 1);
  if (scope.cwd === null && !isAbsolute(folder)) return found;
  const base = behindLink(whereItIs(resolvePath(unescaped(folder) || ".", scope.cwd ?? "/"), scope, true), facts);
  const reached = lossBehindLinks(base, pattern.slice(folder.length).split("/"), facts, scope.cwd);
  return reached ? { ...reached, covers: [below(reached.path, [], true)] } : found;
}

function lossOfMatches(
  pattern: string,
  scope: Scope,
  facts: Facts,
  { recursive }: { readonly recursive: boolean },
): Found | undefined {
  const { cwd } = scope;
  const parts = pattern.split("/");
  const found = parts.findIndex(part => isPattern(part) || /[?*+@!]\(/.test(part));
  const first = found < 0 ? parts.length - 1 : found;
  const folder = parts.slice(0, first).map(unescaped).join("/");
  const rest = parts.slice(first).filter(part => part !== "");
  const last = rest.at(-1) ?? "*";
  const prefix = folder === "" ? (pattern.startsWith("/") ? "/" : ".") : folder;
  const resource = recursive ? ("directory" as const) : ("file" as const);
  if (cwd === null && !isAbsolute(prefix)) {
    const free = regenerableName(unescaped(last)) === "always";
    const loss: Loss = {
      resource,
      reach: "all",
      recovery: free ? "free" : "none",
      marks: free ? [] : ["unresolved-target"],
    };
    return { path: prefix, loss };
  }
  const base = behindLink(whereItIs(resolvePath(prefix, cwd ?? "/"), scope, true), facts);
  const covers = [below(base, rest, recursive)];
  if (base === "/dev" && DISKS.test(rest[0] ?? ""))
    return { path: base, covers, loss: { resource: "volume", reach: "several", recovery: "none", marks: ["root"] } };
  // `!(keep)` matches everything except one name.
  if (rest.every(part => matchesAll(part) || matchesAll(part.replace(/^\./, "")) || part.startsWith("!(")))
    return { ...everythingIn(base, scope, facts, resource), covers };
  // In a shared temporary folder, a pattern that narrows nothing counts as the whole folder.
  if (recursive && isSharedScratch(base) && rest.every(part => !narrows(part)))
    return { ...everythingIn(base, scope, facts, resource), covers };
  if (!rest.some(part => part === "**")) {
    const matches = expand(base, rest, facts);
    if (matches) {
      const found = worst(matches, base, scope, facts, recursive);
      return found && { ...found, covers: matches.map(path => below(path, [], recursive)) };
    }
  }
  // `/tmp/build-*` names its matches, so any number of them is fine.
  if (isSharedScratch(base) && (recursive ? NAMED : KIND).test(rest[0] ?? "") && !hasMoved(scope))
    return { path: base, loss: { resource, reach: "several", recovery: "free", marks: [] }, covers };
  return { ...summary(base, last, facts, cwd, resource), covers };
}

/** The pattern starts with at least two letters that say whose files these are: `build-*`, `pip_??`. */
const NAMED = /^[\p{L}\p{N}]{2}[\p{L}\p{N}._-]*[*?[]/u;

/** Files of one kind, but not folders: `*.log`, or with a telling start. */
const KIND = /^[\p{L}\p{N}]{2}[\p{L}\p{N}._-]*[*?[]|[._-][\p{L}\p{N}]{2,20}$/u;

/** Other files may have been moved there by now. */
function hasMoved({ earlier }: Scope): boolean {
  return earlier !== undefined && (earlier.moves || earlier.moved.size + earlier.copied.size > 0);
}

/** Names of disks and partitions, whichever a machine has. */
const DISKS = /^(?:[shv]d|xvd|nvme|mmcblk|md|dm-|disk|rdisk|mapper|loop)/;

/**
 * Returns the paths on this disk that the pattern matches; null if they cannot be counted, if there are none, or if
 * earlier commands of the text have changed files.
 */
export function filesThatFit(pattern: string, scope: Scope, facts: Facts): readonly string[] | null {
  const { cwd, earlier, elsewhere } = scope;
  if (elsewhere || (cwd === null && !isAbsolute(pattern)) || /\{|\*\*|[?*+@!]\(/.test(pattern)) return null;
  if (earlier && (earlier.moves || earlier.written.size + earlier.moved.size + earlier.copied.size > 0)) return null;
  const parts = resolvePath(pattern, cwd ?? "/")
    .split("/")
    .filter(part => part !== "");
  const found = expand("/", parts, facts)?.filter(path => facts.ask({ kind: "stat", path })?.type !== "missing");
  return found?.length ? found : null;
}

/**
 * Returns the paths on this disk that the pattern matches now, also in a folder that links of the text lead to; empty
 * if they cannot be counted. What earlier commands of the text changed is not included.
 */
export function filesThere(pattern: string, { elsewhere, ...scope }: Scope, facts: Facts): readonly string[] {
  if (elsewhere || !isAbsolute(pattern) || /\{|[?*+@!]\(/.test(pattern)) return [];
  const parts = resolvePath(pattern, "/").split("/");
  const at = parts.findIndex(isPattern);
  const folder = parts.slice(0, at < 0 ? parts.length : at).map(unescaped);
  const base = behindLink(whereItIs(folder.join("/") || "/", scope, true), facts);
  const found = at < 0 ? [base] : (expand(base, parts.slice(at), facts) ?? []);
  return found.filter(path => facts.ask({ kind: "stat", path })?.type !== "missing");
}

function behindLink(path: string, facts: Facts): string {
  const stat = facts.ask({ kind: "stat", path });
  return stat?.type === "link" ? stat.realpath : path;
}

function expand(base: string, parts: readonly string[], facts: Facts): readonly string[] | null {
  let found: readonly string[] = [base];
  for (const part of parts) {
    const next: string[] = [];
    for (const path of found) {
      if (part === "**") {
        if (!treeOf(path, facts, next)) return null;
        continue;
      }
      if (!isPattern(part)) {
        next.push(resolvePath(unescaped(part), path));
        continue;
      }
      const stat = facts.ask({ kind: "stat", path });
      if (stat === null || (stat.entries?.length ?? 0) >= MAX_ENTRIES) return null;
      for (const name of stat.entries ?? []) {
        if (name.startsWith(".") && !part.startsWith(".")) continue;
        const fits = matchesGlob(part, name);
        if (fits === null) return null;
        if (fits) next.push(resolvePath(name, path));
      }
    }
    if (next.length > MAX_MATCHES) return null;
    found = next;
  }
  return found;
}

/** Adds the folder and everything below it to `into`; returns false if that is too much. */
function treeOf(folder: string, facts: Facts, into: string[]): boolean {
  const stat = facts.ask({ kind: "stat", path: folder });
  if (stat === null || (stat.entries?.length ?? 0) >= MAX_ENTRIES || into.length > MAX_MATCHES) return false;
  into.push(folder);
  // All are asked at once, so that one more round is enough.
  const below = (stat.entries ?? []).map(name => name.startsWith(".") || treeOf(`${folder}/${name}`, facts, into));
  return below.every(known => known);
}

/** Combines several losses: the worst value of each property. */
function worst(
  paths: readonly string[],
  base: string,
  scope: Scope,
  facts: Facts,
  recursive: boolean,
): Found | undefined {
  const losses = paths.flatMap(path => {
    const stat = facts.ask({ kind: "stat", path });
    return stat?.type === "missing" || (stat?.type === "directory" && !recursive) ? [] : [lossAt(path, scope, facts)];
  });
  const [first, ...more] = losses.filter(({ recovery }) => recovery !== "free");
  if (!first) return losses[0] && { path: base, loss: losses[0] };
  const folders = [first, ...more].find(({ resource }) => resource === "directory");
  return {
    path: base,
    loss: {
      resource: folders?.resource ?? first.resource,
      reach: more.length > 0 ? "several" : first.reach,
      recovery: [first, ...more].some(({ recovery }) => recovery === "none") ? "none" : first.recovery,
      marks: [...new Set([first, ...more].flatMap(({ marks }) => marks))],
    },
  };
}

/** `*` takes everything in the folder, so the folder's own importance counts. */
function everythingIn(base: string, scope: Scope, facts: Facts, resource: Loss["resource"]): Found {
  const loss = lossAt(base, scope, facts);
  // Whoever empties a folder recursively expects it to exist, as with deleting it.
  const expected =
    resource === "directory" && !isSharedScratch(base) && facts.ask({ kind: "stat", path: base })?.type === "missing";
  if (expected && loss.recovery === "free" && !isFresh(base, scope, facts))
    return { path: base, loss: lossOfWhatMayCome(base, scope, facts) };
  if (loss.recovery === "free") return { path: base, loss };
  return { path: base, loss: { ...loss, resource, reach: "all", recovery: "none" } };
}

/** Estimates matches that cannot be counted by their pattern, their folder, and git. */
function summary(base: string, last: string, facts: Facts, cwd: string | null, resource: Loss["resource"]): Found {
  const marks = landmarksOf(base, facts, cwd);
  const free = { path: base, loss: { resource, reach: "several" as const, recovery: "free" as const, marks: [] } };
  const spansAll = marks.some(mark => mark === "root" || mark === "home" || mark === "workspace-ancestor");
  const name = regenerableName(unescaped(last));
  // If nothing can be checked, only the name of build output counts.
  const stat = facts.ask({ kind: "stat", path: base });
  const unseen = (stat === null || stat.type === "missing") && !marks.includes("outside-workspace");
  const product = name === "by-custom" || isProductByName(unescaped(last));
  if (!spansAll && (name === "always" || (product && unseen))) return free;
  if (!spansAll && describeLoss(base, facts, cwd).recovery === "free") return free;
  if (!isCatastrophe(marks) && isScratch(base, facts, cwd)) return free;
  if (!spansAll && gitHasAll(base, last, facts, cwd)) return free;
  // A name narrows a workspace but not a disk or a home folder.
  const kept = marks.filter(mark => mark !== "workspace-root");
  return { path: base, loss: { resource, reach: "several", recovery: "none", marks: kept } };
}

/** Returns whether no match is changed, untracked or ignored. A folder that git lists as a whole may hold anything. */
function gitHasAll(base: string, last: string, facts: Facts, cwd: string | null): boolean {
  const git = gitOf(base, facts, cwd);
  if (!git?.ignored || git.cut || !isWithin(base, git.root, facts.around.platform)) return false;
  const output = regenerableName(unescaped(last)) !== undefined;
  const loose = [...git.modified, ...git.staged, ...git.untracked, ...(output ? [] : git.ignored)];
  return loose.every(name => {
    if (!isWithin(`${git.root}/${name}`, base, facts.around.platform)) return true;
    if (name.endsWith("/")) return regenerableName(baseName(name)) === "always";
    return (
      name.split("/").every(part => matchesGlob(last, part) === false) || isProduct(`${git.root}/${name}`, facts, cwd)
    );
  });
}
