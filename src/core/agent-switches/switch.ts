/**
 * Settings by which an agent, or the editor it runs in, goes without its own questions or without its hooks. Which there
 * are, the agents say.
 */
import { pathSource } from "../text/path-pattern.ts";

export interface AgentSwitch {
  readonly files: readonly SettingsFile[];
  /** Keys down to it; a pattern stands for every key that fits it as a whole. */
  readonly at: readonly (string | RegExp)[];
  /** The keys may stand at any depth. */
  readonly deep?: true;
  readonly thrown: Thrown;
  /** `unasked`: the agent asks nobody. `unhooked`: hooks do not run, so the guard is not asked. */
  readonly means: "unasked" | "unhooked";
  /** What it comes to and what puts it right: one sentence each. */
  readonly says: string;
  readonly fix: string;
  /** What of it an audit of a workspace tells of, when that is less than what an agent may not set; `null`: nothing. */
  readonly audited?: Thrown | null;
  /** An audit tells of it only where this stands beside it. */
  readonly auditedWith?: { readonly key: string; readonly is: string };
}

/** The value with which the switch is thrown. */
export type Thrown =
  | { readonly is: readonly (string | boolean)[] }
  /** A list that holds such a text. */
  | { readonly lists: RegExp }
  /** An object with such a key whose value is neither false nor null. */
  | { readonly keys: RegExp }
  /** Whatever stands there. */
  | { readonly any: true };

export interface SettingsFile {
  /** The end of its path, from a name on: `.codex/config.toml`; `*` fits in a name, `**` goes through folders. */
  readonly path: string;
  /** Keys under which its settings stand. */
  readonly within?: readonly string[];
}

/** Whether any of these stands in such a file. `path` has slashes. */
export function holdsSwitches(path: string, switches: readonly AgentSwitch[]): boolean {
  const { any, tails } = indexOf(switches);
  return any !== undefined && (!tails || tails.has(tailOf(path))) && any.test(path);
}

/** Signs at the end of a path by which most paths are told to be none of them. */
const TAIL = 3;

function tailOf(path: string): string {
  return path.slice(-TAIL).toLowerCase();
}

/** A switch in one kind of file. */
export interface Entry {
  readonly by: AgentSwitch;
  readonly place: RegExp;
  readonly within: readonly string[];
  /** As `at`, patterns from end to end. */
  readonly keys: readonly (string | RegExp)[];
}

export interface Index {
  /** Fits every file in which one of them may stand. */
  readonly any: RegExp | undefined;
  /** The ends of these files' paths, in lower case; undefined where one may end in anything. */
  readonly tails: ReadonlySet<string> | undefined;
  readonly entries: readonly Entry[];
}

const indexes = new WeakMap<readonly AgentSwitch[], Index>();

/** Made once for each list. */
export function indexOf(switches: readonly AgentSwitch[]): Index {
  const known = indexes.get(switches);
  if (known) return known;
  const entries = switches.flatMap(by => {
    const keys = by.at.map(key => (typeof key === "string" ? key : new RegExp(`^(?:${key.source})$`)));
    return by.files.map(({ path, within = [] }) => ({ by, within, keys, place: placePattern(path) }));
  });
  const all = [...new Set(entries.map(({ place }) => place.source))];
  const ends = switches.flatMap(({ files }) => files.map(({ path }) => path.slice(path.lastIndexOf("*") + 1)));
  const tails = ends.every(end => end.length >= TAIL) ? new Set(ends.map(tailOf)) : undefined;
  const index = { entries, tails, any: all.length === 0 ? undefined : new RegExp(all.join("|"), "i") };
  indexes.set(switches, index);
  return index;
}

function placePattern(path: string): RegExp {
  return new RegExp(`(?:^|/)${pathSource(path)}$`, "i");
}
