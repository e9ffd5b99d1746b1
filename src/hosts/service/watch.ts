/**
 * Sees the files change that say where a workspace's defaults lead, so that the badge never lags behind them. Which
 * files those are is what the last resolution asked for: there is no list of them here.
 */
import { type FSWatcher, statSync, watch } from "node:fs";
import { basename, dirname } from "node:path";
import type { FactSource } from "../../platform/fact-sources.ts";
import type { Clock } from "./clock.ts";

/** Changes come in bursts: a checkout, an editor that writes beside and renames. */
const GATHER_MS = 100;
const MAX_WATCHED = 1000;

export class EnvironmentWatch {
  /** By the workspace folder whose environment rests on them. */
  readonly #sources = new Map<string, readonly FactSource[]>();
  /** By the folder on the disk that is watched. */
  readonly #watched = new Map<string, Watched>();
  #cancel: (() => void) | undefined;

  constructor(
    readonly clock: Clock,
    readonly changed: () => void,
  ) {}

  /**
   * Watches what the environment of `folder` rests on. True when something is watched that was not before: it may have
   * changed since it was looked at.
   */
  set(folder: string, sources: readonly FactSource[]): boolean {
    this.#sources.set(folder, sources);
    return this.#adjust();
  }

  /** Forgets the workspace folders that are not among these. */
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
      // A folder that was made anew is another one, although it has the same name.
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
      // No more watchers to be had, or it went away just now: the next resolution looks again.
      return false;
    }
  }

  /** The first change of a burst starts the time, so that a steady stream of them does not put it off for ever. */
  #soon(): void {
    this.#cancel ??= this.clock.after(GATHER_MS, () => {
      this.#cancel = undefined;
      this.changed();
    });
  }
}

interface Watched {
  readonly watcher: FSWatcher;
  /** Device and number of the folder, which its name does not say. */
  readonly id: string;
  hears: (name: string) => boolean;
}

/** Folders to be watched, and which of their names count. A path that is not there is waited for where it would begin. */
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
    // Its folder, and the one above: that may be taken away and made anew.
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
