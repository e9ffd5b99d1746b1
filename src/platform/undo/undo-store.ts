/**
 * The acts that can be taken back. One process keeps and restores: it holds the lock of the folder. An act may run only
 * when `save` has returned, because then its entry and all bytes that it refers to are on the disk.
 */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { makePrivateFolder } from "../places.ts";
import { guardFolderFor } from "./guard-folders.ts";
import { RecordLog } from "./record-log.ts";
import { type Change, changesFor, type KeptPlaces, keptBytes, restoreFiles } from "./restore-files.ts";
import { CannotSave, type SavedFiles, saveFiles, type Target } from "./save-files.ts";
import { deviceOf, type SavedNode, statOf } from "./saved-node.ts";
import { settleFile } from "./settle.ts";

/** What is said of an act, for the person who may want it back. */
export interface SavedAct {
  /** Unique, letters, digits and dashes. */
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly agent: string;
  readonly session?: string;
  /** What was done, as it was proposed. */
  readonly text: string;
  /** The act that this one takes back, where it is an undo. */
  readonly undoes?: string;
}

export interface Entry extends SavedAct {
  /** Hash of the nodes in the log. */
  readonly nodes: string;
  /** How many files, folders and links it holds. */
  readonly count: number;
  /** Bytes that were copied for it. */
  readonly bytes: number;
  /** What it cannot put back, a clause for each. */
  readonly missing: readonly string[];
  /** Folders with kept names, by the device that they are on. */
  readonly folders: Readonly<Record<string, string>>;
  /** Hash of the entry before it; empty for the first. */
  readonly before: string;
}

/** What an act has done to what was kept of it, looked at when it was over. */
interface Settled {
  /** The act's id. */
  readonly settles: string;
  /** Files that the act has written to though it was to take names away only: their bytes are gone. */
  readonly lost: readonly string[];
}

export interface StoreLimits {
  /** Bytes on the disk for all acts. */
  readonly maxBytes: number;
  /** Bytes that may be copied for one act. */
  readonly maxActBytes: number;
  /** Files, folders and links of one act. */
  readonly maxActNodes: number;
  /** Entries that are older go, days. */
  readonly keepDays: number;
}

export const LIMITS: StoreLimits = {
  maxBytes: 2 * 1024 ** 3,
  maxActBytes: 256 * 1024 ** 2,
  maxActNodes: 200_000,
  keepDays: 14,
};

interface Known {
  readonly hash: string;
  readonly entry: Entry;
  /** The record of what became of it, and what that says. */
  settled?: Settled & { readonly hash: string };
}

const DAY = 24 * 60 * 60 * 1000;

export class UndoStore {
  readonly #log: RecordLog;
  readonly #entries = new Map<string, Known>();

  /** `folder`: absolute; it is made, for the user alone. Throws where the store cannot be opened. */
  constructor(
    readonly folder: string,
    readonly limits: StoreLimits = LIMITS,
  ) {
    makePrivateFolder(folder);
    this.#log = new RecordLog(join(folder, "records"));
    for (const hash of this.#log.entries) {
      const record = JSON.parse(this.#log.read(hash).toString()) as Entry | Settled;
      if (!("settles" in record)) this.#entries.set(record.id, { hash, entry: record });
      else this.#remember({ ...record, hash });
    }
    this.#dropUnsealed(join(folder, "files"));
  }

  /** Oldest first. */
  get entries(): readonly Entry[] {
    return [...this.#entries.values()].map(({ entry }) => entry);
  }

  /** Bytes of all records on the disk. */
  get size(): number {
    return this.#log.size;
  }

  /**
   * Keeps what an act would touch. Throws `CannotSave` where it would be more than is allowed, and what the system says
   * where something cannot be read or written; then nothing is kept and the act must not run unasked.
   */
  save(act: SavedAct, targets: readonly Target[]): Entry {
    if (!/^[\w-]{1,80}$/.test(act.id) || this.#entries.has(act.id))
      throw new Error(`${act.id} is no new name of an act`);
    const folders = new Map<string, string>();
    const folderFor = (path: string, device: bigint): string | undefined => {
      const known = folders.get(String(device));
      if (known !== undefined) return known;
      const guard = guardFolderFor(path, device, this.folder);
      if (guard === undefined) return undefined;
      const own = join(guard, act.id);
      makePrivateFolder(own);
      folders.set(String(device), own);
      return own;
    };
    const size = this.#log.size;
    try {
      const { maxActBytes: maxBytes, maxActNodes: maxNodes } = this.limits;
      const saved = saveFiles(targets, { log: this.#log, folderFor, maxBytes, maxNodes });
      return this.#seal(act, saved, Object.fromEntries(folders));
    } catch (error) {
      for (const folder of folders.values()) dropFolder(folder);
      if (this.#log.size > size) this.#drop([], []);
      throw error;
    }
  }

  #seal(act: SavedAct, { nodes, bytes, missing }: SavedFiles, folders: Entry["folders"]): Entry {
    const text = nodes.map(node => JSON.stringify(node)).join("\n");
    const isFull = () => this.#log.size + text.length > this.limits.maxBytes;
    // An act that cannot fit at all makes no other one go.
    if (isFull() && bytes + text.length <= this.limits.maxBytes) this.#makeRoom(new Date(act.at), text.length, nodes);
    if (isFull()) throw new CannotSave(`what is kept would be more than ${this.limits.maxBytes} bytes`);
    const before = [...this.#entries.values()].at(-1)?.hash ?? "";
    const entry: Entry = {
      ...act,
      nodes: this.#log.add(Buffer.from(text)),
      count: nodes.length,
      bytes,
      missing,
      folders,
      before,
    };
    const hash = this.#log.seal(Buffer.from(JSON.stringify(entry)));
    this.#entries.set(act.id, { hash, entry });
    return entry;
  }

  /**
   * Looks at what an act has done to the names that were kept, once it is over, and gives the files whose bytes it has
   * changed in place: they cannot be put back, and whoever shows the act says so. A name of a file that is still there
   * is not needed; a file that has other names elsewhere is copied, so that nobody writes to what is kept.
   */
  settle(id: string): readonly string[] {
    const known = this.#entries.get(id);
    if (!known || known.settled) return known?.settled?.lost ?? [];
    const places = this.#placesOf(known.entry);
    const files = this.nodesOf(known.entry).flatMap(node => (node.kind === "file" ? [node] : []));
    const names = new Map<string, number>();
    for (const { identity } of files) names.set(identity, (names.get(identity) ?? 0) + 1);
    const lost = files
      .filter(file => settleFile(file, names.get(file.identity) ?? 1, places) === "lost")
      .map(({ path }) => path);
    const settled: Settled = { settles: id, lost };
    this.#remember({ ...settled, hash: this.#log.seal(Buffer.from(JSON.stringify(settled))) });
    return lost;
  }

  #remember(settled: NonNullable<Known["settled"]>): void {
    const known = this.#entries.get(settled.settles);
    if (known) known.settled = settled;
  }

  /** What taking an act back would do now; empty when nothing differs. Throws where the act is not known. */
  preview(id: string): readonly Change[] {
    const entry = this.#entryOf(id);
    return changesFor(this.nodesOf(entry), this.#placesOf(entry));
  }

  /**
   * Takes an act back, or the part of it at `paths`, after keeping what stands there now: the entry that is returned
   * takes the undo back. Undefined where nothing differs.
   */
  undo(id: string, act: Omit<SavedAct, "undoes">, paths?: ReadonlySet<string>): Entry | undefined {
    const entry = this.#entryOf(id);
    const lost = new Set(this.settle(id));
    const changes = this.preview(id).filter(({ node }) => !lost.has(node.path) && (paths?.has(node.path) ?? true));
    if (changes.length === 0) return undefined;
    const kept = this.save(
      { ...act, undoes: id },
      changes.map(({ node: { path }, how }) => ({ path, by: how === "remove" ? "unlink" : "write" })),
    );
    restoreFiles(changes, this.#placesOf(entry));
    return kept;
  }

  /** Everything that is kept of an act. */
  nodesOf({ nodes }: Entry): readonly SavedNode[] {
    const text = this.#log.read(nodes).toString();
    return text === "" ? [] : text.split("\n").map(line => JSON.parse(line) as SavedNode);
  }

  /** What is damaged or gone of what is kept, a sentence for each. */
  verify(): readonly string[] {
    return this.entries.flatMap(entry => {
      try {
        const places = this.#placesOf(entry);
        return this.nodesOf(entry).flatMap(node => {
          if (node.kind !== "file") return [];
          const bytes = keptBytes(node, places);
          const isThere = !bytes && statOf(node.path)?.isFile();
          return bytes?.length === node.size || isThere ? [] : [`${entry.id}: ${node.path} is not as it was kept`];
        });
      } catch (error) {
        return [`${entry.id}: ${error instanceof Error ? error.message : String(error)}`];
      }
    });
  }

  /** Drops entries that are too old, and the oldest ones while there is more than may be kept. */
  prune(now: Date): void {
    this.#makeRoom(now, 0, []);
  }

  /** The same until `more` bytes fit. `saving`: what has been kept for an act that is not sealed yet, and stays. */
  #makeRoom(now: Date, more: number, saving: readonly SavedNode[]): void {
    const isOld = ({ entry }: Known) => now.getTime() - Date.parse(entry.at) > this.limits.keepDays * DAY;
    const old = [...this.#entries.values()].filter(isOld);
    if (old.length > 0) this.#drop(old, saving);
    // A quarter at a time: rewriting the files for each act would take longer than the acts.
    while (this.#log.size + more > this.limits.maxBytes && this.#entries.size > 0)
      this.#drop([...this.#entries.values()].slice(0, Math.ceil(this.#entries.size / 4)), saving);
  }

  /** Drops these entries, and all bytes that neither another entry nor `saving` needs. */
  #drop(gone: readonly Known[], saving: readonly SavedNode[]): void {
    for (const { entry } of gone) this.#entries.delete(entry.id);
    const wanted = new Set(saving.flatMap(packedBytes));
    for (const { hash, entry, settled } of this.#entries.values()) {
      for (const own of [hash, entry.nodes, ...(settled ? [settled.hash] : [])]) wanted.add(own);
      for (const own of this.nodesOf(entry).flatMap(packedBytes)) wanted.add(own);
    }
    this.#log.keepOnly(wanted);
    for (const { entry } of gone) for (const folder of Object.values(entry.folders)) dropFolder(folder);
  }

  close(): void {
    this.#log.close();
  }

  #entryOf(id: string): Entry {
    const known = this.#entries.get(id);
    if (!known) throw new Error(`no act is kept under the name ${id}`);
    return known.entry;
  }

  #placesOf({ folders }: Entry): KeptPlaces {
    return { log: this.#log, folderOf: node => folders[deviceOf(node)] };
  }

  /** What was kept for an act that was never let run. */
  #dropUnsealed(guard: string): void {
    if (!existsSync(guard)) return;
    for (const id of readdirSync(guard)) if (!this.#entries.has(id)) dropFolder(join(guard, id));
  }
}

function packedBytes(node: SavedNode): readonly string[] {
  return node.kind === "file" && node.content.kind === "packed" ? [node.content.sha256] : [];
}

function dropFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
