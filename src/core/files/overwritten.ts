/** Computes the loss of several files that are overwritten: matches of a pattern, files of a tree. */
import type { Facts } from "../facts/facts.ts";
import type { Scope } from "../places/scope.ts";
import { baseName, resolvePath } from "../text/paths.ts";
import { escaped } from "./globs.ts";
import { describeLoss, type Loss } from "./loss.ts";
import type { Target } from "./targets.ts";

/** A file and its destination. */
export interface Coming {
  readonly from?: string | undefined;
  readonly to: string;
}

/** The most entries that a fact lists, and the most files that are checked. */
const MAX_ENTRIES = 100;
const MAX_FILES = 256;

/** Returns the loss of those files at `paths` that cannot be restored; undefined if there are none. */
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

/** Returns the destinations below `to` where a file of the tree at `from` replaces different content. */
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

/** Returns the files at or below `name` in `folder`, by their names relative to `folder`. */
export function filesBelow(folder: string, name: string, facts: Facts, looks = { left: MAX_FILES }): readonly string[] {
  if (looks.left-- <= 0) return [];
  const stat = facts.ask({ kind: "stat", path: resolvePath(name, folder) });
  if (stat?.type === "file") return [name];
  return (stat?.entries ?? []).flatMap(entry => filesBelow(folder, `${name}/${entry}`, facts, looks));
}

/** Replacing a file by the same content loses nothing. */
function isSameText(one: string, other: string, facts: Facts): boolean {
  const sizes = [one, other].map(path => facts.ask({ kind: "stat", path })?.size);
  if (sizes[0] !== sizes[1]) return false;
  const text = facts.ask({ kind: "text", path: one });
  return text !== null && text !== undefined && text === facts.ask({ kind: "text", path: other });
}

/** Returns the destination of `from`: in the folder at `to` under its own name, or `to` itself. */
export function placeOf(from: string, to: string, contents: boolean, intoFolder: boolean, facts: Facts): string {
  const folder = intoFolder || facts.ask({ kind: "stat", path: to })?.type === "directory";
  return folder && !contents ? resolvePath(baseName(from), to) : to;
}
