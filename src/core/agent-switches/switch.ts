/**
 * Describes settings that make an agent, or its editor, skip its own confirmations or its hooks. The agents' own files
 * list them.
 */
import { pathSource } from "../text/path-pattern.ts";

export interface AgentSwitch {
  readonly files: readonly SettingsFile[];
  /** Keys that lead to the setting; a pattern must match a whole key. */
  readonly at: readonly (string | RegExp)[];
  /** The keys may stand at any depth. */
  readonly deep?: true;
  readonly thrown: Thrown;
  /** `unasked`: the agent asks nobody. `unhooked`: hooks do not run, so the guard is not asked. */
  readonly means: "unasked" | "unhooked";
  /** `says`: what the setting causes. `fix`: how to undo it. One sentence each. */
  readonly says: string;
  readonly fix: string;
  /** The values that an audit of a workspace reports, if fewer than `thrown`; `null`: it reports none. */
  readonly audited?: Thrown | null;
  /** An audit reports the setting only if its object also has this key with this value. */
  readonly auditedWith?: { readonly key: string; readonly is: string };
}

/** The values that turn the switch on. */
export type Thrown =
  | { readonly is: readonly (string | boolean)[] }
  /** A list with an entry that matches. */
  | { readonly lists: RegExp }
  /** An object with a matching key whose value is neither false nor null. */
  | { readonly keys: RegExp }
  /** Any value. */
  | { readonly any: true };

export interface SettingsFile {
  /** The end of its path: `.codex/config.toml`. `*` matches within a name, `**` across folders. */
  readonly path: string;
  /** Keys that lead to its settings. */
  readonly within?: readonly string[];
}

/** Returns whether any of the switches may be set in the file at `path` (with slashes). */
export function holdsSwitches(path: string, switches: readonly AgentSwitch[]): boolean {
  const { any, tails } = indexOf(switches);
  return any !== undefined && (!tails || tails.has(tailOf(path))) && any.test(path);
}

/** Number of characters at the end of a path that rule most files out before an expression is run. */
const TAIL = 3;

function tailOf(path: string): string {
  return path.slice(-TAIL).toLowerCase();
}

/** A switch in one kind of file. */
export interface Entry {
  readonly by: AgentSwitch;
  readonly place: RegExp;
  readonly within: readonly string[];
  /** The keys of `at`; each pattern is anchored at both ends. */
  readonly keys: readonly (string | RegExp)[];
}

export interface Index {
  /** Matches the path of every file in which one of the switches may be set. */
  readonly any: RegExp | undefined;
  /** The last characters of these paths, in lower case; undefined if one of the paths may end in anything. */
  readonly tails: ReadonlySet<string> | undefined;
  readonly entries: readonly Entry[];
}

const indexes = new WeakMap<readonly AgentSwitch[], Index>();

/** Returns the index of a list of switches. It is built once for each list. */
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
