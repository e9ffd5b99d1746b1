/** Computes what is at a path and what its loss would cost, for rm, mv, cp, find, redirects and edit tools alike. */

import type { Certainty, Mark, Reach, Recovery, ResourceKind } from "../effects/effect.ts";
import type { Facts, GitFact } from "../facts/facts.ts";
import { inOrder, words } from "../text/expressions.ts";
import { isBelow, isWithin, normalizePath, partsOf, relativeTo } from "../text/paths.ts";
import { isToolCache } from "./caches.ts";
import { isCatastrophe, landmarksOf, workspacesOf } from "./landmarks.ts";
import { isProduct } from "./products.ts";
import {
  IGNORED_OUTPUT,
  isBuilt,
  isLeftByRuns,
  isManifest,
  manifestOf,
  regenerableName,
  regenerablePart,
} from "./regenerable.ts";
import { marksOfContent } from "./unsaved.ts";
import { gitOf } from "./work-tree.ts";

/** The part of an effect that depends only on the place. */
export interface Loss {
  readonly resource: ResourceKind;
  readonly reach: Reach;
  readonly recovery: Recovery;
  readonly marks: readonly Mark[];
  /** Absent: certain. */
  readonly certainty?: Certainty;
  /** The path does not exist now; an earlier command of the text may create it. */
  readonly absent?: true;
}

/**
 * Returns the cost of losing `path` (absolute). Recovery is `free` if nothing is there, a tool regenerates it, it is
 * temporary, or git has exactly this content; otherwise `none`, also if unknown. Without known roots, `cwd` counts as
 * the workspace.
 */
export function describeLoss(path: string, facts: Facts, cwd: string | null): Loss {
  const at = normalizePath(path);
  const device = isDevice(at);
  if (device) return { resource: "volume", reach: "all", recovery: "none", marks: ["root"] };
  // Writing to these crashes, restarts or suspends the machine.
  if (
    /^\/(proc\/sysrq-trigger|sys\/power\/(state|disk)|sys\/(block|bus|class|devices)\/.+\/(delete|remove|unbind|reset))$/.test(
      at,
    )
  )
    return { resource: "system", reach: "all", recovery: "none", marks: ["root"] };
  const stat = facts.ask({ kind: "stat", path: at });
  const marks = landmarksOf(at, facts, cwd);
  const isFolder = stat?.type === "directory" || (stat === null && isCatastrophe(marks));
  const resource = isFolder ? "directory" : stat === null ? "unknown" : "file";
  const reach = isFolder ? (isCatastrophe(marks) ? "all" : "several") : "one";
  const recovery = recoveryOf(at, facts, cwd, marks);
  if (recovery === "free") return { resource, reach, recovery, marks: [] };
  const content = recovery === "none" && !isCatastrophe(marks) ? marksOfContent(at, facts, cwd) : [];
  return { resource, reach, recovery, marks: [...marks, ...content] };
}

function recoveryOf(path: string, facts: Facts, cwd: string | null, marks: readonly Mark[]): Recovery {
  const stat = facts.ask({ kind: "stat", path });
  if (isCatastrophe(marks)) return "none";
  if (stat?.type === "missing") return "free";
  if (isSharedScratch(path)) return "none";
  // A link is quickly created again, and its target stays.
  if (stat?.type === "link") return "effort";
  if (stat?.type === "file" && stat.size === 0) return "free";
  if (stat?.type === "directory" && stat.entries?.length === 0) return "free";
  if (holdsMovedIn(path, facts)) return "none";
  if (stat?.type === "file" && facts.around.created?.includes(path)) return "free";
  const behind = stat?.realpath ?? path;
  const bothAre = (is: (place: string, facts: Facts, cwd: string | null) => boolean): boolean =>
    is(path, facts, cwd) && (behind === path || is(behind, facts, cwd));
  if (bothAre(isMadeAgain)) return "free";
  // A mount point in a temporary folder has its contents elsewhere.
  if (stat?.mount) return "none";
  if (bothAre(isScratch)) return "free";
  if (bothAre(isProduct) && !isChangedInGit(path, facts, cwd)) return "free";
  if (isSafeInGit(path, facts, cwd) || GIT_LOCK.test(path)) return "free";
  return isLockFile(path) ? "effort" : "none";
}

/** Returns whether the session has moved the only copy of something here, and it is still there. */
function holdsMovedIn(path: string, facts: Facts): boolean {
  const { movedIn = [], platform } = facts.around;
  return movedIn.some(place => {
    const inside = isWithin(place, path, platform);
    if (!inside && !isWithin(path, place, platform)) return false;
    const type = facts.ask({ kind: "stat", path: place })?.type;
    return type === "file" || type === "directory";
  });
}

function isMadeAgain(path: string, facts: Facts, cwd: string | null): boolean {
  return isOutput(path, facts, cwd) || isToolCache(path, facts);
}

/** The lock of a git that was killed: a copy of the file beside it, which blocks every later git. */
const GIT_LOCK = /\/\.git\/(?:[^/]+\/){0,12}[^/]+\.lock$/;

/** Returns whether a file is a package manager's lock file. */
export function isLockFile(path: string): boolean {
  return LOCK_FILE.test(path);
}

/** Package managers regenerate these, but with the newest versions that fit. */
const LOCK_FILE = inOrder([
  /\//,
  words`
    package-lock\.json npm-shrinkwrap\.json yarn\.lock pnpm-lock\.yaml bun\.lockb? deno\.lock Cargo\.lock poetry\.lock
    uv\.lock pdm\.lock pixi\.lock conda-lock\.yml Pipfile\.lock Gemfile\.lock composer\.lock go\.sum mix\.lock
    pubspec\.lock Podfile\.lock Package\.resolved packages\.lock\.json gradle\.lockfile flake\.lock elm-stuff
    \.terraform\.lock\.hcl Chart\.lock
  `,
  /$/,
]);

/** Returns whether the path is a system-wide temporary folder, into which any program may put files. */
export function isSharedScratch(path: string): boolean {
  return /^(\/private)?\/(tmp|var\/tmp)$/.test(path);
}

/** Returns whether the path is below a temporary folder and not in a workspace there. */
export function isScratch(path: string, facts: Facts, cwd: string | null): boolean {
  const inScratch =
    /^(\/private)?\/(tmp|var\/tmp)\/./.test(path) ||
    // adb's folder on a device for things that are tried out.
    /^\/data\/local\/tmp\/./.test(path) ||
    /^(\/private)?\/var\/folders\/[^/]+\/[^/]+\/T\/./.test(path) ||
    /^(?:[A-Za-z]:\/Users\/[^/]+|\/home\/[^/]+|\/root)\/AppData\/Local\/Temp\/./i.test(path) ||
    /^[A-Za-z]:\/(?:Windows\/Temp|te?mp)\/./i.test(path);
  return inScratch && !workspacesOf(facts, cwd).some(root => isWithin(path, root, facts.around.platform));
}

/** The most path segments that are checked. No build writes deeper. */
const MAX_PARTS = 64;

/** Returns whether the path is output in a workspace that its tool regenerates. */
export function isOutput(path: string, facts: Facts, cwd: string | null): boolean {
  const { platform } = facts.around;
  const root = workspacesOf(facts, cwd).find(folder => isBelow(path, folder, platform));
  if (root === undefined) return false;
  const parts = partsOf(relativeTo(path, root, platform));
  if (parts.length > MAX_PARTS) return false;
  const folders = [root];
  for (const part of parts) folders.push(`${folders.at(-1)}/${part}`);
  for (let i = 0; i < parts.length; i++) if (isOutputFrom(i, { path, parts, folders }, facts, cwd)) return true;
  return false;
}

/** A path below a workspace: its segments from there on, and the folder that ends in each of them. */
interface Below {
  readonly path: string;
  readonly parts: readonly string[];
  readonly folders: readonly string[];
}

/** Returns whether the segment at `i` is the name of output, or of a folder in it. */
function isOutputFrom(i: number, { path, parts, folders }: Below, facts: Facts, cwd: string | null): boolean {
  const part = parts[i] ?? "";
  const folder = folders[i + 1] ?? path;
  const kind = regenerablePart(parts, i);
  if (kind === "always" || isPythonEnvironment(entriesOf(folder, facts))) return true;
  const tool = manifestOf(parts, i);
  const around = folders[i] ?? path;
  if (IGNORED_OUTPUT.test(part) && isLeftOut(folder, facts, cwd) && entriesOf(around, facts).some(isManifest))
    return true;
  if (kind === undefined && tool === undefined) return false;
  const git = gitOf(path, facts, cwd);
  const real = facts.ask({ kind: "stat", path })?.realpath ?? path;
  const own = git ? [...git.modified, ...git.staged, ...(kind === undefined ? git.untracked : [])] : [];
  if (git && changedUnder(real, own, git, facts)) return false;
  if (tool && entriesOf(folders[i - tool.up] ?? path, facts).some(name => tool.manifest.test(name))) return true;
  if (kind === undefined) return false;
  // Git ignores it, by name or with the folder around it.
  if (isLeftOut(folder, facts, cwd, isLeftByRuns(part))) return true;
  // The workspace is not on this disk, so only the name counts, and it is a build's.
  if (facts.ask({ kind: "stat", path: folders[0] ?? path }) === null) return true;
  if (entriesOf(around, facts).some(isManifest)) return true;
  // No build tool is known here, so a build's name with files that git does not ignore means little.
  return i === 0 && git !== null && !(isBuilt(part) && changedUnder(real, git.untracked, git, facts));
}

function entriesOf(folder: string, facts: Facts): readonly string[] {
  return facts.ask({ kind: "stat", path: folder })?.entries ?? NOTHING;
}

const NOTHING: readonly string[] = [];

/** Returns whether git ignores the whole folder; `around`: or a parent of it. */
function isLeftOut(folder: string, facts: Facts, cwd: string | null, around = false): boolean {
  const git = gitOf(folder, facts, cwd);
  if (!git?.ignored) return false;
  return git.ignored.some(name => {
    const ignored = `${git.root}/${name}`.replace(/\/$/, "");
    return ignored === folder || (around && isBelow(folder, ignored, facts.around.platform));
  });
}

/** Recognises a Python environment of any name (PEP 405) by its file, if nothing else is beside what `venv` creates. */
function isPythonEnvironment(entries: readonly string[]): boolean {
  return entries.includes("pyvenv.cfg") && entries.every(name => OF_ENVIRONMENT.test(name));
}

const OF_ENVIRONMENT =
  /^(?:pyvenv\.cfg|bin|include|lib|lib64|share|etc|man|scripts|\.gitignore|\.lock|CACHEDIR\.TAG)$/i;

/** Returns whether git can restore all of it: tracked, unchanged, and without untracked files. */
export function isSafeInGit(path: string, facts: Facts, cwd: string | null): boolean {
  const stat = facts.ask({ kind: "stat", path });
  const git = gitOf(path, facts, cwd);
  if (!git || !stat || git.cut || !git.ignored) return false;
  const real = stat.realpath;
  if (!isBelow(real, git.root, facts.around.platform)) return false;
  if (partsOf(real).includes(".git") || stat.entries?.includes(".git")) return false;
  const precious = git.ignored.filter(name => !partsOf(name).some(part => regenerableName(part) === "always"));
  return !changedUnder(real, [...git.modified, ...git.staged, ...git.untracked, ...precious], git, facts);
}

/** Returns whether git has another version of it. */
function isChangedInGit(path: string, facts: Facts, cwd: string | null): boolean {
  const git = gitOf(path, facts, cwd);
  if (!git) return false;
  const real = facts.ask({ kind: "stat", path })?.realpath ?? path;
  return git.cut || changedUnder(real, [...git.modified, ...git.staged], git, facts);
}

/** Returns whether one of git's relative `names` is `path`, is below it, or is a parent of it. */
function changedUnder(path: string, names: readonly string[], git: GitFact, { around }: Facts): boolean {
  return names.some(name => {
    const changed = `${git.root}/${name}`;
    return isWithin(changed, path, around.platform) || isWithin(path, changed, around.platform);
  });
}

/** Recognises raw disks and similar devices. Writing to one destroys every file on it. */
function isDevice(path: string): boolean {
  return (
    /^\/dev\/(r?disk|[hsvx]v?d[a-z]|xvd|nvme|mmcblk|mapper\/|md\d|dm-|loop\d|mem$|kmem$|port$)/.test(path) ||
    // `\\\\.\\PhysicalDrive0`, once its backslashes are gone.
    /^\/(\/\.\/)?(PhysicalDrive|Harddisk|HarddiskVolume|CdRom)\d+/i.test(path)
  );
}
