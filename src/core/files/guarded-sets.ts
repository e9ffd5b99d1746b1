/**
 * Finds the guarded place in a set of paths: matches of a pattern, results of a search, a copied tree. The set is an
 * absolute file pattern as in `covers` of an effect, with `**` for any depth.
 */

import type { Facts, Surroundings } from "../facts/facts.ts";
import { parentOf } from "../text/paths.ts";
import { Coverage } from "./coverage.ts";
import { escaped, isPattern, matchesGlob, narrows, unescaped } from "./globs.ts";
import { type GuardFile, guardFile } from "./guard-files.ts";

/** A guarded place in a set of paths. `surely`: the place is certainly in the set. */
export interface Among {
  readonly file: GuardFile;
  readonly surely: boolean;
}

/** Returns the guarded place that a path of the set `cover` may be; undefined if certainly none is. */
export function guardFileAmong(cover: string, facts: Facts): Among | undefined {
  const head = headOf(cover);
  const real = facts.ask({ kind: "stat", path: head })?.realpath;
  const found = amongNamed(cover, head, facts);
  if (found || real === undefined || real === head) return found;
  // The start of the pattern is a link: try the same set under its real path.
  const rest = cover.split("/").slice(head === "/" ? 1 : head.split("/").length);
  return amongNamed([escaped(real), ...rest].join("/"), real, facts);
}

function amongNamed(cover: string, head: string, facts: Facts): Among | undefined {
  const { around } = facts;
  const named = guardFile(head, around);
  if (named && (named.kind === "own" || unescaped(cover) === head)) return { file: named, surely: true };
  if (!isPattern(cover) && !EXTENDED.test(cover)) return undefined;
  const set = new Reach(cover, around);
  if (ownFolders(around).some(folder => set.reachesInto(folder)))
    return { file: { kind: "own", what: "AgentGuard's own files" }, surely: false };
  const spelled = hookNames(around).find(name => set.spells(name));
  if (spelled !== undefined)
    return { file: guardFile(`${around.home ?? "/home/somebody"}/${spelled}`, around) ?? UNNAMED, surely: false };
  const isSweep = isEverything(cover, head);
  // All are asked at once, because facts are gathered in rounds.
  const [place] = [...hookPlaces(around), ...placesIn(head, around)].filter(
    ({ path, inProject }) => set.holds(path) && !(inProject && isSweep) && isThere(path, facts),
  );
  return place && { file: guardFile(place.path, around) ?? UNNAMED, surely: false };
}

const UNNAMED: GuardFile = { kind: "hooks", what: "settings of an agent, which hold the guard's hook" };

/** `!(keep)`. */
const EXTENDED = /[?*+@!]\(/;

/** A set of paths, in lower case if the disk ignores case. */
class Reach {
  private readonly coverage: Coverage;
  /** The literal start of every path in the set. */
  private readonly start: string;
  private readonly parts: readonly string[];
  /** Whether a part of the pattern names a hidden file. */
  private readonly names: boolean;
  private readonly folds: boolean;

  constructor(cover: string, { platform }: Pick<Surroundings, "platform">) {
    this.folds = platform !== "linux";
    const text = this.folded(cover);
    this.start = (/^[^\\*?[{+@!]*/.exec(text)?.[0] ?? "").replace(/\/$/, "");
    this.coverage = new Coverage([{ covers: [text] }]);
    this.parts = text.split("/");
    this.names = this.parts.some(part => part.startsWith(".") && narrows(part));
  }

  holds(path: string): boolean {
    const folded = this.folded(path);
    return folded.startsWith(this.start) && this.coverage.whose(folded) !== undefined;
  }

  reachesInto(folder: string): boolean {
    const folded = this.folded(folder);
    const meets = folded.startsWith(this.start) || this.start.startsWith(folded);
    return meets && (this.holds(folder) || this.coverage.mayReachInto(folded));
  }

  /** Returns whether the pattern spells out an agent's folder, anywhere: `packages/*` + `/.claude/settings.json`. */
  spells(rest: string): boolean {
    if (!this.names || !rest.startsWith(".")) return false;
    const [first = ""] = this.folded(rest).split("/", 1);
    const at = this.parts.findIndex(
      part => part.startsWith(".") && narrows(part) && matchesGlob(part, first) !== false,
    );
    if (at < 0) return false;
    const below = new Coverage([{ covers: [`/any/${this.parts.slice(at).join("/")}`] }]);
    return below.whose(`/any/${this.folded(rest)}`) !== undefined;
  }

  private folded(text: string): string {
    return this.folds ? text.toLowerCase() : text;
  }
}

/** Returns the folder before the first wildcard; for a literal path, all of it. */
function headOf(cover: string): string {
  const parts = cover.split("/");
  const first = parts.findIndex(part => isPattern(part) || EXTENDED.test(part));
  return (first < 0 ? parts : parts.slice(0, first)).map(unescaped).join("/") || "/";
}

function ownFolders({ guard = [], guardProcesses = [] }: Surroundings): readonly string[] {
  return [...guard, ...guardProcesses.map(pid => `/proc/${pid}`)];
}

interface Place {
  readonly path: string;
  readonly inProject?: boolean;
}

/** Files that may hold the guard's hook or its policy: in the home folder, in current projects, and machine-wide. */
const hookPlaces = memoizedBySurroundings((around): readonly Place[] => {
  const { home = "/home/somebody", roots, cwd, hookFiles = [] } = around;
  const folders = new Set([home, ...roots, ...(cwd === undefined ? [] : [cwd])]);
  const machines = hookFiles.filter(({ path }) => !path.startsWith("~/"));
  return [
    ...machines.map(({ path }) => ({ path: path.replaceAll("*", ANY) })),
    ...[...folders].flatMap(folder => placesIn(folder, around)),
  ];
});

/** Their names relative to a home folder or a project. */
const hookNames = memoizedBySurroundings(({ hookFiles = [] }): readonly string[] =>
  [...hookFiles.map(({ path }) => path.replaceAll("*", ANY)), ...POLICY].flatMap(name =>
    name.startsWith("~/") ? [name.slice(2)] : [],
  ),
);

function placesIn(folder: string, around: Surroundings): Place[] {
  const inProject = folder !== (around.home ?? "/home/somebody");
  return hookNames(around).map(name => ({ path: `${folder === "/" ? "" : folder}/${name}`, inProject }));
}

/** Memoizes for one act, which asks with every path that it names. */
function memoizedBySurroundings<T>(make: (around: Surroundings) => T): (around: Surroundings) => T {
  const made = new WeakMap<Surroundings, T>();
  return around => {
    const known = made.get(around);
    if (known !== undefined) return known;
    const value = make(around);
    made.set(around, value);
    return value;
  };
}

/** Returns whether no part after the literal start narrows the pattern, as in an ordinary sweep through a project. */
function isEverything(cover: string, head: string): boolean {
  const behind = cover.split("/").slice(head === "/" ? 1 : head.split("/").length);
  return !behind.some(part => narrows(part));
}

/** A project's policy and its knowledge files. */
const POLICY = ["~/.agentguard.json", "~/.agentguard"];

/** Placeholder for a wildcard in a hook file's name, because only its folder matters. */
const ANY = "any-name";

function isThere(path: string, facts: Facts): boolean {
  const at = path.includes(ANY) ? parentOf(path) : path;
  return facts.ask({ kind: "stat", path: at })?.type !== "missing";
}
