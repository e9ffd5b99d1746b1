/**
 * Measures what an act would lose, read-only and within a time limit: counts for the card, texts for the diff. What
 * could not be measured is reported as such; nothing here decides.
 */
import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import type { Action, EditAction, PatchAction } from "../core/action/action.ts";
import type { ImpactDocument } from "../core/approval/card.ts";
import { type FileCounts, lineOf, plural, sizeOf, totalOf } from "../core/approval/file-counts.ts";
import type { Measured } from "../core/approval/make-card.ts";
import { nameOfPath, type Places, withNames } from "../core/approval/place-names.ts";
import { losesNothing, unmeasured } from "../core/approval/unmeasured.ts";
import type { Judgement } from "../core/decision/judgement.ts";
import { readPatch } from "../core/edits/patch.ts";
import type { Effect } from "../core/effects/effect.ts";
import { resolvePath } from "../core/text/paths.ts";
import { type Counting, countedFiles } from "./counted-files.ts";
import { readRegular } from "./regular-file.ts";
import { git } from "./run-git.ts";
import { placesOf } from "./surroundings.ts";

export interface Impact extends Measured {
  readonly documents: readonly ImpactDocument[];
}

type Part = Pick<Impact, "lost" | "documents">;

const TIME_LIMIT_MS = 2500;
/** How long files are counted; git may take somewhat longer. */
const WALK_LIMIT_MS = 1200;
const GIT_LIMIT_MS = 2200;
const MAX_DOCUMENTS = 20;
const MAX_DOCUMENT_BYTES = 512 * 1024;
/** Further losses are summed up in one line. */
const MAX_LINES = 10;
const MAX_REGAINED = 5;

/** Measures the impact. Never rejects: a timeout or a failure becomes a line that says so. */
export async function measureImpact(action: Action, judgement: Judgement): Promise<Impact> {
  const over = AbortSignal.timeout(TIME_LIMIT_MS);
  const late = new Promise<Impact>(resolve =>
    over.addEventListener("abort", () => resolve(untold("Could not tell what would be lost in time.", action))),
  );
  try {
    return await Promise.race([measure(action, judgement), late]);
  } catch (error) {
    return untold(`Could not tell what would be lost: ${(error as Error).message}`, action);
  }
}

function untold(line: string, action: Action): Impact {
  return { lost: [line], counts: [], documents: [], places: placesOf(action) };
}

/** Tells whether two measurements are the same. Inexact numbers are not compared. */
export function isSameImpact(before: Impact, now: Impact): boolean {
  const isInexact = ({ isLowerBound, git }: FileCounts) => isLowerBound || git === "unknown";
  if (!before.counts.some(isInexact)) return isDeepStrictEqual(before, now);
  const same = (one: FileCounts, other: FileCounts | undefined) =>
    isInexact(one) ? one.says === other?.says : isDeepStrictEqual(one, other);
  return (
    isDeepStrictEqual(before.documents, now.documents) &&
    before.counts.length === now.counts.length &&
    before.counts.every((one, i) => same(one, now.counts[i]))
  );
}

async function measure(action: Action, judgement: Judgement): Promise<Impact> {
  if (action.kind === "edit") return edited(action);
  if (action.kind === "patch") return impactOfPatch(action);
  const { effects } = judgement;
  const { lost, documents, ...rest } = await impactOfEffects(effects, action);
  const held = effects.filter(({ recovery }) => recovery !== "free");
  const isNothing = held.length > 0 && held.every(losesNothing);
  return {
    ...rest,
    lost: lost.length > 0 || isNothing ? lost : ["Could not tell what would be lost."],
    documents: [...retoldTool(action), ...documents].slice(0, MAX_DOCUMENTS),
  };
}

function edited(action: EditAction): Impact {
  const places = placesOf(action);
  return { ...impactOfEdit(action, places), counts: [], places };
}

async function impactOfEffects(effects: readonly Effect[], action: Action): Promise<Impact> {
  const limits = { walking: AbortSignal.timeout(WALK_LIMIT_MS), git: AbortSignal.timeout(GIT_LIMIT_MS) };
  const places = placesOf(action);
  const { countings, notes } = await countedFiles(effects, places, limits);
  const lines = await Promise.all(countings.map(one => lineOfCounting(one)));
  const documents: ImpactDocument[] = [];
  for (const counting of countings) {
    if (documents.length >= MAX_DOCUMENTS) break;
    documents.push(...(await documentsOf(counting, places)));
  }
  return {
    counts: countings.map(({ counts }) => counts),
    lost: [
      ...new Set([
        ...folded(countings, lines),
        ...regained(countings, effects, places),
        ...notes,
        ...unmeasured(effects),
      ]),
    ],
    documents,
    places,
  };
}

/** Names what else is deleted and can be regenerated, which no number includes. */
function regained(countings: readonly Counting[], effects: readonly Effect[], places: Places): string[] {
  if (countings.length === 0) return [];
  const names = effects
    .filter(({ verb, recovery }) => verb === "delete" && recovery === "free")
    .filter(({ path, resource }) => (path === undefined ? resource === "untracked-files" : existsSync(path)))
    .map(effect => withNames(effect, places).target);
  const [shown, more] = [[...new Set(names)].slice(0, MAX_REGAINED), names.length - MAX_REGAINED];
  if (shown.length === 0) return [];
  return [`Besides ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}: that can be had back.`];
}

/** Returns the first lines, and one that sums up the rest. */
function folded(countings: readonly Counting[], lines: readonly string[]): readonly string[] {
  const [first, ...rest] = countings.slice(MAX_LINES - 1).map(({ counts }) => counts);
  if (first === undefined || rest.length === 0) return lines;
  const total = totalOf([first, ...rest]);
  return [...lines.slice(0, MAX_LINES - 1), lineOf({ ...total, target: `${plural(rest.length + 1, "other")}` })];
}

async function lineOfCounting({ counts, repository, first }: Counting): Promise<string> {
  if (counts.verb !== "discard" || repository === undefined || first.length === 0) return lineOf(counts);
  // If there are too many files to name, their folder stands for them.
  const named = counts.files <= first.length ? first : [counts.path];
  const told = await git(repository, ["--literal-pathspecs", "diff", "--shortstat", "HEAD", "--", ...named]).catch(
    () => "",
  );
  const [added, removed] = [/(\d+) insertion/, /(\d+) deletion/].map(count => Number(count.exec(told)?.[1] ?? 0));
  const lines = [
    ...(added ? [`${plural(added, "line")} added`] : []),
    ...(removed ? [`${plural(removed, "line")} removed`] : []),
  ];
  return lineOf(counts).replace(/\.$/, lines.length > 0 ? `: ${lines.join(", ")}.` : ".");
}

/** Returns texts for a diff: a discarded change against the last commit, a deleted file against nothing. */
async function documentsOf({ counts, first, repository }: Counting, places: Places): Promise<ImpactDocument[]> {
  return Promise.all(
    first.slice(0, MAX_DOCUMENTS).map(async path => {
      const before = await textOrNote(path);
      const isKept = counts.verb === "discard" && repository !== undefined;
      const after = isKept
        ? await git(repository, ["show", `HEAD:${path.slice(repository.length + 1)}`]).catch(() => "")
        : null;
      return { title: nameOfPath(path, places), before, after, path };
    }),
  );
}

/** Returns a changed description of a server's tool, before and after. */
function retoldTool(action: Action): ImpactDocument[] {
  if (action.kind !== "mcp" || !action.retold) return [];
  const { before, after } = action.retold;
  return [{ title: `${action.tool} of ${action.server}, as it is described`, before, after }];
}

function impactOfEdit(action: EditAction, places: Places): Part {
  const path = resolvePath(action.path, action.cwd);
  const name = nameOfPath(path, places);
  const before = action.before ?? textOf(path);
  const after = action.after ?? applyPieces(before, action);
  const [gone, come] = [lineCount(before), lineCount(after)];
  return {
    lost: [`${name} goes from ${plural(gone, "line")} to ${plural(come, "line")}.`],
    documents: [{ title: name, before, after, path }],
  };
}

function textOf(path: string): string {
  try {
    return readRegular(path).toString("utf8");
  } catch {
    return "";
  }
}

async function impactOfPatch(action: PatchAction): Promise<Impact> {
  const { text, cwd, origin } = action;
  const places = placesOf(action);
  const changes = readPatch(text);
  if (!changes) return untold("Could not tell: the patch cannot be read.", action);
  const parts = changes.map((change): Part => {
    if (change.kind === "edit") return impactOfEdit({ ...change, cwd, origin }, places);
    return { lost: change.kind === "move" ? [`${change.path} becomes ${change.to}.`] : [], documents: [] };
  });
  const deleted = changes.flatMap(change => (change.kind === "delete" ? [deletionOf(change.path, cwd)] : []));
  const gone = await impactOfEffects(deleted, action);
  return {
    ...gone,
    lost: [...gone.lost, ...parts.flatMap(part => part.lost)],
    documents: [...gone.documents, ...parts.flatMap(part => part.documents)].slice(0, MAX_DOCUMENTS),
  };
}

function deletionOf(file: string, cwd: string): Effect {
  return {
    verb: "delete",
    resource: "file",
    target: file,
    path: resolvePath(file, cwd),
    reach: "one",
    recovery: "none",
    certainty: "certain",
    source: "patch",
    says: `deletes ${file}`,
  };
}

function applyPieces(before: string, action: EditAction): string {
  let text = before;
  for (const { from, to, all } of action.replace ?? []) {
    // The replacement is a function, because `$&` in a foreign text must stay as it is.
    text = all ? text.replaceAll(from, () => to) : text.replace(from, () => to);
  }
  return text;
}

/** Returns the text for a diff: a note for a large or binary file, nothing for an unreadable or special one. */
async function textOrNote(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > MAX_DOCUMENT_BYTES) return `(${sizeOf(size)}: too large to show)\n`;
    const content = readRegular(path, MAX_DOCUMENT_BYTES);
    return content.includes(0) ? `(binary, ${sizeOf(size)})\n` : content.toString("utf8");
  } catch {
    return "";
  }
}

function lineCount(text: string): number {
  return text === "" ? 0 : text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}
