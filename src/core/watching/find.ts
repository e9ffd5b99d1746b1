/**
 * Changes of one window of time → what a person should hear of. Pure, and the same for any order in which the changes
 * are told: watchers promise none. What tools make again, what git did itself, what was judged and what a person did in
 * the editor is not among it.
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

/** How far back changes are taken together, in ms. */
export const WINDOW = 60_000;

const THRESHOLDS = {
  /** Files that are gone. */
  deletions: 20,
  /** The same where they were most of what there was. */
  few: 5,
  /** Files that are empty now or lost most of their text. */
  truncations: 5,
  /** One such file is enough where it held as many bytes and holds none. */
  large: 50_000,
} as const;

/** Ask git about the paths of what comes out while `known.git` is undefined, and call again: less may come out. */
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
  // Many at once are an event of their own; what goes a few at a time is taken together.
  const bursts = [...new Set(unseen.map(({ burst }) => burst))].map(of => unseen.filter(({ burst }) => burst === of));
  const [events, rest] = parted(bursts, changes => isMass(changes.length));
  const found = [...events, rest.flat()].flatMap(changes => {
    // What git ignores is mostly made by tools, but uploads and notes are ignored as well.
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
  // Before git was asked, anything may be missing.
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
    // What went with the whole repository is told with it.
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

/** What its tool makes again; a name that people use as well counts only where git does not keep what is in it. */
function isRegenerable({ path }: Change, known: Known): boolean {
  const parts = path.slice(known.root.length + 1).split("/");
  const kinds = parts.map((_, i) => regenerablePart(parts, i));
  if (kinds.includes("always")) return true;
  const standing = known.git?.standing.get(path) ?? "unknown";
  return kinds.includes("by-custom") && (standing === "unknown" || standing === "ignored");
}

/** Git took it away or put it there: it has it. */
function isGits(change: Change, known: Known): boolean {
  const standing = standingOf(change, known);
  return standing === "taken-by-git" || standing === "as-committed";
}

function isGitPath(path: string, { gitFolder }: Known): boolean {
  return gitFolder !== undefined && (path === gitFolder || path.startsWith(`${gitFolder}/`));
}

/** Several may explain it: what took it away says more than who saved it before. */
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

/** A finding with who it was, as far as that is shown. Empty where nobody needs to hear of it. */
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
  // A change of the guard's own files is an alarm whoever made it.
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

/** The first three, as a person in `folder` would write them. */
function names(items: readonly { readonly path: string }[], folder: string): string {
  const shown = items
    .slice(0, 3)
    .map(({ path }) => (path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path));
  return items.length > 3 ? `${shown.join(", ")} and ${items.length - 3} more` : shown.join(", ");
}
