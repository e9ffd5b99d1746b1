/** Resolves a word as a target of a loss: a path, a pattern with its matches, or a word with holes. */

import type { Mark } from "../effects/effect.ts";
import type { Facts } from "../facts/facts.ts";
import type { Scope } from "../places/scope.ts";
import { baseName, isAbsolute, isWithin, normalizePath, resolvePath } from "../text/paths.ts";
import { HOLE, knownPrefix, type Piece, type Word } from "../text/words.ts";
import { below, escaped, isPattern, patternOf, unescaped } from "./globs.ts";
import { isPartOfName, isProjectFolder, withDefault, withoutNumbers } from "./holes.ts";
import { isCatastrophe, landmarksOf, workspacesOf } from "./landmarks.ts";
import { describeLoss, isScratch, isSharedScratch, type Loss } from "./loss.ts";
import { whereItIs, whereItWas } from "./moved.ts";
import { lossOfPattern } from "./patterns.ts";
import { isFresh, lossOfWhatMayCome } from "./pending-contents.ts";
import { regenerableName } from "./regenerable.ts";
import { lossAt } from "./session-folders.ts";

export interface Target {
  /** The text as written, holes included. */
  readonly name: string;
  /** Absolute; for a pattern, the folder that it searches. Absent if unknown. */
  readonly path?: string;
  /** The part of `path` that is lost, as in an effect; absent: all of it. */
  readonly covers?: readonly string[];
  readonly loss: Loss;
}

export interface Taking {
  /** Folders are lost with everything in them; otherwise they are kept. */
  readonly recursive: boolean;
}

/** Returns the loss of `word`; undefined if there is none (an empty name, a folder without `recursive`). */
export function targetOf(word: Word, scope: Scope, facts: Facts, taking: Taking): Target | undefined {
  const key = keyOf(word);
  if (key === undefined) return targetAnew(word, scope, facts, taking);
  const last = told.get(facts);
  const same = last?.scope === scope && last.recursive === taking.recursive;
  const targets = same ? last.targets : new Map<string, Target | null>();
  if (!same) told.set(facts, { scope, recursive: taking.recursive, targets });
  const known = targets.get(key);
  if (known !== undefined) return known ?? undefined;
  const target = targetAnew(word, scope, facts, taking);
  targets.set(key, target ?? null);
  return target;
}

/** The last command's targets, because a list may repeat a word a thousand times. */
const told = new WeakMap<
  Facts,
  { readonly scope: Scope; readonly recursive: boolean; readonly targets: Map<string, Target | null> }
>();

/** Returns a cache key for a word; undefined for words of several pieces. */
function keyOf({ text, pieces }: Word): string | undefined {
  const [only] = pieces;
  if (only?.kind !== "text" || pieces.length > 1) return undefined;
  return `${only.quoted ? "=" : "*"}${only.value}\0${text}`;
}

function targetAnew(word: Word, scope: Scope, facts: Facts, taking: Taking): Target | undefined {
  const target = namedTarget(word, scope, facts, taking);
  return target && target.loss.recovery !== "free" ? target : withMovedIn(target, word, scope, facts);
}

/** Adds the loss of what this text has moved into a folder that itself costs nothing. */
function withMovedIn(target: Target | undefined, word: Word, scope: Scope, facts: Facts): Target | undefined {
  const moved = scope.earlier?.moved;
  const folder = moved?.size ? folderOf(target, word, scope) : undefined;
  if (moved === undefined || folder === undefined) return target;
  for (const [name, from] of moved) {
    if (!isWithin(name, folder, facts.around.platform)) continue;
    const loss = lossOfMoved(from, scope, facts);
    if (loss && loss.recovery !== "free") return { name: shown(word), path: folder, loss };
  }
  return target;
}

/** Returns the folder that a word means or searches. */
function folderOf(target: Target | undefined, word: Word, scope: Scope): string | undefined {
  if (target) return target.path;
  const prefix = knownPrefix(word);
  const folder = word.glob ? prefix.slice(0, prefix.lastIndexOf("/") + 1) : prefix;
  return scope.cwd === null && !isAbsolute(folder) ? undefined : resolvePath(folder || ".", scope.cwd ?? "/");
}

/** Returns the loss of what is at `from` (a path or a pattern), at its place before the move. */
function lossOfMoved(from: string, scope: Scope, facts: Facts): Loss | undefined {
  const { earlier: _, ...before } = scope;
  if (isPattern(from)) return lossOfPattern(from, before, facts, { recursive: true })?.loss;
  const at = whereItWas(unescaped(from), scope);
  const loss = describeLoss(at, facts, scope.cwd);
  const missing = facts.ask({ kind: "stat", path: at })?.type === "missing";
  return missing ? lossOfWhatMayCome(at, scope, facts) : loss;
}

function namedTarget(word: Word, scope: Scope, facts: Facts, taking: Taking): Target | undefined {
  const folders = scope.cwd === null && scope.either?.length ? scope.either : undefined;
  if (folders && !isAbsolute(knownPrefix(word))) return worstOf(word, scope, folders, facts, taking);
  const name = shown(word);
  const home = unknownHome(word, taking);
  if (home) return { name, loss: home };
  // A failed command prints no number, and a dated path outside temporary folders names something that is kept.
  const printed = word.pieces.some(piece => piece.kind === "hole" && /^(?:\$\([^(]|`)/.test(piece.of));
  const meant = withDefault(word);
  const counted = printed && !isScratch(knownPrefix(word), facts, scope.cwd) ? meant : withoutNumbers(meant);
  const pattern = patternOf(counted);
  if (pattern === null) return { name, ...lossOfHole(counted, scope, facts, taking) };
  if (counted.glob) {
    const found = lossOfPattern(pattern, scope, facts, taking);
    // `find /srv/app -name __pycache__` is free by its name in any folder.
    const remade = regenerableName(unescaped(baseName(pattern))) === "always";
    return found && { name, ...found, loss: remade ? found.loss : ofMissingFolder(found, scope, facts, taking) };
  }
  const text = counted.value ?? "";
  return text === "" ? undefined : lossOfPath(text, name, scope, facts, taking);
}

/** Returns the loss in the worst of the folders that the word may be relative to. */
function worstOf(
  word: Word,
  scope: Scope,
  folders: readonly string[],
  facts: Facts,
  taking: Taking,
): Target | undefined {
  const weight = ({ loss }: Target) =>
    ["free", "effort", "snapshot", "none"].indexOf(loss.recovery) * 100 +
    (isCatastrophe(loss.marks) ? 50 : 0) +
    ["one", "several", "unknown", "all"].indexOf(loss.reach) * 10 +
    loss.marks.length;
  const found = folders.flatMap(cwd => namedTarget(word, { ...scope, cwd, either: undefined }, facts, taking) ?? []);
  // If one candidate does not exist and nothing was moved, the existing one is meant.
  const meant = scope.earlier?.moved.size ? undefined : found.filter(({ loss }) => loss.recovery === "free");
  const others = meant?.length ? found.filter(({ path }) => !isMissing(path, facts)) : found;
  return [...others, ...(meant ?? [])].sort((a, b) => weight(b) - weight(a))[0];
}

function isMissing(path: string | undefined, facts: Facts): boolean {
  return path !== undefined && facts.ask({ kind: "stat", path })?.type === "missing";
}

function lossOfPath(text: string, name: string, scope: Scope, facts: Facts, taking: Taking): Target | undefined {
  if (scope.cwd === null && !isAbsolute(text)) return { name, loss: lossInUnknownFolder(text, taking) };
  // `link/` means the target of the link.
  const behind = /\/\.?$/.test(text);
  const path = whereItIs(resolvePath(text, scope.cwd ?? "/"), scope, behind);
  const stat = facts.ask({ kind: "stat", path });
  if (stat?.type === "directory" && !taking.recursive) return undefined;
  // As far as is known, this text itself created the file.
  if (stat === null && isMadeHere(path, scope))
    return { name, path, loss: { resource: "file", reach: "one", recovery: "free", marks: [] } };
  if (taking.recursive && (stat === null || stat.type === "missing") && isFresh(path, scope, facts))
    return { name, path, loss: { resource: "directory", reach: "one", recovery: "free", marks: [] } };
  const through = stat?.type === "link" && behind ? stat.realpath : path;
  const loss = lossAt(through, scope, facts);
  const gone = stat?.type === "missing" && loss.recovery === "free" && taking.recursive;
  const found = gone ? lossOfWhatMayCome(through, scope, facts) : loss;
  const absent = stat?.type === "missing" && !isCatastrophe(found.marks);
  return { name, path: through, loss: absent ? { ...found, absent } : found };
}

/** `rm -rf /var/backups/*` without such a folder is treated like the folder, unless the workspace may yet create it. */
function ofMissingFolder(
  { path, loss }: Omit<Target, "name">,
  scope: Scope,
  facts: Facts,
  { recursive }: Taking,
): Loss {
  if (!recursive || loss.recovery !== "free" || path === undefined || !isMissing(path, facts)) return loss;
  if (scope.container || isSharedScratch(path) || isFresh(path, scope, facts)) return loss;
  const { platform } = facts.around;
  return workspacesOf(facts, scope.cwd).some(root => isWithin(path, root, platform))
    ? loss
    : lossOfWhatMayCome(path, scope, facts);
}

function isMadeHere(path: string, { earlier }: Scope): boolean {
  return (
    typeof earlier?.written.get(path) === "string" || earlier?.anew?.has(path) || earlier?.copied.has(path) || false
  );
}

/** Returns the loss of a known name in an unknown folder. */
function lossInUnknownFolder(text: string, { recursive }: Taking): Loss {
  const free = regenerableName(baseName(text)) === "always";
  const anything = /^(\.\.?(\/|$))+$/.test(text);
  return {
    resource: recursive ? "directory" : "file",
    reach: !recursive ? "one" : anything ? "unknown" : "several",
    recovery: free ? "free" : "none",
    marks: anything ? ["unresolved-target"] : [],
  };
}

/** Returns the loss of a name with a hole. The text before the hole limits it. */
function lossOfHole(word: Word, scope: Scope, facts: Facts, taking: Taking): Omit<Target, "name"> {
  const prefix = knownPrefix(word);
  const folder = prefix.slice(0, prefix.lastIndexOf("/") + 1);
  const start = prefix.slice(folder.length);
  const reading = emptyReading(word, scope, facts);
  const resource = taking.recursive ? ("directory" as const) : ("file" as const);
  const climbs = word.pieces.some((piece, i) => i > 0 && piece.kind === "text" && /(^|\/)\.\.(\/|$)/.test(piece.value));
  const last = word.pieces.at(-1);
  const end = last?.kind === "text" ? /\/([^/]+)\/?$/.exec(last.value)?.[1] : undefined;
  // In whatever folder, a file of this name is regenerable output.
  const made = end === undefined || climbs ? undefined : regenerableName(end);
  const inProject = (!isAbsolute(folder) && folder !== "") || (start === "" && isProjectFolder(word));
  if (made === "always" || (made === "by-custom" && inProject))
    return { loss: { resource, reach: "one", recovery: "effort", marks: [] } };
  const bounded = (folder !== "" || start !== "") && !climbs && (scope.cwd !== null || isAbsolute(folder));
  if (!bounded)
    return {
      loss: {
        resource,
        reach: taking.recursive ? "unknown" : "one",
        recovery: "none",
        marks: [...new Set<Mark>(["unresolved-target", ...reading])],
      },
    };
  const base = whereItIs(resolvePath(folder === "" ? "." : folder, scope.cwd ?? "/"), scope, true);
  // In a temporary folder, the text around the hole leaves a name there even if the hole is empty.
  if (isPartOfName(word) && isScratch(`${base}/x`, facts, scope.cwd))
    return { path: base, loss: { resource, reach: "one", recovery: "effort", marks: [] } };
  const around =
    start === ""
      ? { path: base, loss: describeLoss(base, facts, scope.cwd) }
      : lossOfPattern(`${escaped(folder)}${escaped(start)}*`, scope, facts, { recursive: true });
  const { loss } = around ?? { loss: { recovery: "effort" as const, marks: [] } };
  const marks = new Set<Mark>([...loss.marks, ...reading]);
  const covers = [below(base, [`${escaped(start)}*`], true)];
  const lost = taking.recursive && isMissing(base, facts) && lossOfWhatMayCome(base, scope, facts).recovery !== "free";
  if (loss.recovery === "free" && !lost && !isCatastrophe(reading))
    return { path: base, covers, loss: { resource, reach: "several", recovery: "effort", marks: [] } };
  return {
    path: base,
    covers,
    loss: {
      resource,
      reach: taking.recursive ? "several" : "one",
      recovery: "none",
      marks: ["unresolved-target", ...marks],
    },
  };
}

/** Returns the landmarks that are hit if every hole is empty: `/` for `"$UNSET/"`. */
function emptyReading(word: Word, scope: Scope, facts: Facts): readonly Mark[] {
  const text = word.pieces.map(piece => (piece.kind === "text" ? piece.value : "")).join("");
  if (text === "" || (scope.cwd === null && !isAbsolute(text))) return [];
  const path = resolvePath(text.replace(/\/\.?\**$/, "/"), scope.cwd ?? "/");
  return landmarksOf(path, facts, scope.cwd).filter(mark => isCatastrophe([mark]));
}

/** Handles `~` and `$HOME` if the home folder is unknown. */
function unknownHome(word: Word, taking: Taking): Loss | undefined {
  const [first, ...rest] = word.pieces;
  if (first?.kind !== "hole" || !/^(~[\w.+-]*|\$HOME|\$\{HOME\})$/.test(first.of)) return undefined;
  const text = rest.map(piece => (piece.kind === "text" ? piece.value : "\u0000")).join("");
  const whole = /^(\/\.?)*(\/[.*{},]*)?$/.test(text);
  if (!whole && text.includes("\u0000")) return undefined;
  return {
    resource: taking.recursive ? "directory" : "file",
    reach: whole ? "all" : taking.recursive ? "several" : "one",
    recovery: "none",
    marks: whole ? ["home"] : ["outside-workspace"],
  };
}

/** Returns the word as a person would write it. */
export function shown(word: Word): string {
  const part = (piece: Piece) => (piece.kind === "text" ? piece.value : piece.of === HOLE ? "…" : piece.of);
  return word.pieces.map(part).join("") || word.text;
}

/** Returns the absolute path of a known word; undefined for patterns, holes, and names in an unknown folder. */
export function pathOf(word: Word, scope: Scope): string | undefined {
  if (word.value === null || word.value === "" || word.glob) return undefined;
  if (isAbsolute(word.value)) return normalizePath(word.value);
  return scope.cwd === null ? undefined : resolvePath(word.value, scope.cwd);
}
