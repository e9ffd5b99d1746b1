/** What a file pattern would take with it: its matches where the disk tells, everything it could match where not. */
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

/** As many entries of a folder as a fact holds: with so many, there may be more. */
const MAX_ENTRIES = 100;
const MAX_MATCHES = 64;

interface Found {
  readonly path: string;
  /** What of it goes, as in an effect. */
  readonly covers?: readonly string[];
  readonly loss: Loss;
}

/**
 * The loss behind `pattern` (`src/*.tmp`, `**` for any depth) in `scope`; undefined when nothing fits.
 * `recursive`: folders that fit go as well.
 */
export function lossOfPattern(
  pattern: string,
  scope: Scope,
  facts: Facts,
  taking: { readonly recursive: boolean },
): Found | undefined {
  const found = lossOfMatches(pattern, scope, facts, taking);
  // Only what is behind a link in a folder that costs nothing is not weighed with the folder.
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
  // `!(keep)` is everything but one name.
  if (rest.every(part => matchesAll(part) || matchesAll(part.replace(/^\./, "")) || part.startsWith("!(")))
    return { ...everythingIn(base, scope, facts, resource), covers };
  // What is anybody's counts as the whole folder, unless nothing is there.
  if (recursive && isSharedScratch(base) && rest.every(part => !narrows(part)))
    return { ...everythingIn(base, scope, facts, resource), covers };
  if (!rest.some(part => part === "**")) {
    const matches = expand(base, rest, facts);
    if (matches) {
      const found = worst(matches, base, scope, facts, recursive);
      return found && { ...found, covers: matches.map(path => below(path, [], recursive)) };
    }
  }
  // `/tmp/build-*`: named, however many there are.
  if (isSharedScratch(base) && (recursive ? NAMED : KIND).test(rest[0] ?? "") && !hasMoved(scope))
    return { path: base, loss: { resource, reach: "several", recovery: "free", marks: [] }, covers };
  return { ...summary(base, last, facts, cwd, resource), covers };
}

/** Begins with what says whose it is, and not with a dot: `build-*`, `pip_??`. */
const NAMED = /^[\p{L}\p{N}]{2}[\p{L}\p{N}._-]*[*?[]/u;

/** Files, not folders, of one kind: `*.log`, or of such a name. */
const KIND = /^[\p{L}\p{N}]{2}[\p{L}\p{N}._-]*[*?[]|[._-][\p{L}\p{N}]{2,20}$/u;

/** Files of another place may lie there by now. */
function hasMoved({ earlier }: Scope): boolean {
  return earlier !== undefined && (earlier.moves || earlier.moved.size + earlier.copied.size > 0);
}

/** What disks and their parts are called, whichever a machine has. */
const DISKS = /^(?:[shv]d|xvd|nvme|mmcblk|md|dm-|disk|rdisk|mapper|loop)/;

/**
 * The paths that the pattern fits on this disk; null where they cannot be counted, where there are none, or where
 * earlier commands of the same text have changed files by then.
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
 * The paths that the pattern fits on this disk now, in a folder that links of the same text may lead to; none where they
 * cannot be counted. What earlier commands of the text have changed is not among them.
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

/** Puts the folder and all that lies below it into `into`; false where that is too much. */
function treeOf(folder: string, facts: Facts, into: string[]): boolean {
  const stat = facts.ask({ kind: "stat", path: folder });
  if (stat === null || (stat.entries?.length ?? 0) >= MAX_ENTRIES || into.length > MAX_MATCHES) return false;
  into.push(folder);
  // Each is asked for, so that all become known at once.
  const below = (stat.entries ?? []).map(name => name.startsWith(".") || treeOf(`${folder}/${name}`, facts, into));
  return below.every(known => known);
}

/** Several losses as one: the worst of each kind. */
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

/** `*`: what goes is all the folder holds, and the folder's own importance is that of its content. */
function everythingIn(base: string, scope: Scope, facts: Facts, resource: Loss["resource"]): Found {
  const loss = lossAt(base, scope, facts);
  // Whoever empties a folder with all that is below it expects one, as whoever deletes it does.
  const expected =
    resource === "directory" && !isSharedScratch(base) && facts.ask({ kind: "stat", path: base })?.type === "missing";
  if (expected && loss.recovery === "free" && !isFresh(base, scope, facts))
    return { path: base, loss: lossOfWhatMayCome(base, scope, facts) };
  if (loss.recovery === "free") return { path: base, loss };
  return { path: base, loss: { ...loss, resource, reach: "all", recovery: "none" } };
}

/** Matches that cannot be counted: judged by the name they share, the place they lie in, and what git would miss. */
function summary(base: string, last: string, facts: Facts, cwd: string | null, resource: Loss["resource"]): Found {
  const marks = landmarksOf(base, facts, cwd);
  const free = { path: base, loss: { resource, reach: "several" as const, recovery: "free" as const, marks: [] } };
  const spansAll = marks.some(mark => mark === "root" || mark === "home" || mark === "workspace-ancestor");
  const name = regenerableName(unescaped(last));
  // Where nothing can be looked at, the name of build output is all there is to go by.
  const stat = facts.ask({ kind: "stat", path: base });
  const unseen = (stat === null || stat.type === "missing") && !marks.includes("outside-workspace");
  const product = name === "by-custom" || isProductByName(unescaped(last));
  if (!spansAll && (name === "always" || (product && unseen))) return free;
  if (!spansAll && describeLoss(base, facts, cwd).recovery === "free") return free;
  if (!isCatastrophe(marks) && isScratch(base, facts, cwd)) return free;
  if (!spansAll && gitHasAll(base, last, facts, cwd)) return free;
  // A name narrows the workspace down; it does not narrow down a disk or a home folder.
  const kept = marks.filter(mark => mark !== "workspace-root");
  return { path: base, loss: { resource, reach: "several", recovery: "none", marks: kept } };
}

/** Nothing that fits is changed, untracked or ignored. A folder that git lists as a whole may hold anything. */
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
