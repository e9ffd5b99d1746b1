/**
 * What an act takes from the disk, held against the globs of a rule that holds acts: `rm -rf db` takes
 * `db/migrations/**` with it, and so may `rm -rf d*`. Errs towards yes; a rule that allows never looks here.
 */
import type { Effect, Verb } from "../effects/effect.ts";
import { below, isPattern, matchesGlob, unescaped } from "../effects/files/globs.ts";
import { isOutput, isScratch } from "../effects/files/loss.ts";
import type { Facts } from "../facts.ts";
import { isWindows, resolvePath } from "../paths.ts";
import { type GlobPart, matchesPath, readGlob } from "./patterns.ts";

/** Whether `effect` may take something that `globs` mean. */
export function takes(effect: Effect, globs: readonly string[], facts: Facts): boolean {
  const taken = takenBy(effect, facts);
  return taken !== undefined && mayTake(taken, globs);
}

export interface Taken {
  readonly covers: readonly Cover[];
  readonly roots: readonly string[];
}

/** One pattern of what goes. */
interface Cover {
  readonly parts: readonly string[];
  /** The folder that it begins with, or the whole path. */
  readonly base: string;
  /** What there is of it as far as the disk says; absent where it does not. */
  readonly inside?: readonly (readonly string[])[];
  /** Nothing in it is kept by people: a glob that may begin in any folder does not mean it. */
  readonly output: boolean;
}

/** Verbs that leave less, or something else, of what lies in a folder. */
const TAKES: ReadonlySet<Verb> = new Set(["delete", "move", "overwrite", "discard", "truncate", "destroy", "weaken"]);

/** Undefined for an act that takes nothing away, or only might. */
export function takenBy(effect: Effect, facts: Facts): Taken | undefined {
  if (!TAKES.has(effect.verb) || effect.certainty === "possible") return undefined;
  const covers = effect.covers ?? (effect.path === undefined ? [] : [below(effect.path, [], true)]);
  if (covers.length === 0) return undefined;
  return { covers: covers.map(cover => coverOf(cover, facts)), roots: facts.around.roots };
}

/** Whether something that `globs` mean may be among what is taken; `!` takes out what lies in a folder. */
export function mayTake({ covers, roots }: Taken, globs: readonly string[]): boolean {
  const wanted = globs.filter(glob => !glob.startsWith("!"));
  const spared = globs.flatMap(glob => (glob.startsWith("!") && glob.endsWith("/**") ? [glob.slice(1)] : []));
  return covers.some(
    cover =>
      (wanted.length === 0 ? globs.length > 0 : wanted.some(glob => meetsAnywhere(cover, glob, roots))) &&
      !(spared.length > 0 && matchesPath(cover.base, spared, roots)),
  );
}

/** As many entries of a folder as a fact holds: with so many, there may be more. */
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
    ...(told && { inside: [known, ...entries.map(name => partsOf(below(resolvePath(name, base), [], true)))] }),
  };
}

function partsOf(pattern: string): string[] {
  return (isWindows(pattern) ? pattern.toLowerCase() : pattern).split("/");
}

/** Relative to a root, or absolute, as for a path. */
function meetsAnywhere(cover: Cover, glob: string, roots: readonly string[]): boolean {
  const absolute = glob.startsWith("/") || isWindows(glob);
  const text = absolute ? glob.replaceAll("\\", glob.startsWith("/") ? "\\" : "/") : glob;
  const { start, rows } = readGlob(isWindows(cover.base) ? text.toLowerCase() : text);
  if (start === "" && cover.output) return false;
  const folders = absolute ? [[]] : roots.map(root => partsOf(root));
  return folders.some(folder =>
    rows.some(row => {
      const whole: readonly GlobPart[] = folder.length > 0 ? [...folder, ...row] : row;
      return (
        meets(cover.parts, whole) && (cover.inside === undefined || cover.inside.some(parts => meets(parts, whole)))
      );
    }),
  );
}

/** Whether some path fits both. Two patterns of one name count as fitting unless their plain ends differ. */
function meets(parts: readonly string[], row: readonly GlobPart[], i = 0, j = 0, seen = new Set<number>()): boolean {
  for (;;) {
    const part = parts[i];
    const other = row[j];
    if (part === undefined && other === undefined) return true;
    if (part === "**" || other === null) {
      const key = i * (row.length + 1) + j;
      if (seen.has(key)) return false;
      seen.add(key);
      if (other === null && meets(parts, row, i, j + 1, seen)) return true;
      if (part === "**" && meets(parts, row, i + 1, j, seen)) return true;
      if (part === undefined || other === undefined) return false;
      if (part !== "**") i++;
      else if (other !== null) j++;
      else return false;
      continue;
    }
    if (part === undefined || other === undefined || !oneName(part, other)) return false;
    i++;
    j++;
  }
}

function oneName(part: string, other: string | Exclude<GlobPart, null>): boolean {
  if (!isPattern(part)) return typeof other === "string" ? other === unescaped(part) : other.test(unescaped(part));
  if (typeof other === "string") return matchesGlob(part, other) !== false;
  const [one, two] = [plainEnds(part), plainEnds(other.pattern)];
  return (
    (one.start.startsWith(two.start) || two.start.startsWith(one.start)) &&
    (one.end.endsWith(two.end) || two.end.endsWith(one.end))
  );
}

/** The plain text that a pattern of one name begins and ends with. */
function plainEnds(pattern: string): { readonly start: string; readonly end: string } {
  return {
    start: /^[^*?[\]{}()!+@\\]*/.exec(pattern)?.[0] ?? "",
    end: /[^*?[\]{}()!+@\\]*$/.exec(pattern)?.[0] ?? "",
  };
}
