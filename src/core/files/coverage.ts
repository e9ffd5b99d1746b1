/** Matches the paths and patterns of an act's effects against single files of a disk. */
import type { Effect } from "../effects/effect.ts";
import { isPattern, matchesGlob, unescaped } from "./globs.ts";

/** The part of an effect that matters: `path` and what is below it, or what `covers` matches. */
export type Covering = Pick<Effect, "path" | "covers">;

interface Pattern {
  readonly of: number;
  /** The absolute literal path before the first wildcard. */
  readonly base: string;
  readonly parts: readonly string[];
}

/** `!(keep)`. */
const EXTENDED = /[?*+@!]\(/;

/** Covers several effects, each identified by its index. */
export class Coverage {
  readonly #files = new Map<string, number>();
  readonly #folders = new Map<string, number>();
  readonly #patterns: Pattern[] = [];
  /** Indexes of effects whose patterns are not understood. */
  readonly unread = new Set<number>();

  /** Takes effects with absolute paths as on the disk (links resolved). */
  constructor(effects: readonly Covering[]) {
    for (const [of, { path, covers }] of effects.entries()) {
      if (covers === undefined && path !== undefined) this.#folders.set(path, of);
      for (const cover of covers ?? []) this.#add(cover, of);
    }
  }

  #add(cover: string, of: number): void {
    const whole = cover.endsWith("/**");
    const bare = whole ? cover.slice(0, -3) || "/" : cover;
    const unread = EXTENDED.test(bare);
    if (!unread && !isPattern(bare)) {
      (whole ? this.#folders : this.#files).set(unescaped(bare), of);
      return;
    }
    if (unread || bare.includes("{")) this.unread.add(of);
    const parts = cover.split("/");
    const first = parts.findIndex(part => isPattern(part) || EXTENDED.test(part));
    const base = parts.slice(0, first).map(unescaped).join("/") || "/";
    this.#patterns.push({ of, base, parts: parts.slice(first) });
  }

  /** Returns disjoint paths that contain everything the effects cover, with the effects of each. */
  get starts(): ReadonlyMap<string, ReadonlySet<number>> {
    this.#starts ??= this.#startsAnew();
    return this.#starts;
  }

  #starts: ReadonlyMap<string, ReadonlySet<number>> | undefined;

  #startsAnew(): ReadonlyMap<string, ReadonlySet<number>> {
    const all: (readonly [string, number])[] = [
      ...this.#files,
      ...this.#folders,
      ...this.#patterns.map(({ base, of }) => [base, of] as const),
    ];
    all.sort(([a], [b]) => a.length - b.length);
    const starts = new Map<string, Set<number>>();
    for (const [path, of] of all) {
      const within = aboveOf(path, folder => starts.get(folder));
      if (within) within.add(of);
      else starts.set(path, new Set([of]));
    }
    return starts;
  }

  /** Returns the effect that takes the file at `path`, if several the one with the closest path; else undefined. */
  whose(path: string): number | undefined {
    return (
      this.#files.get(path) ??
      this.#folderAbove(path) ??
      this.#patterns.find(pattern => fits(pattern, path) === "whole")?.of
    );
  }

  /** Returns the effect that takes everything in the folder at `path`; undefined unless a single one surely does. */
  takesAll(path: string): number | undefined {
    const reaches = (inner: string) => isInside(inner, path);
    if ([...this.#files.keys(), ...this.#folders.keys()].some(reaches)) return undefined;
    return this.#folderAbove(path);
  }

  #folderAbove(path: string): number | undefined {
    return this.#folders.size === 0 ? undefined : aboveOf(path, folder => this.#folders.get(folder));
  }

  /** Returns whether an effect may take anything in the folder at `path`. */
  mayReachInto(path: string): boolean {
    return (
      this.#folderAbove(path) !== undefined ||
      this.#patterns.some(pattern => fits(pattern, path) !== undefined) ||
      [...this.#files.keys(), ...this.#folders.keys()].some(inner => isInside(inner, path))
    );
  }
}

/** Applies `find` to `path` and its parent folders, nearest first, and returns the first result. */
function aboveOf<T>(path: string, find: (folder: string) => T | undefined): T | undefined {
  for (let folder = path; ; ) {
    const found = find(folder);
    if (found !== undefined) return found;
    const at = folder.lastIndexOf("/");
    if (folder === "/" || at < 0) return undefined;
    folder = folder.slice(0, at) || "/";
  }
}

/** `part`: something below the path may match. */
function fits({ base, parts }: Pattern, path: string): "whole" | "part" | undefined {
  if (path === base || isInside(base, path)) return "part";
  if (!isInside(path, base)) return undefined;
  return fitting(parts, 0, path.slice(base === "/" ? 1 : base.length + 1).split("/"), 0);
}

function isInside(path: string, folder: string): boolean {
  return path.startsWith(folder) && (folder === "/" ? path !== "/" : path[folder.length] === "/");
}

function fitting(
  parts: readonly string[],
  p: number,
  names: readonly string[],
  n: number,
): "whole" | "part" | undefined {
  const part = parts[p];
  if (n === names.length) return part === undefined || (part === "**" && p === parts.length - 1) ? "whole" : "part";
  if (part === undefined) return undefined;
  if (part === "**") {
    if (p === parts.length - 1) return "whole";
    let best: "part" | undefined = "part";
    for (let skip = n; skip <= names.length; skip++) {
      const found = fitting(parts, p + 1, names, skip);
      if (found === "whole") return "whole";
      best = found ?? best;
    }
    return best;
  }
  const name = names[n] ?? "";
  // A shell's wildcard does not match names with a leading dot; `**`, as of find and git, does.
  const hidden = name.startsWith(".") && /^[*?[]/.test(part) && parts[p - 1] !== "**";
  return !hidden && matchesGlob(part, name) !== false ? fitting(parts, p + 1, names, n + 1) : undefined;
}
