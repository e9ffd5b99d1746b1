/** Matches the globs of policies against paths and names. */
import { Minimatch } from "minimatch";
import { isWindows, normalizePath } from "../text/paths.ts";

/** Dots are ordinary and a leading `#` is text, so that a pattern is taken literally. `!` is handled here. */
const PATHS = { dot: true, nonegate: true, nocomment: true } as const;

/**
 * Returns whether any of `globs` matches `path` and none with `!` excludes it; if all have `!`, all other paths match.
 * Globs are relative to a workspace root or absolute. Case is ignored on Windows disks.
 */
export function matchesPath(path: string, globs: readonly string[], roots: readonly string[]): boolean {
  if (!mayMean(path, globs)) return false;
  const disk = isWindows(path);
  const text = disk ? onDisk(path) : path;
  const means = (glob: string) => meansPath({ path, text, disk }, glob, roots);
  const wanted = globs.filter(glob => !glob.startsWith("!"));
  return (
    (wanted.some(means) || (wanted.length === 0 && globs.length > 0)) &&
    !globs.some(glob => glob.startsWith("!") && means(glob.slice(1)))
  );
}

/** Normalizes a Windows path for matching; a share starts with `//`. */
function onDisk(path: string): string {
  return path.replaceAll("\\", "/").toLowerCase();
}

/** A text that matching paths contain, for each list of globs, which stay the same from act to act. */
const needles = new WeakMap<readonly string[], readonly string[]>();

function mayMean(path: string, globs: readonly string[]): boolean {
  let known = needles.get(globs);
  if (!known) {
    const wanted = globs.filter(glob => !glob.startsWith("!"));
    known = wanted.length === 0 ? [""] : wanted.map(needleOf);
    needles.set(globs, known);
  }
  const text = path.toLowerCase();
  return known.some(needle => text.includes(needle));
}

/** Returns the longest literal part of a glob with stars only; empty for other globs. */
function needleOf(glob: string): string {
  if (/[[\]{}()!+@\\]|\/\/|(?:^|\/)\.\.?(?:\/|$)/.test(glob)) return "";
  const plain = glob.split(/[*?]+/).map(part => part.replace(/^\/|\/$/g, ""));
  return plain.reduce((longest, part) => (part.length > longest.length ? part : longest), "").toLowerCase();
}

function meansPath(
  { path, text, disk }: { readonly path: string; readonly text: string; readonly disk: boolean },
  glob: string,
  roots: readonly string[],
): boolean {
  if (glob.startsWith("//")) return matches(text, glob.toLowerCase());
  if (glob.startsWith("/")) return matches(path, glob);
  if (isWindows(glob)) return matches(text, glob.replaceAll("\\", "/").toLowerCase());
  const pattern = disk ? glob.toLowerCase() : glob;
  return roots.some(root => {
    const folder = disk ? onDisk(normalizePath(root)) : root;
    return text.startsWith(`${folder}/`) && matches(text.slice(folder.length + 1), pattern);
  });
}

/** Matches names without folders: `*.rds.amazonaws.com`, `release/*`. */
export function matchesName(name: string, globs: readonly string[]): boolean {
  const text = name.toLowerCase();
  return globs.some(glob => matches(text, lowered(glob)));
}

/** Lower-case globs, cached because they stay the same from act to act. */
const lower = new Map<string, string>();

function lowered(glob: string): string {
  const known = lower.get(glob);
  if (known !== undefined) return known;
  if (lower.size >= MAX_COMPILED) lower.clear();
  const made = glob.toLowerCase();
  lower.set(glob, made);
  return made;
}

/**
 * Matches `*` and `?`, in time of at most text times pattern: a repository's policy is matched against commands of any
 * length, where a compiled glob with many stars could be slow.
 */
export function matchesText(text: string, pattern: string): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    if (pattern[next] === "*") {
      star = next++;
      resume = at;
    } else if (pattern[next] === "?" || pattern[next] === text[at]) {
      next++;
      at++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++resume;
    } else return false;
  }
  while (pattern[next] === "*") next++;
  return next === pattern.length;
}

interface Compiled {
  /** The literal start and end of any match, by which most globs are ruled out. */
  readonly start: string;
  readonly end: string;
  readonly matcher: Minimatch;
  /** Computed on demand. */
  rows?: readonly (readonly GlobPart[])[];
}

/** Compiled globs, because compiling costs far more than matching. The limit exceeds what policies may contain. */
const compiled = new Map<string, Compiled>();
const MAX_COMPILED = 5000;

/** A segment of a glob: a name, a pattern for names, or null for any number of folders. */
export type GlobPart = string | { readonly pattern: string; readonly test: (name: string) => boolean } | null;

/** Parses a glob into segments, once for each choice of its braces. `start`: its literal beginning. */
export function readGlob(glob: string): { readonly start: string; readonly rows: readonly (readonly GlobPart[])[] } {
  const known = compiledGlob(glob);
  known.rows ??= known.matcher.set.map(row =>
    row.map(
      (part): GlobPart =>
        typeof part === "symbol"
          ? null
          : typeof part === "string"
            ? part
            : { pattern: part.pattern, test: name => part.test(name) },
    ),
  );
  return { start: known.start, rows: known.rows };
}

/** `dist/**` also matches `dist`, because a rule that protects a folder's contents protects the folder. */
function matches(text: string, glob: string): boolean {
  return fits(text, glob) || (glob.endsWith("/**") && fits(text, glob.slice(0, -"/**".length)));
}

function fits(text: string, glob: string): boolean {
  const known = compiledGlob(glob);
  return text.startsWith(known.start) && text.endsWith(known.end) && known.matcher.match(text);
}

function compiledGlob(glob: string): Compiled {
  const known = compiled.get(glob);
  if (known) return known;
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  const made = compile(glob);
  compiled.set(glob, made);
  return made;
}

function compile(glob: string): Compiled {
  const magic = /[*?[\]{}()!+@\\]/;
  const first = glob.search(magic);
  const start = first < 0 ? glob : glob.slice(0, first);
  const end = first < 0 ? "" : (/(?<![^*?[\]{}()!+@\\/])[^*?[\]{}()!+@\\/]*$/.exec(glob)?.[0] ?? "");
  return { start, end, matcher: new Minimatch(glob, PATHS) };
}
