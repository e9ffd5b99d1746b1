/**
 * Watches a folder and all below it, and keeps the last state of each file. Node's own recursive watcher opens a watch
 * for every single file on Linux, so there each folder is watched by itself; elsewhere the system does it. It works in
 * slices of a few milliseconds, because hooks are answered by the same thread.
 */
import { type FSWatcher, lstatSync, readdirSync, type Stats, watch } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Change } from "../core/watching/change.ts";

export interface TreeOptions {
  readonly root: string;
  /** Tells whether to skip a folder, which then counts as one file. `isNew`: it appeared while we were watching. */
  skip(path: string, isNew: boolean): boolean;
  /** Called for each change at once, with its folder. What has changed follows later. */
  onStir?(folder: string): void;
  /** Called once for each burst of changes, never during the first read of the tree. */
  onChanges(changes: readonly Change[]): void;
  /** Called when the tree is larger than the limits, or the system gives no more watches. */
  onLimit(because: string): void;
  now(): number;
  /** Default: `LIMITS`. */
  readonly limits?: { readonly files: number; readonly folders: number };
}

export const LIMITS = { files: 100_000, folders: 20_000 } as const;
/** A burst ends after this pause, or at the latest after the maximum. */
const QUIET_MS = 200;
const LONGEST_MS = 700;
/** How long a slice takes before others get their turn. */
const SLICE_MS = 4;
const PAUSE_MS = 4;
/** With more changed names than this, the whole folder is read. */
const MANY = 2000;

interface Folder {
  readonly watcher: FSWatcher | undefined;
  readonly files: Map<string, Stamp>;
  readonly folders: Set<string>;
}

/** The size, and the identity (number and time), which a moved file keeps. */
interface Stamp {
  readonly size: number;
  readonly ino: number;
  readonly mtime: number;
}

export class WatchedTree {
  readonly #folders = new Map<string, Folder>();
  /** By folder: changed names, each with the time of its first event. */
  readonly #pending = new Map<string, Map<string, number>>();
  /** By path: the times of the events that are being processed. */
  #heardAt = new Map<string, number>();
  /** The current work, first of all the reading of the tree. */
  readonly #work: Generator<undefined, void>[] = [];
  #changes: Change[] = [];
  #files = 0;
  #limited = false;
  #closed = false;
  #running = false;
  #rest: NodeJS.Timeout | undefined;
  #firstEvent = 0;
  /** Resolves when the tree has been read for the first time. */
  readonly ready: Promise<void>;

  constructor(readonly options: TreeOptions) {
    let done: () => void = () => {};
    this.ready = new Promise(resolve => {
      done = resolve;
    });
    const tree = this;
    this.#start(
      (function* () {
        yield* tree.#enter(options.root, false);
        done();
      })(),
    );
  }

  /** The number of known files. */
  get files(): number {
    return this.#files;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#rest);
    for (const { watcher } of this.#folders.values()) watcher?.close();
    this.#folders.clear();
    this.#work.length = 0;
  }

  #start(work: Generator<undefined, void>): void {
    this.#work.push(work);
    if (!this.#running) {
      this.#running = true;
      setImmediate(() => this.#slice());
    }
  }

  #slice(): void {
    const until = performance.now() + SLICE_MS;
    while (performance.now() < until) {
      const [work] = this.#work;
      if (!work || this.#closed) {
        this.#running = false;
        return;
      }
      if (work.next().done) this.#work.shift();
    }
    setTimeout(() => this.#slice(), PAUSE_MS);
  }

  #heard(folder: string, name: string | null): void {
    if (name === null || this.#closed) return;
    const path = join(folder, name);
    const [at, what] = [dirname(path), basename(path)];
    const names = this.#pending.get(at) ?? new Map<string, number>();
    if (!names.has(what)) names.set(what, this.options.now());
    this.#pending.set(at, names);
    this.options.onStir?.(at);
    const now = performance.now();
    if (!this.#rest) this.#firstEvent = now;
    else if (now - this.#firstEvent > LONGEST_MS - QUIET_MS) return;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.#rest = undefined;
      this.#start(this.#look());
    }, QUIET_MS);
  }

  /** Finds out what the events have changed. */
  *#look(): Generator<undefined, void> {
    const pending = [...this.#pending];
    this.#pending.clear();
    this.#heardAt = new Map(
      pending.flatMap(([folder, names]) => [...names].map(([name, at]) => [join(folder, name), at] as const)),
    );
    if (!statOf(this.options.root)) this.#forget(this.options.root);
    for (const [path, names] of pending) {
      const folder = this.#folders.get(path);
      if (!folder) continue;
      for (const name of names.keys()) {
        // Lock files come and go between two reads.
        if (name.endsWith(".lock") && !folder.files.has(name)) this.#note(join(path, name), null, null);
        yield* this.#lookAt(path, folder, name);
      }
      if (names.size > MANY) for (const name of [...folder.files.keys()]) yield* this.#lookAt(path, folder, name);
    }
    const changes = this.#changes;
    this.#changes = [];
    if (changes.length > 0) this.options.onChanges(changes);
  }

  *#lookAt(path: string, folder: Folder, name: string): Generator<undefined, void> {
    yield;
    const at = join(path, name);
    const stat = statOf(at);
    if (folder.folders.has(name)) {
      if (stat?.isDirectory() && this.#folders.has(at)) return;
      this.#forget(at);
      folder.folders.delete(name);
    }
    const before = folder.files.get(name);
    if (stat?.isDirectory() && !this.options.skip(at, before === undefined)) {
      if (before) this.#drop(at, folder, name, before);
      folder.folders.add(name);
      yield* this.#enter(at, true);
    } else if (stat) this.#keep(at, folder, name, stat, true);
    else if (before) this.#drop(at, folder, name, before);
  }

  /** Reads an unknown folder. `told`: its content has just appeared. */
  *#enter(path: string, told: boolean): Generator<undefined, void> {
    yield;
    if (this.#closed || this.#folders.has(path)) return;
    const { files, folders } = this.options.limits ?? LIMITS;
    if (this.#folders.size >= folders || this.#files >= files) {
      this.#limit(`it holds more than ${files} files or ${folders} folders`);
      return;
    }
    // The watch comes first, so that changes during the read are noticed.
    const folder: Folder = { watcher: this.#watch(path), files: new Map(), folders: new Set() };
    this.#folders.set(path, folder);
    for (const entry of entriesOf(path)) {
      const at = join(path, entry.name);
      if (entry.isDirectory() && !this.options.skip(at, told)) {
        folder.folders.add(entry.name);
        yield* this.#enter(at, told);
      } else {
        const stat = statOf(at);
        if (stat) this.#keep(at, folder, entry.name, stat, told);
      }
      yield;
    }
  }

  #watch(path: string): FSWatcher | undefined {
    const whole = process.platform !== "linux";
    if (whole && path !== this.options.root) return undefined;
    try {
      const watcher = watch(path, { persistent: false, recursive: whole }, (_event, name) => this.#heard(path, name));
      watcher.on("error", () => watcher.close());
      return watcher;
    } catch (error) {
      // ENOSPC: the user has no inotify watches left.
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOSPC" || code === "EMFILE")
        this.#limit(`the system gives no more watches (${code}; fs.inotify.max_user_watches says how many there are)`);
      return undefined;
    }
  }

  #keep(path: string, folder: Folder, name: string, stat: Stats, told: boolean): void {
    const before = folder.files.get(name);
    // Changes inside a skipped folder do not count as a change of it.
    const whole = stat.isDirectory();
    const own: Stamp = { size: whole ? 1 : stat.size, ino: stat.ino, mtime: whole ? 0 : stat.mtimeMs };
    if (!before) this.#files++;
    folder.files.set(name, own);
    if (!told || (before && isSame(before, own))) return;
    this.#note(path, before?.size ?? null, own.size, own);
  }

  #drop(path: string, folder: Folder, name: string, before: Stamp): void {
    folder.files.delete(name);
    this.#files--;
    this.#note(path, before.size, null, before);
  }

  /** Forgets a folder that is gone, with all its content. */
  #forget(path: string): void {
    const folder = this.#folders.get(path);
    if (!folder) return;
    folder.watcher?.close();
    this.#folders.delete(path);
    for (const name of folder.folders) this.#forget(join(path, name));
    for (const [name, stamp] of [...folder.files]) this.#drop(join(path, name), folder, name, stamp);
  }

  #note(path: string, before: number | null, after: number | null, stamp?: Stamp): void {
    const identity = stamp && { identity: [stamp.ino, stamp.size, stamp.mtime].join(":") };
    this.#changes.push({ at: this.#heardAt.get(path) ?? this.options.now(), path, before, after, ...identity });
  }

  #limit(because: string): void {
    if (this.#limited) return;
    this.#limited = true;
    this.options.onLimit(because);
  }
}

function isSame(a: Stamp, b: Stamp): boolean {
  return a.size === b.size && a.ino === b.ino && a.mtime === b.mtime;
}

function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function entriesOf(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    // The folder is gone again or not readable.
    return [];
  }
}
