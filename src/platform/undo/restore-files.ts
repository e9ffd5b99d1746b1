/**
 * Puts kept files and folders back. First `changesFor` says what would be done, path by path; then `restoreFiles` does
 * what a person has chosen. Each step can be done again: what was interrupted is finished by the same call.
 */
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  ftruncateSync,
  lchownSync,
  lutimesSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { RecordLog } from "./record-log.ts";
import { identityOf, type SavedFile, type SavedNode, statOf } from "./saved-node.ts";

/** What undoing does at one path. */
export interface Change {
  readonly node: SavedNode;
  /** `create`: nothing stands there. `replace`: something else does. `remove`: the act has made it. */
  readonly how: "create" | "replace" | "remove" | "attributes";
}

export interface KeptPlaces {
  readonly log: Pick<RecordLog, "read">;
  /** The folder of this entry on the file system that the file was on; undefined: nothing is kept there. */
  folderOf(node: SavedFile): string | undefined;
}

/** What has to be done so that everything is as it was; empty when it is. Reads only. Throws what the system says. */
export function changesFor(nodes: readonly SavedNode[], places: KeptPlaces): Change[] {
  return nodes.flatMap(node => {
    const how = changeAt(node, places);
    return how ? [{ node, how }] : [];
  });
}

function changeAt(node: SavedNode, places: KeptPlaces): Change["how"] | undefined {
  const stat = statOf(node.path);
  if (node.kind === "absent") return stat ? "remove" : undefined;
  if (node.kind === "special") return undefined;
  if (!stat) return "create";
  if (node.kind === "folder") {
    if (!stat.isDirectory()) return "replace";
  } else if (node.kind === "link") {
    if (!stat.isSymbolicLink() || readlinkSync(node.path) !== node.target) return "replace";
  } else if (!stat.isFile() || !hasBytes(node, places)) return "replace";
  const isSame =
    (node.kind === "link" || (Number(stat.mode) & 0o7777) === node.mode) &&
    Number(stat.uid) === node.uid &&
    Number(stat.gid) === node.gid &&
    (node.kind !== "file" || isSameTime(stat.mtimeNs, node.mtimeNs));
  return isSame ? undefined : "attributes";
}

/** Times are set through a double of seconds, which is exact to a quarter of a microsecond. */
function isSameTime(now: bigint, before: string): boolean {
  const apart = now - BigInt(before);
  return apart < 1000n && apart > -1000n;
}

function hasBytes(node: SavedFile, places: KeptPlaces): boolean {
  const stat = statOf(node.path);
  if (!stat?.isFile() || Number(stat.size) !== node.size) return false;
  // A file that was not written since, in one call or another, is what it was.
  if (identityOf(stat) === node.identity && stat.mtimeNs.toString() === node.mtimeNs) return true;
  const kept = keptBytes(node, places);
  return kept?.equals(readFileSync(node.path)) ?? false;
}

/** The bytes of a file as they are kept; undefined where they are not there any more. Throws where they are damaged. */
export function keptBytes(node: SavedFile, places: KeptPlaces): Buffer | undefined {
  const { content } = node;
  if (content.kind === "packed") return places.log.read(content.sha256);
  const folder = places.folderOf(node);
  if (folder === undefined) return undefined;
  try {
    return readFileSync(join(folder, content.name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Does these changes, in the order of `changesFor`. What stands in the way is not kept: the caller has kept it. Throws
 * what the system says; then what was done stays, and the same call goes on from there.
 */
export function restoreFiles(changes: readonly Change[], places: KeptPlaces): void {
  for (const { node, how } of changes.toReversed())
    if (how === "remove") rmSync(node.path, { recursive: true, force: true });
  const folders: Change[] = [];
  for (const change of changes) {
    const { node, how } = change;
    if (node.kind === "absent" || node.kind === "special") continue;
    if (how !== "attributes") {
      clearWay(node);
      if (node.kind === "folder") makeFolderAt(node.path);
      else if (node.kind === "link") putLink(node.path, node.target);
      else putFile(node, places);
    }
    if (node.kind === "folder") folders.push(change);
    else setAttributes(node);
  }
  // A folder's times change with what is put into it.
  for (const { node } of folders.toReversed()) if (node.kind === "folder") setAttributes(node);
}

/** Takes away what is of another kind than what comes there. */
function clearWay({ path, kind }: SavedNode): void {
  const stat = statOf(path);
  if (!stat) return void mkdirSync(dirname(path), { recursive: true });
  if (stat.isDirectory() !== (kind === "folder")) rmSync(path, { recursive: true, force: true });
}

function makeFolderAt(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** A name beside `path` that nobody else uses. */
function besideOf(path: string): string {
  return join(dirname(path), `.${basename(path).slice(0, 180)}.agentguard-undo`);
}

function putLink(path: string, target: string): void {
  const beside = besideOf(path);
  rmSync(beside, { force: true });
  symlinkSync(target, beside);
  renameSync(beside, path);
}

/** Replaces the file in one step. One that has other names, and is still there, is written to instead: they stay one file. */
function putFile(node: SavedFile, places: KeptPlaces): void {
  const { content, path } = node;
  if (content.kind === "linked") {
    const folder = places.folderOf(node);
    const kept = folder === undefined ? undefined : join(folder, content.name);
    const own = kept === undefined ? undefined : statOf(kept);
    // What was copied since, because others share the file, stays where it is kept.
    if (kept !== undefined && (!own || identityOf(own) === node.identity)) return putBack(kept, node);
  }
  const stat = statOf(path);
  const bytes = content.kind === "packed" ? places.log.read(content.sha256) : undefined;
  if (stat?.isFile() && stat.nlink > 1n && identityOf(stat) === node.identity && bytes) return writeInto(path, bytes);
  const beside = besideOf(path);
  rmSync(beside, { force: true });
  if (bytes) writeNew(beside, bytes);
  else copyKept(node, places, beside);
  renameSync(beside, path);
}

/** The kept name becomes the file again: with it come its times, its rights and all that the system keeps of it. */
function putBack(kept: string, { path, identity }: SavedFile): void {
  const [own, there] = [statOf(kept), statOf(path)];
  if (!own) {
    // An earlier call has put it back.
    if (there && identityOf(there) === identity) return;
    throw new Error(`what was kept of ${path} is not there any more`);
  }
  // rename(2) does nothing where both are names of one file.
  if (there && identityOf(own) === identityOf(there)) return unlinkSync(kept);
  renameSync(kept, path);
}

function copyKept(node: SavedFile, places: KeptPlaces, to: string): void {
  const { path, content } = node;
  const folder = places.folderOf(node);
  if (folder === undefined || content.kind === "packed") throw new Error(`nothing is kept of ${path}`);
  copyFileSync(join(folder, content.name), to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  flush(to);
}

function writeNew(path: string, bytes: Buffer): void {
  const descriptor = openSync(path, "wx", 0o600);
  try {
    writeFileSync(descriptor, bytes);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function writeInto(path: string, bytes: Buffer): void {
  const descriptor = openSync(path, constants.O_WRONLY | constants.O_NOFOLLOW);
  try {
    writeFileSync(descriptor, bytes);
    ftruncateSync(descriptor, bytes.length);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function flush(path: string): void {
  const descriptor = openSync(path, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function setAttributes(node: Exclude<SavedNode, { kind: "absent" | "special" }>): void {
  const { path, mode, uid, gid, atimeNs, mtimeNs } = node;
  const stat = statOf(path);
  if (!stat) return;
  if (Number(stat.uid) !== uid || Number(stat.gid) !== gid)
    try {
      lchownSync(path, uid, gid);
    } catch (error) {
      // Only root may give a file to somebody else: what cannot be given stays with whoever undoes.
      if ((error as NodeJS.ErrnoException).code !== "EPERM") throw error;
    }
  if (node.kind !== "link") chmodSync(path, mode);
  if (stat.mtimeNs.toString() !== mtimeNs) lutimesSync(path, seconds(atimeNs), seconds(mtimeNs));
}

function seconds(nanoseconds: string): number {
  return Number(BigInt(nanoseconds) / 1000n) / 1e6;
}
