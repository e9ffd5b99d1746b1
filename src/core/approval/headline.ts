/** The one sentence that says what an act does: its worst effects first, with the number of files where it is known. */
import type { Effect } from "../effects/effect.ts";
import { maskSecrets } from "../text/masking.ts";
import { type FileCounts, filesOf, standing, totalOf } from "./file-counts.ts";
import { revealHidden } from "./reveal.ts";

/**
 * Returns `Deletes notes and uploads.` or, with `counts` of some effects, `Deletes 62 files, none of them in git.` It
 * names at most two kinds of acts, then the number of the rest. `otherwise`: the clause if no effect is worth telling.
 */
export function whatItDoes(
  effects: readonly Effect[],
  counts: readonly FileCounts[] = [],
  otherwise = "does something that a rule holds",
): string {
  const told = effects.filter(({ recovery, verb }) => recovery !== "free" || verb === "write");
  const counted = new Map(counts.map(one => [one.says, one]));
  const [first = otherwise, second, ...rest] = clausesOf(told, counted);
  const more = rest.length > 0 ? `, ${second}, and ${rest.length} more` : second ? `, and ${second}` : "";
  return revealHidden(maskSecrets(`${first.charAt(0).toUpperCase()}${first.slice(1)}${more}.`));
}

/** Returns clauses in the order of the effects. Targets of the same verb share one clause. */
function clausesOf(effects: readonly Effect[], counted: ReadonlyMap<string, FileCounts>): string[] {
  const groups = new Map<string, Map<string, Effect>>();
  for (const effect of effects) {
    const key = groupOf(effect, counted);
    const group = groups.get(key) ?? new Map<string, Effect>();
    groups.set(key, group.has(effect.says) ? group : group.set(effect.says, effect));
  }
  return [...groups.values()].map(group => clauseOf([...group.values()], counted));
}

/** Returns the key by which effects are put into one clause. */
function groupOf(effect: Effect, counted: ReadonlyMap<string, FileCounts>): string {
  const counts = counted.get(effect.says);
  if (isWhole(effect)) return effect.says;
  if (counts) return `counted ${counts.verb}`;
  return objectOf(effect) === undefined ? effect.says : (effect.says.split(" ", 1)[0] ?? "");
}

function clauseOf(group: readonly Effect[], counted: ReadonlyMap<string, FileCounts>): string {
  const [first, ...rest] = group.map(({ says }) => says);
  if (first === undefined) return "";
  const [one, ...others] = group.flatMap(({ says }) => counted.get(says) ?? []);
  const [effect] = group;
  if (one) return effect && isWhole(effect) ? wholeOf(first, one) : numberOf(totalOf([one, ...others]));
  if (rest.length === 0) return first;
  const [verb = ""] = first.split(" ", 1);
  const objects = group.map(member => objectOf(member) ?? "");
  const shown = objects.length > 3 ? [...objects.slice(0, 2), `${objects.length - 2} more`] : objects;
  return `${verb} ${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/** A home folder, a workspace or a disk is named, because its name says more than a number of files. */
function isWhole({ marks = [], resource }: Effect): boolean {
  return resource === "volume" || marks.some(mark => WHOLE.has(mark));
}

const WHOLE: ReadonlySet<string> = new Set(["home", "root", "workspace-root", "workspace-ancestor", "mount-point"]);

function wholeOf(says: string, counts: FileCounts): string {
  return [`${says}: ${filesOf(counts)}`, standing(counts)].filter(Boolean).join(", ");
}

const VERBS = {
  delete: "deletes",
  overwrite: "overwrites",
  discard: "throws away the uncommitted changes to",
} as const;

function numberOf(counts: FileCounts): string {
  const { kind, target, files, isLowerBound, verb } = counts;
  if (files === 0 && !isLowerBound) return `${VERBS[verb]} ${target}, where there are no files`;
  const things = kind === "file" ? target : filesOf(counts);
  return [`${VERBS[verb]} ${things}`, standing(counts)].filter(Boolean).join(", ");
}

/**
 * Returns the target of the clause `says`, without the word for a folder. Returns undefined if the clause says more
 * than a verb and its target; such a clause stays whole.
 */
function objectOf({ says, target }: Effect): string | undefined {
  const object = says.slice(says.indexOf(" ") + 1);
  if (object === target || object === `the folder ${target}`) return target;
  return undefined;
}
