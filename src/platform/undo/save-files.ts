/**
 * Keeps files and folders as they are now, so that an act on them can be taken back. The work follows the number of the
 * files that the act touches, never the size of the workspace.
 */
import {
  type BigIntStats,
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
} from "node:fs";
import { join } from "node:path";
import type { RecordLog } from "./record-log.ts";
import { attributesOf, type Content, identityOf, nodeWithoutBytes, type SavedNode, statOf } from "./saved-node.ts";

export interface Target {
  /** Absolute. What lies below a folder is kept with it. */
  readonly path: string;
  /** `unlink`: the act takes names away, and cannot change the bytes of a file. `write`: it may. */
  readonly by: "unlink" | "write";
}

export interface SavePlaces {
  readonly log: RecordLog;
  /** A folder for this entry on the file system of a path, made by the first file that goes there; undefined: none. */
  folderFor(path: string, device: bigint): string | undefined;
  /** Bytes that may be copied for one act. */
  readonly maxBytes: number;
  /** How many files and folders are kept for one act. */
  readonly maxNodes: number;
}

export interface SavedFiles {
  /** Folders before what lies in them. */
  readonly nodes: readonly SavedNode[];
  /** Bytes that were copied; second names and shared blocks cost none. */
  readonly bytes: number;
  /** What cannot be put back, a clause for each: pipes, sockets, devices. */
  readonly missing: readonly string[];
}

/** Why nothing was kept: the act is too large for the budget, or something could not be read. A sentence. */
export class CannotSave extends Error {}

/** Up to this size a file goes into the log of records, bytes. */
const PACKED = 1024 * 1024;

/**
 * Keeps all targets; the bytes are safe once the entry is sealed in the log. Throws `CannotSave` where it would be more
 * than the budget or a file changes while it is read, and what the system says where something cannot be read.
 */
export function saveFiles(targets: readonly Target[], places: SavePlaces): SavedFiles {
  const saving = new Saving(places);
  for (const { path, by } of targets) saving.tree(path, by);
  return { nodes: [...saving.nodes.values()], bytes: saving.bytes, missing: saving.missing };
}

class Saving {
  readonly nodes = new Map<string, SavedNode>();
  readonly missing: string[] = [];
  bytes = 0;
  #named = 0;

  constructor(readonly places: SavePlaces) {}

  tree(path: string, by: Target["by"]): void {
    if (this.nodes.has(path)) return;
    if (this.nodes.size >= this.places.maxNodes)
      throw new CannotSave(`more than ${this.places.maxNodes} files and folders would have to be kept`);
    const stat = statOf(path);
    if (!stat) return void this.nodes.set(path, { kind: "absent", path });
    if (stat.isFile()) return void this.nodes.set(path, this.#file(path, stat, by));
    const node = nodeWithoutBytes(path, stat);
    this.nodes.set(path, node);
    if (node.kind === "special") this.missing.push(`${path} is no ordinary file`);
    if (node.kind === "folder") for (const name of readdirSync(path)) this.tree(join(path, name), by);
  }

  #file(path: string, stat: BigIntStats, by: Target["by"]): SavedNode {
    const content = (by === "unlink" ? this.#linked(path, stat) : undefined) ?? this.#copied(path, stat);
    return {
      kind: "file",
      ...attributesOf(path, stat),
      size: Number(stat.size),
      identity: identityOf(stat),
      content,
    };
  }

  /** A second name on the same file system; undefined where the system refuses one. */
  #linked(path: string, stat: BigIntStats): Content | undefined {
    const folder = this.places.folderFor(path, stat.dev);
    if (folder === undefined) return undefined;
    const name = String(this.#named++);
    try {
      linkSync(path, join(folder, name));
      return { kind: "linked", name };
    } catch (error) {
      if (REFUSED.has((error as NodeJS.ErrnoException).code ?? "")) return undefined;
      throw error;
    }
  }

  #copied(path: string, stat: BigIntStats): Content {
    const size = Number(stat.size);
    if (size <= PACKED) {
      this.#spend(size);
      return { kind: "packed", sha256: this.places.log.add(readWhole(path, stat)) };
    }
    const folder = this.places.folderFor(path, stat.dev);
    const name = String(this.#named++);
    if (folder !== undefined && sharesBlocks(path, join(folder, name))) return { kind: "copied", name };
    this.#spend(size);
    if (folder === undefined) throw new CannotSave(`there is no place for a copy of ${path}`);
    copyFileSync(path, join(folder, name), constants.COPYFILE_EXCL);
    if (statOf(path)?.mtimeNs !== stat.mtimeNs) throw new CannotSave(`${path} changes while it is kept`);
    return { kind: "copied", name };
  }

  #spend(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.places.maxBytes)
      throw new CannotSave(`more than ${this.places.maxBytes} bytes would have to be copied`);
  }
}

/** Another file system, one without links, or a file of somebody else that may not be linked (proc(5), protected_hardlinks). */
const REFUSED: ReadonlySet<string> = new Set(["EXDEV", "EPERM", "EACCES", "EMLINK", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);

/** Copies without copying bytes, where the file system can (btrfs, XFS, APFS). */
function sharesBlocks(from: string, to: string): boolean {
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
    return true;
  } catch {
    return false;
  }
}

/** All bytes of a file that is the one of `stat` and does not change meanwhile. */
function readWhole(path: string, stat: BigIntStats): Buffer {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const bytes = readFileSync(descriptor);
    const after = fstatSync(descriptor, { bigint: true });
    if (after.mtimeNs !== stat.mtimeNs || after.size !== stat.size || after.ino !== stat.ino)
      throw new CannotSave(`${path} changes while it is kept`);
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}
