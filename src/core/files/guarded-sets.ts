/**
 * Which guarded place a set of paths can hold: what a pattern fits, what a search finds, a tree that is copied in. The
 * set is an absolute file pattern, as in `covers` of an effect: `**` for any depth.
 */

import type { Facts, Surroundings } from "../facts/facts.ts";
import { parentOf } from "../text/paths.ts";
import { Coverage } from "./coverage.ts";
import { escaped, isPattern, matchesGlob, narrows, unescaped } from "./globs.ts";
import { type GuardFile, guardFile } from "./guard-files.ts";

/** A guarded place among the paths of a set; `surely`: whatever the set turns out to be, the place is in it. */
export interface Among {
  readonly file: GuardFile;
  readonly surely: boolean;
}

/** The guarded place that a path of the set `cover` can be; undefined where it is certain that none of them is one. */
export function guardFileAmong(cover: string, facts: Facts): Among | undefined {
  const head = headOf(cover);
  const real = facts.ask({ kind: "stat", path: head })?.realpath;
  const found = amongNamed(cover, head, facts);
  if (found || real === undefined || real === head) return found;
  // What the pattern begins with is a link: the same set under its other name.
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
  // All are asked for at once: facts are gathered in rounds.
  const [place] = [...hookPlaces(around), ...placesIn(head, around)].filter(
    ({ path, inProject }) => set.holds(path) && !(inProject && isSweep) && isThere(path, facts),
  );
  return place && { file: guardFile(place.path, around) ?? UNNAMED, surely: false };
}

const UNNAMED: GuardFile = { kind: "hooks", what: "settings of an agent, which hold the guard's hook" };

/** `!(keep)`. */
const EXTENDED = /[?*+@!]\(/;

/** A set of paths, in one spelling where the disk knows no letters' case. */
class Reach {
  private readonly coverage: Coverage;
  /** What every path of the set begins with. */
  private readonly start: string;
  private readonly parts: readonly string[];
  /** Whether a part of it says a hidden name. */
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

  /** Whether it says an agent's folder in so many letters, wherever that lies: `packages/*` + `/.claude/settings.json`. */
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

/** The folder that a pattern begins with, before anything in it stands for something else; the whole of a plain path. */
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

/** Files that may hold the guard's hook or its policy: in the home folder, in the projects at hand, and on the machine. */
const hookPlaces = memoizedBySurroundings((around): readonly Place[] => {
  const { home = "/home/somebody", roots, cwd, hookFiles = [] } = around;
  const folders = new Set([home, ...roots, ...(cwd === undefined ? [] : [cwd])]);
  const machines = hookFiles.filter(({ path }) => !path.startsWith("~/"));
  return [
    ...machines.map(({ path }) => ({ path: path.replaceAll("*", ANY) })),
    ...[...folders].flatMap(folder => placesIn(folder, around)),
  ];
});

/** What they are called in a home folder or a project. */
const hookNames = memoizedBySurroundings(({ hookFiles = [] }): readonly string[] =>
  [...hookFiles.map(({ path }) => path.replaceAll("*", ANY)), ...POLICY].flatMap(name =>
    name.startsWith("~/") ? [name.slice(2)] : [],
  ),
);

function placesIn(folder: string, around: Surroundings): Place[] {
  const inProject = folder !== (around.home ?? "/home/somebody");
  return hookNames(around).map(name => ({ path: `${folder === "/" ? "" : folder}/${name}`, inProject }));
}

/** An act asks for it with every path that it names. */
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

/** Whether no name behind the folder it begins with tells what is meant: an everyday sweep through a project. */
function isEverything(cover: string, head: string): boolean {
  const behind = cover.split("/").slice(head === "/" ? 1 : head.split("/").length);
  return !behind.some(part => narrows(part));
}

/** A project's policy, and what it says of its own programs. */
const POLICY = ["~/.agentguard.json", "~/.agentguard"];

/** Stands for whatever a name of a hook file may be: its folder is looked for. */
const ANY = "any-name";

function isThere(path: string, facts: Facts): boolean {
  const at = path.includes(ANY) ? parentOf(path) : path;
  return facts.ask({ kind: "stat", path: at })?.type !== "missing";
}
