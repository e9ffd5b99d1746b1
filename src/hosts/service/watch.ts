/**
 * Watches the files that decide where a workspace's defaults lead, so that the badge is always up to date. The last
 * resolution says which files those are; there is no list of them here.
 */
import { type FSWatcher, statSync, watch } from "node:fs";
import { basename, dirname } from "node:path";
import type { FactSource } from "../../platform/fact-sources.ts";
import type { Clock } from "./clock.ts";

/** Changes come in bursts: a checkout, an editor that writes a new file and renames it. */
const GATHER_MS = 100;
const MAX_WATCHED = 1000;

export class EnvironmentWatch {
  /** By the workspace folder whose environment depends on them. */
  readonly #sources = new Map<string, readonly FactSource[]>();
  /** By the watched folder on disk. */
  readonly #watched = new Map<string, Watched>();
  #cancel: (() => void) | undefined;

  constructor(
    readonly clock: Clock,
    readonly changed: () => void,
  ) {}

  /**
   * Watches what the environment of `folder` depends on. Returns true when something is newly watched, as it may have
   * changed since it was read.
   */
  set(folder: string, sources: readonly FactSource[]): boolean {
    this.#sources.set(folder, sources);
    return this.#adjust();
  }

  /** Forgets workspace folders that are not among these. */
  keep(folders: readonly string[]): void {
    for (const folder of this.#sources.keys()) if (!folders.includes(folder)) this.#sources.delete(folder);
    this.#adjust();
  }

  close(): void {
    this.keep([]);
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #adjust(): boolean {
    const wanted = spotsOf([...this.#sources.values()].flat());
    let added = false;
    for (const [path, { watcher, id }] of this.#watched) {
      // A folder that was deleted and created again has the same name, but is another one.
      if (wanted.has(path) && idOf(path) === id) continue;
      watcher.close();
      this.#watched.delete(path);
    }
    for (const [path, hears] of wanted) {
      const known = this.#watched.get(path);
      if (known) known.hears = hears;
      else if (this.#watched.size < MAX_WATCHED) added = this.#add(path, hears) || added;
    }
    return added;
  }

  #add(path: string, hears: Watched["hears"]): boolean {
    const id = idOf(path);
    if (id === undefined) return false;
    try {
      const watcher = watch(path, { persistent: false }, (_event, name) => {
        if (name === null || this.#watched.get(path)?.hears(name)) this.#soon();
      });
      watcher.on("error", () => {
        watcher.close();
        this.#watched.delete(path);
      });
      this.#watched.set(path, { watcher, id, hears });
      return true;
    } catch {
      // No more watchers are available, or the folder has just gone. The next resolution reads it again.
      return false;
    }
  }

  /** The first change of a burst starts the delay, so that a steady stream of changes does not postpone it for ever. */
  #soon(): void {
    this.#cancel ??= this.clock.after(GATHER_MS, () => {
      this.#cancel = undefined;
      this.changed();
    });
  }
}

interface Watched {
  readonly watcher: FSWatcher;
  /** The device and number of the folder, which its name does not tell. */
  readonly id: string;
  hears: (name: string) => boolean;
}

/** Returns the folders to watch, with the names that count. For a missing path it is where the path would begin. */
function spotsOf(sources: readonly FactSource[]): ReadonlyMap<string, Watched["hears"]> {
  const names = new Map<string, Set<string>>();
  const tests = new Map<string, ((name: string) => boolean)[]>();
  const waitFor = (path: string) => {
    const folder = dirname(path);
    if (folder === path) return;
    names.set(folder, (names.get(folder) ?? new Set()).add(basename(path)));
  };
  for (const source of sources) {
    const path = source.kind === "path" ? source.path : source.folder;
    const there = existingFolder(dirname(path));
    // Its folder, and the one above, as the folder may be deleted and created again.
    for (let at = path; dirname(at) !== at; at = dirname(at)) {
      if (idOf(dirname(at)) !== undefined) waitFor(at);
      if (dirname(at) === there) {
        waitFor(there);
        break;
      }
    }
    if (source.kind === "names")
      tests.set(source.folder, [...(tests.get(source.folder) ?? []), source.counts ?? (() => true)]);
  }
  return new Map(
    [...names.keys(), ...tests.keys()].map(folder => [
      folder,
      name => names.get(folder)?.has(name) === true || (tests.get(folder) ?? []).some(counts => counts(name)),
    ]),
  );
}

function existingFolder(path: string): string {
  return idOf(path) === undefined && dirname(path) !== path ? existingFolder(dirname(path)) : path;
}

/** Undefined when there is no folder. */
function idOf(path: string): string | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat?.isDirectory() ? `${stat.dev}:${stat.ino}` : undefined;
  } catch {
    return undefined;
  }
}
