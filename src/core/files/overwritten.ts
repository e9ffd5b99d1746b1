/** Several files of which others take the place: what a pattern fits, what comes in with a folder. */
import type { Facts } from "../facts/facts.ts";
import type { Scope } from "../places/scope.ts";
import { baseName, resolvePath } from "../text/paths.ts";
import { escaped } from "./globs.ts";
import { describeLoss, type Loss } from "./loss.ts";
import type { Target } from "./targets.ts";

/** One file, and the place that it comes to. */
export interface Coming {
  readonly from?: string | undefined;
  readonly to: string;
}

/** As many entries of a folder as a fact holds, and files that are looked at. */
const MAX_ENTRIES = 100;
const MAX_FILES = 256;

/** What it costs to lose those of the files at `paths` that nothing gives back; undefined where there are none. */
export function lossOfAll(paths: readonly string[], scope: Scope, facts: Facts): Omit<Target, "name"> | undefined {
  const lost = paths.flatMap(path => {
    const type = facts.ask({ kind: "stat", path })?.type;
    if (type !== "file") return [];
    const loss = describeLoss(path, facts, scope.cwd);
    return loss.recovery === "none" ? [{ path, loss }] : [];
  });
  const [first, ...more] = lost;
  if (first === undefined) return undefined;
  if (more.length === 0) return first;
  const marks = [...new Set(lost.flatMap(({ loss }) => loss.marks))];
  const loss: Loss = { ...first.loss, reach: "several", marks };
  return { path: first.path, covers: lost.map(({ path }) => escaped(path)), loss };
}

/** Every file of the tree at `from` with its place below `to`, of those whose place is taken by another content. */
export function comingOver({ from, to }: Coming, facts: Facts, looks = { left: MAX_FILES }): readonly string[] {
  if (from === undefined || looks.left-- <= 0) return [];
  const there = facts.ask({ kind: "stat", path: to })?.type;
  if (there === undefined || there === "missing") return [];
  const stat = facts.ask({ kind: "stat", path: from });
  if (stat?.type === "file") return there === "file" && !isSameText(from, to, facts) ? [to] : [];
  if (stat?.type !== "directory" || there !== "directory") return [];
  return (stat.entries ?? [])
    .slice(0, MAX_ENTRIES)
    .flatMap(name => comingOver({ from: `${from}/${name}`, to: `${to}/${name}` }, facts, looks));
}

/** The files at or below `name` in `folder`, by their names from `folder` on. */
export function filesBelow(folder: string, name: string, facts: Facts, looks = { left: MAX_FILES }): readonly string[] {
  if (looks.left-- <= 0) return [];
  const stat = facts.ask({ kind: "stat", path: resolvePath(name, folder) });
  if (stat?.type === "file") return [name];
  return (stat?.entries ?? []).flatMap(entry => filesBelow(folder, `${name}/${entry}`, facts, looks));
}

/** Nothing is lost where the same comes. */
function isSameText(one: string, other: string, facts: Facts): boolean {
  const sizes = [one, other].map(path => facts.ask({ kind: "stat", path })?.size);
  if (sizes[0] !== sizes[1]) return false;
  const text = facts.ask({ kind: "text", path: one });
  return text !== null && text !== undefined && text === facts.ask({ kind: "text", path: other });
}

/** Where `from` comes to lie: in the folder at `to`, under its own name, or at `to` itself. */
export function placeOf(from: string, to: string, contents: boolean, intoFolder: boolean, facts: Facts): string {
  const folder = intoFolder || facts.ask({ kind: "stat", path: to })?.type === "directory";
  return folder && !contents ? resolvePath(baseName(from), to) : to;
}
