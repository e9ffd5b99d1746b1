/**
 * Matches what an act takes from the disk against the globs of a rule that holds acts: `rm -rf db` also takes
 * `db/migrations/**`, and `rm -rf d*` may. In doubt the answer is yes; allowing rules do not use this.
 */
import type { Effect, Verb } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import { below, isPattern, matchesGlob, unescaped } from "../files/globs.ts";
import { isOutput, isScratch } from "../files/loss.ts";
import { type GlobPart, matchesPath, readGlob } from "../places/patterns.ts";
import { isWindows, resolvePath } from "../text/paths.ts";

/** Returns whether `effect` may take a path that `globs` match. */
export function takes(effect: Effect, globs: readonly string[], facts: Facts): boolean {
  const taken = takenBy(effect, facts);
  return taken !== undefined && mayTake(taken, globs);
}

export interface Taken {
  readonly covers: readonly Cover[];
  readonly roots: readonly string[];
  /** Folders to which globs may be relative: the roots, and none for an absolute glob. */
  readonly folders: readonly Folder[];
}

interface Folder {
  readonly parts: readonly string[];
  readonly begins: string;
}

/** A path segment of a cover, parsed once for all globs. */
interface Part {
  readonly text: string;
  readonly pattern: boolean;
  readonly plain: string;
}

/** One pattern of the paths that are taken. */
interface Cover {
  readonly parts: readonly Part[];
  /** The literal start of the pattern, or the whole path. */
  readonly base: string;
  /** The existing paths that match, if the disk tells. */
  readonly inside?: readonly (readonly Part[])[];
  /** All matches are regenerable output, which globs that may start in any folder do not mean. */
  readonly output: boolean;
}

/** Verbs that remove or change what a folder contains. */
const TAKES: ReadonlySet<Verb> = new Set(["delete", "move", "overwrite", "discard", "truncate", "destroy", "weaken"]);

/** Returns undefined for an act that certainly takes nothing away. */
export function takenBy(effect: Effect, facts: Facts): Taken | undefined {
  if (!TAKES.has(effect.verb) || effect.certainty === "possible") return undefined;
  const covers = effect.covers ?? (effect.path === undefined ? [] : [below(effect.path, [], true)]);
  if (covers.length === 0) return undefined;
  const { roots } = facts.around;
  const folders = roots.map(root => ({ parts: namesIn(root), begins: `${namesIn(root).join("/")}/` }));
  return { covers: covers.map(cover => coverOf(cover, facts)), roots, folders };
}

/** Returns whether a path that `globs` match may be taken; a glob with `!` spares what is in a folder. */
export function mayTake({ covers, roots, folders }: Taken, globs: readonly string[]): boolean {
  const wanted = globs.filter(glob => !glob.startsWith("!"));
  const spared = globs.flatMap(glob => (glob.startsWith("!") && glob.endsWith("/**") ? [glob.slice(1)] : []));
  return covers.some(
    cover =>
      (wanted.length === 0 ? globs.length > 0 : wanted.some(glob => meetsAnywhere(cover, glob, folders))) &&
      !(spared.length > 0 && matchesPath(cover.base, spared, roots)),
  );
}

/** The most entries that a fact lists. A folder with that many may have more. */
const MAX_ENTRIES = 100;

function coverOf(pattern: string, facts: Facts): Cover {
  const parts = pattern.split("/");
  const first = parts.findIndex(part => part === "**" || isPattern(part));
  const known = first < 0 ? parts : parts.slice(0, first);
  const base = known.map(unescaped).join("/") || "/";
  const whole = first === parts.length - 1 && parts[first] === "**";
  const stat = whole ? facts.ask({ kind: "stat", path: base }) : null;
  const entries = stat?.type === "file" ? [] : stat?.entries;
  const told = entries !== undefined && entries.length < MAX_ENTRIES && stat?.type !== "missing";
  return {
    parts: partsOf(pattern),
    base,
    output: isOutput(base, facts, null) || isScratch(base, facts, null),
    ...(told && {
      inside: [known.map(partOf), ...entries.map(name => partsOf(below(resolvePath(name, base), [], true)))],
    }),
  };
}

function namesIn(path: string): string[] {
  return (isWindows(path) ? path.replaceAll("\\", "/").toLowerCase() : path).split("/");
}

function partsOf(pattern: string): Part[] {
  return namesIn(pattern).map(partOf);
}

function partOf(text: string): Part {
  return { text, pattern: isPattern(text), plain: unescaped(text) };
}

/** Matches a glob relative to each root, or as an absolute one. */
function meetsAnywhere(cover: Cover, glob: string, roots: readonly Folder[]): boolean {
  const absolute = glob.startsWith("/") || isWindows(glob);
  const text = absolute ? glob.replaceAll("\\", glob.startsWith("/") ? "\\" : "/") : glob;
  const { start, rows } = readGlob(isWindows(cover.base) ? text.toLowerCase() : text);
  if (start === "" && cover.output) return false;
  const folders = absolute ? NOWHERE : roots;
  const base = cover.base.toLowerCase();
  return folders.some(folder => {
    // Most globs differ at the start. Letter case is ignored here, which only lets more through to the full match.
    const begins = `${folder.begins}${start}`.toLowerCase();
    if (!begins.startsWith(base) && !base.startsWith(begins)) return false;
    return rows.some(row => {
      const whole: readonly GlobPart[] = folder.parts.length > 0 ? [...folder.parts, ...row] : row;
      return (
        meets(cover.parts, whole) && (cover.inside === undefined || cover.inside.some(parts => meets(parts, whole)))
      );
    });
  });
}

const NOWHERE: readonly Folder[] = [{ parts: [], begins: "" }];

/** Returns whether some path matches both. Two wildcard segments match unless their literal ends differ. */
function meets(parts: readonly Part[], row: readonly GlobPart[], i = 0, j = 0, seen = new Set<number>()): boolean {
  for (;;) {
    const part = parts[i];
    const other = row[j];
    if (part === undefined && other === undefined) return true;
    const any = part?.text === "**";
    if (any || other === null) {
      const key = i * (row.length + 1) + j;
      if (seen.has(key)) return false;
      seen.add(key);
      if (other === null && meets(parts, row, i, j + 1, seen)) return true;
      if (any && meets(parts, row, i + 1, j, seen)) return true;
      if (part === undefined || other === undefined) return false;
      if (!any) i++;
      else if (other !== null) j++;
      else return false;
      continue;
    }
    if (part === undefined || other === undefined || !oneName(part, other)) return false;
    i++;
    j++;
  }
}

function oneName({ text, pattern, plain }: Part, other: Exclude<GlobPart, null>): boolean {
  if (!pattern) return typeof other === "string" ? other === plain : other.test(plain);
  if (typeof other === "string") return matchesGlob(text, other) !== false;
  const [one, two] = [plainEnds(text), plainEnds(other.pattern)];
  return (
    (one.start.startsWith(two.start) || two.start.startsWith(one.start)) &&
    (one.end.endsWith(two.end) || two.end.endsWith(one.end))
  );
}

/** Returns the literal start and end of a segment's pattern. */
function plainEnds(pattern: string): { readonly start: string; readonly end: string } {
  return {
    start: /^[^*?[\]{}()!+@\\]*/.exec(pattern)?.[0] ?? "",
    end: /(?<![^*?[\]{}()!+@\\])[^*?[\]{}()!+@\\]*$/.exec(pattern)?.[0] ?? "",
  };
}
