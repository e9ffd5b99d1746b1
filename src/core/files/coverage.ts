/** Which files of a disk an act takes: the paths and patterns of its effects, held against one file at a time. */
import type { Effect } from "../effects/effect.ts";
import { isPattern, matchesGlob, unescaped } from "./globs.ts";

/** Of an effect: `path` and what lies below, or what `covers` says. */
export type Covering = Pick<Effect, "path" | "covers">;

interface Pattern {
  readonly of: number;
  /** Absolute: nothing before the first wildcard differs. */
  readonly base: string;
  readonly parts: readonly string[];
}

/** `!(keep)`. */
const EXTENDED = /[?*+@!]\(/;

/** Several effects at once; each is known by its place in the list. */
export class Coverage {
  readonly #files = new Map<string, number>();
  readonly #folders = new Map<string, number>();
  readonly #patterns: Pattern[] = [];
  /** Effects whose patterns nobody here can read. */
  readonly unread = new Set<number>();

  /** `effects`: all of their paths absolute, as the disk has them (links followed). */
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

  /** The paths that hold all of it, each once, none within another, and which effects each of them is for. */
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

  /** The effect that takes the file at `path`, the one that names it most closely; undefined where none does. */
  whose(path: string): number | undefined {
    return (
      this.#files.get(path) ??
      this.#folderAbove(path) ??
      this.#patterns.find(pattern => fits(pattern, path) === "whole")?.of
    );
  }

  /** The effect that takes everything in the folder at `path`; undefined where it may not be one alone. */
  takesAll(path: string): number | undefined {
    const reaches = (inner: string) => isInside(inner, path);
    if ([...this.#files.keys(), ...this.#folders.keys()].some(reaches)) return undefined;
    return this.#folderAbove(path);
  }

  #folderAbove(path: string): number | undefined {
    return this.#folders.size === 0 ? undefined : aboveOf(path, folder => this.#folders.get(folder));
  }

  /** Whether anything in the folder at `path` may be taken. */
  mayReachInto(path: string): boolean {
    return (
      this.#folderAbove(path) !== undefined ||
      this.#patterns.some(pattern => fits(pattern, path) !== undefined) ||
      [...this.#files.keys(), ...this.#folders.keys()].some(inner => isInside(inner, path))
    );
  }
}

/** What `find` gives of `path` or the nearest folder above it. */
function aboveOf<T>(path: string, find: (folder: string) => T | undefined): T | undefined {
  for (let folder = path; ; ) {
    const found = find(folder);
    if (found !== undefined) return found;
    const at = folder.lastIndexOf("/");
    if (folder === "/" || at < 0) return undefined;
    folder = folder.slice(0, at) || "/";
  }
}

/** `part`: what lies below may fit. */
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
  // A shell's wildcard leaves names with a dot at the start alone; after `**`, which find and git write, it does not.
  const hidden = name.startsWith(".") && /^[*?[]/.test(part) && parts[p - 1] !== "**";
  return !hidden && matchesGlob(part, name) !== false ? fitting(parts, p + 1, names, n + 1) : undefined;
}
