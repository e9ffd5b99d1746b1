/**
 * Turns the changes of one time window into findings for a person. Pure, and independent of the order of the changes,
 * because watchers guarantee none. It leaves out files that tools regenerate, what git did itself, allowed acts, and
 * what a person did in the editor.
 */

import { regenerablePart } from "../files/regenerable.ts";
import { isWithin } from "../text/paths.ts";
import type { Change, Explained, Known, Standing } from "./change.ts";
import type { Finding, FindingKind, Lost, Weight } from "./finding.ts";
import { gitDamage, gitPart } from "./git-folder.ts";
import { type Locked, lockedIn, netChanges } from "./net.ts";
import { protectedFile } from "./protected.ts";
import { isOrdinary } from "./who.ts";
import { type Testimony, testify } from "./witness.ts";

/** Changes within this time in ms are considered together. */
export const WINDOW = 60_000;

const THRESHOLDS = {
  /** Number of deleted files. */
  deletions: 20,
  /** Number of deleted files if they were most of the files. */
  few: 5,
  /** Number of files that are now empty or lost most of their text. */
  truncations: 5,
  /** Size in bytes from which a single emptied file is enough. */
  large: 50_000,
} as const;

/** Returns the findings. If `known.git` is undefined, ask git about their paths and call again: fewer may remain. */
export function findingsIn(changes: readonly Change[], known: Known): readonly Finding[] {
  const net = netChanges(changes);
  const locked = lockedIn(changes);
  const files = net.filter(({ path }) => !isGitPath(path, known));
  return [
    ...deletions(files, known),
    ...truncations(files, known),
    ...damage(net, known, locked),
    ...writes(net, known, locked),
  ];
}

function deletions(net: readonly Change[], known: Known): Finding[] {
  const gone = net.filter(change => change.after === null && !isRegenerable(change, known) && !isGits(change, known));
  const [byEditor, unseen] = parted(
    gone.filter(change => explainedBy(change, known) !== "act"),
    change => change.by === "editor" || explainedBy(change, known) === "editor",
  );
  const limit = Math.min(THRESHOLDS.deletions, (known.deletions ?? Infinity) + 1);
  const isMass = (count: number) => count >= limit || (count >= THRESHOLDS.few && count * 2 > known.files);
  const own = (changes: readonly Change[]) => changes.filter(change => standingOf(change, known) !== "ignored");
  // A burst of many deletions is an event of its own; smaller bursts are added up.
  const bursts = [...new Set(unseen.map(({ burst }) => burst))].map(of => unseen.filter(({ burst }) => burst === of));
  const [events, rest] = parted(bursts, changes => isMass(changes.length));
  const found = [...events, rest.flat()].flatMap(changes => {
    // Ignored files are mostly build products, but uploads and notes may be ignored as well.
    const kept = isMass(own(changes).length);
    if (!isMass(changes.length)) return [];
    const says = `${files(changes)} gone from ${known.root}`;
    const weight = kept ? "alarm" : "note";
    return attributed("mass-deletion", weight, changes, known, kept ? says : `${says}, most of them ignored by git`);
  });
  if (!isMass(byEditor.length)) return found;
  const says = `${files(byEditor)} gone from ${known.root}, deleted or moved in the editor`;
  return [...found, finding("mass-deletion", "note", byEditor, known, says, IN_EDITOR)];
}

function truncations(net: readonly Change[], known: Known): readonly Finding[] {
  const shrunk = net.filter(
    change =>
      isShrunk(change) &&
      !isRegenerable(change, known) &&
      !isGits(change, known) &&
      (change.by === "editor" || !explainedBy(change, known)),
  );
  const large = shrunk.some(({ before, after }) => after === 0 && (before ?? 0) >= THRESHOLDS.large);
  if (shrunk.length < THRESHOLDS.truncations && !large) return [];
  const editor = shrunk.every(({ by }) => by === "editor");
  const says = `${shrunk.length === 1 ? "1 file has" : `${shrunk.length} files have`} lost their text in ${known.root}`;
  if (editor) return [finding("truncation", "alarm", shrunk, known, `${says}, by code in the editor`, IN_EDITOR)];
  return attributed("truncation", "alarm", shrunk, known, says);
}

function damage(net: readonly Change[], known: Known, locked: Locked): readonly Finding[] {
  if (known.gitFolder === undefined) return [];
  const inFolder = net.filter(change => isGitPath(change.path, known) && explainedBy(change, known) !== "act");
  // Until git was asked, objects may be missing.
  const broken = known.git === undefined ? "" : (known.git?.broken ?? undefined);
  const hurt = gitDamage(inFolder, known.gitFolder, locked, broken);
  if (hurt.length === 0) return [];
  const gone = hurt.some(({ path, after }) => after === null && gitPart(path, known.gitFolder ?? "") === "repository");
  const serious = gone || known.git?.broken !== undefined || hurt.some(({ after }) => after === null);
  const says = gone
    ? `the repository ${known.gitFolder} is gone`
    : `${known.gitFolder} was changed by something else than git: ${names(hurt, known.gitFolder)}${known.git?.broken ? ` (${known.git.broken})` : ""}`;
  return attributed("git-damage", serious ? "alarm" : "warning", hurt, known, says);
}

function writes(net: readonly Change[], known: Known, locked: Locked): readonly Finding[] {
  const gone = net.some(({ path, after }) => path === known.gitFolder && after === null);
  const written = net.flatMap(change => {
    // A deleted repository is one finding, which covers its files.
    if (gone && isGitPath(change.path, known)) return [];
    const file = protectedFile(change.path, known);
    if (!file || locked(change) || explainedBy(change, known) || isGits(change, known)) return [];
    return [{ change, file }];
  });
  if (written.length === 0) return [];
  const weights = written.map(({ file }) => file.weight);
  const weight = (["alarm", "warning"] as const).find(one => weights.includes(one)) ?? "note";
  const what = [...new Set(written.map(({ file }) => file.what))].join(", ");
  const changes = written.map(({ change }) => change);
  return attributed(
    "protected-write",
    weight,
    changes,
    known,
    `${names(sorted(changes), known.root)} changed (${what})`,
  ).map(found => ({
    ...found,
    items: found.items.map(item => ({ ...item, what: protectedFile(item.path, known)?.what ?? "" })),
  }));
}

function isShrunk({ before, after }: Change): boolean {
  if (before === null || after === null) return false;
  return after === 0 ? before >= 200 : before >= 2000 && after * 5 <= before;
}

/** Returns whether a tool regenerates the file. A name that people use too counts only if git does not track it. */
function isRegenerable({ path }: Change, known: Known): boolean {
  const parts = path.slice(known.root.length + 1).split("/");
  const kinds = parts.map((_, i) => regenerablePart(parts, i));
  if (kinds.includes("always")) return true;
  const standing = known.git?.standing.get(path) ?? "unknown";
  return kinds.includes("by-custom") && (standing === "unknown" || standing === "ignored");
}

/** Returns whether git made the change, so that it can restore the file. */
function isGits(change: Change, known: Known): boolean {
  const standing = standingOf(change, known);
  return standing === "taken-by-git" || standing === "as-committed";
}

function isGitPath(path: string, { gitFolder }: Known): boolean {
  return gitFolder !== undefined && (path === gitFolder || path.startsWith(`${gitFolder}/`));
}

/** Returns the strongest explanation: who deleted a file matters more than who saved it before. */
function explainedBy({ path, at, after }: Change, { explained, around }: Known): Explained["by"] | undefined {
  const reasons = explained
    .filter(one => one.from <= at && at <= one.until && isWithin(path, one.path, around.platform))
    .filter(one => one.exactly === undefined || (one.exactly === after && one.path === path))
    .map(({ by }) => by);
  return (["act", "editor", "save"] as const).find(by => reasons.includes(by));
}

function standingOf({ path }: Pick<Change, "path">, { git }: Known): Standing {
  return git?.standing.get(path) ?? "unknown";
}

const IN_EDITOR: Testimony = { who: { kind: "editor" }, evidence: [] };

/** Adds who made the changes, if there is evidence, and adapts the weight. Empty if nobody needs to be told. */
function attributed(
  kind: FindingKind,
  weight: Weight,
  changes: readonly Change[],
  known: Known,
  says: string,
): readonly Finding[] {
  const testimony = testify(changes, kind === "mass-deletion", known.root, known.witness);
  const found = finding(kind, weight, changes, known, says, testimony);
  if (testimony.who.kind === "agent") return [found];
  // A change of the guard's own files is always an alarm.
  if (weight === "alarm" && kind === "protected-write") return [found];
  if (!isOrdinary(testimony.who))
    return [weight === "alarm" && kind !== "git-damage" ? { ...found, weight: "warning" } : found];
  if (kind === "git-damage" && testimony.who.kind === "git") return [found];
  const comesBack = found.items.every(({ standing }) => standing === "missing");
  return kind === "mass-deletion" && comesBack ? [] : [{ ...found, weight: "note" }];
}

function finding(
  kind: FindingKind,
  weight: Weight,
  changes: readonly Change[],
  known: Known,
  says: string,
  { who, evidence }: Testimony,
): Finding {
  const times = changes.map(({ at }) => at);
  const items: Lost[] = changes.map(({ path, before, after }) => ({
    path,
    before,
    after,
    standing: standingOf({ path }, known),
  }));
  const [burst, ...bursts] = new Set(changes.map(change => change.burst));
  return {
    kind,
    weight,
    says,
    who,
    evidence,
    ...(burst !== undefined && bursts.length === 0 && { burst }),
    from: times.reduce((a, b) => Math.min(a, b), Infinity),
    to: times.reduce((a, b) => Math.max(a, b), 0),
    items: sorted(items),
  };
}

function sorted<T extends { readonly path: string }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function parted<T>(all: readonly T[], test: (one: T) => boolean): readonly [T[], T[]] {
  return [all.filter(test), all.filter(one => !test(one))];
}

function files({ length }: readonly unknown[]): string {
  return length === 1 ? "1 file is" : `${length} files are`;
}

/** Lists the first three paths, relative to `folder`. */
function names(items: readonly { readonly path: string }[], folder: string): string {
  const shown = items
    .slice(0, 3)
    .map(({ path }) => (path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path));
  return items.length > 3 ? `${shown.join(", ")} and ${items.length - 3} more` : shown.join(", ");
}
