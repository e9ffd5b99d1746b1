/** Translates files of a container to this disk by its mounts. */

import type { Effect } from "../effects/effect.ts";
import { type FactOf, Facts, type GitFact, type StatFact, type Want } from "../facts/facts.ts";
import type { Locator } from "../places/locator.ts";
import type { Container } from "../places/scope.ts";
import { isBelow, isWithin, partsOf, relativeTo, resolvePath } from "../text/paths.ts";
import { isScratch } from "./loss.ts";
import { regenerableName } from "./regenerable.ts";

type Place = { readonly kind: "here"; readonly path: string } | { readonly kind: "kept" | "thrown-away" };

/** Returns where `path` (absolute, in the container) is on this machine. */
function placeInContainer(path: string, { mounts, fresh }: Container): Place {
  const over = mounts.filter(({ at }) => isWithin(path, at, "linux")).sort((a, b) => b.at.length - a.at.length);
  const [mount] = over;
  if (!mount) return { kind: fresh && !mounts.some(({ at }) => isBelow(at, path, "linux")) ? "thrown-away" : "kept" };
  if (mount.from === null) return { kind: "kept" };
  return {
    kind: "here",
    path: path === mount.at ? mount.from : resolvePath(relativeTo(path, mount.at, "linux"), mount.from),
  };
}

/** Facts as seen from inside a container. Paths are translated to this disk for a question and back for its answer. */
export class ContainerFacts extends Facts {
  constructor(
    private readonly outside: Facts,
    private readonly container: Container,
  ) {
    const { guard = [], hookFiles = [], switches = [], platform, roots } = outside.around;
    super(outside.table, {
      roots: roots.flatMap(root => inside(root, container) ?? []),
      platform,
      guard,
      hookFiles,
      switches,
    });
  }

  override ask<K extends Want["kind"]>(want: Extract<Want, { kind: K }>): FactOf[K] | null {
    const asked: Want = want;
    // A text is the same text everywhere.
    if (asked.kind === "postgres") return this.outside.ask(asked) as FactOf[K] | null;
    const path = asked.kind === "dotenv" ? asked.root : asked.path;
    const place = placeInContainer(path, this.container);
    if (place.kind !== "here") {
      // A fresh container contains nothing that anybody would miss.
      const empty: StatFact = { type: "directory", size: 0, mtimeMs: 0, realpath: path, entries: [] };
      const missed = place.kind === "kept" && !comesBack(path);
      return want.kind === "stat" && !missed ? (empty as FactOf[K]) : null;
    }
    const there = want.kind === "dotenv" ? { ...want, root: place.path } : { ...want, path: place.path };
    const fact = this.outside.ask(there as Extract<Want, { kind: K }>);
    // The container's path does not show that the mounted folder is temporary, so its path here decides.
    const scratch = want.kind === "stat" && (fact as StatFact | null)?.type === "missing";
    if (scratch && (comesBack(place.path) || isScratch(place.path, this.outside, null)))
      return { type: "directory", size: 0, mtimeMs: 0, realpath: path, entries: [] } as unknown as FactOf[K];
    return this.told(want.kind, fact) as FactOf[K] | null;
  }

  private told(kind: Want["kind"], fact: FactOf[Want["kind"]]): FactOf[Want["kind"]] {
    if (fact === null) return null;
    if (kind === "stat") {
      const stat = fact as StatFact;
      return { ...stat, realpath: inside(stat.realpath, this.container) ?? stat.realpath };
    }
    return kind === "git" ? this.work(fact as GitFact) : fact;
  }

  /** Translates a work tree; if only a part is mounted, returns that part with its own names. */
  private work(git: GitFact): GitFact | null {
    const root = inside(git.root, this.container);
    if (root !== undefined) return { ...git, root };
    const mount = this.container.mounts.find(({ from }) => from !== null && isBelow(from, git.root, "linux"));
    if (!mount || mount.from === null) return null;
    const part = `${relativeTo(mount.from, git.root, "linux")}/`;
    const of = (names: readonly string[]) =>
      names.flatMap(name => (name.startsWith(part) ? [name.slice(part.length)] : part.startsWith(name) ? ["./"] : []));
    return {
      ...git,
      root: mount.at,
      modified: of(git.modified),
      staged: of(git.staged),
      untracked: of(git.untracked),
      ...(git.ignored && { ignored: of(git.ignored) }),
    };
  }
}

/** Translates an effect of a command in a container to this machine. */
export function landingOnMounts({ at: told = [], covers, movedTo, ...landed }: Effect, container: Container): Effect {
  const at = told.map(one => readHere(one, container));
  const there = covers?.flatMap(cover => hereOf(cover, container));
  const goal = movedTo === undefined ? [] : hereOf(movedTo, container);
  const effect: Effect = {
    ...landed,
    at,
    ...(there && { covers: there }),
    ...(goal[0] !== undefined && { movedTo: goal[0] }),
  };
  const { path, at: _, ...rest } = effect;
  const place = path === undefined ? undefined : placeInContainer(path, container);
  if (place?.kind === "here")
    return {
      ...effect,
      path: place.path,
      at: [{ kind: "path", path: place.path }, ...at.filter(one => one.kind !== "path")],
    };
  const elsewhere = { ...rest, at: at.filter(one => one.kind !== "path") };
  // A fresh container without mounts has no earlier contents.
  return container.fresh && container.mounts.length === 0 && isOfFiles(effect)
    ? { ...elsewhere, recovery: "free" }
    : elsewhere;
}

/** Translates a path or pattern of the container to this machine; empty if it is not mounted. */
function hereOf(path: string, container: Container): string[] {
  const place = placeInContainer(path, container);
  return place.kind === "here" ? [place.path] : [];
}

/** Translates the file of the evidence to its name on this machine. */
function readHere(one: Locator, container: Container): Locator {
  if (!("evidence" in one) || one.evidence?.file === undefined) return one;
  const place = placeInContainer(one.evidence.file, container);
  return place.kind === "here" ? { ...one, evidence: { ...one.evidence, file: place.path } } : one;
}

function isOfFiles({ verb, resource }: Effect): boolean {
  return (
    /^(?:delete|overwrite|write|move|truncate)$/.test(verb) &&
    /^(?:file|directory|unknown|untracked-files)$/.test(resource)
  );
}

/** Returns whether the name alone says that a program in a container regenerates the file. */
function comesBack(path: string): boolean {
  const parts = partsOf(path);
  const last = parts.at(-1) ?? "";
  return (
    /\.(?:pid|log|lock|sock|tmp)$/.test(last) ||
    (parts.length > 1 && !/^(?:var|data|mnt|opt)$/.test(parts[0] ?? "") && regenerableName(last) !== undefined) ||
    parts.some((part, i) => i > 0 && (/^(?:tmp|temp|\.?cache)$/.test(part) || regenerableName(part) === "always"))
  );
}

/** Translates a path of this machine to the container; undefined if it is not mounted. */
function inside(path: string, { mounts }: Container): string | undefined {
  for (const { at, from } of mounts)
    if (from !== null && isWithin(path, from, "linux"))
      return path === from ? at : resolvePath(relativeTo(path, from, "linux"), at);
  return undefined;
}
