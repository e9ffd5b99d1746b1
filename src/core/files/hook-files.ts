/** Matches files in which agents look for hooks, as agents' own files list them. They can switch the guard off. */

import type { HookFile } from "../facts/facts.ts";
import { literalPattern } from "../text/literal-pattern.ts";
import { baseName } from "../text/paths.ts";

/** Returns the agent whose hook file, or whose folder around one, the normalized absolute `path` is. */
export function agentOfHookFile(path: string, files: readonly HookFile[], foldsCase: boolean): string | undefined {
  if (files.length === 0) return undefined;
  const name = baseName(path).toLowerCase();
  const fold = (text: string) => (foldsCase ? text.toLowerCase() : text);
  const { named, patterns } = indexOf(files);
  const is = ({ place }: Entry) =>
    place.startsWith("/") && !place.startsWith(ANYWHERE)
      ? fold(path) === fold(place)
      : fold(path).endsWith(fold(place.slice(ANYWHERE.length - 1)));
  return (named.get(name)?.find(is) ?? patterns.find(({ pattern }) => pattern.test(path)))?.agent;
}

/** Returns the first of these files that a text mentions literally. */
export function hookFileIn(text: string, files: readonly HookFile[]): string | undefined {
  return indexOf(files).inText?.exec(text)?.[0];
}

/** The prefix of paths that may be in any home or project. */
const ANYWHERE = "~/";

interface Entry {
  /** Absolute, or starting with `~/`. */
  readonly place: string;
  readonly agent: string;
}

interface Index {
  /** By the last segment of the path, in lower case. */
  readonly named: ReadonlyMap<string, readonly Entry[]>;
  readonly patterns: readonly { readonly pattern: RegExp; readonly agent: string }[];
  readonly inText: RegExp | undefined;
}

const EMPTY: Index = { named: new Map(), patterns: [], inText: undefined };
const indexes = new WeakMap<readonly HookFile[], Index>();

function indexOf(files: readonly HookFile[]): Index {
  const known = files.length === 0 ? EMPTY : indexes.get(files);
  if (known) return known;
  const named = new Map<string, Entry[]>();
  for (const { path, agent } of files) {
    for (const place of [...(path.includes("*", ANYWHERE.length) ? [] : [path]), ...foldersAround(path)]) {
      const name = baseName(place).toLowerCase();
      named.set(name, [...(named.get(name) ?? []), { place, agent }]);
    }
  }
  const index = {
    named,
    patterns: files
      .filter(({ path }) => path.includes("*", ANYWHERE.length))
      .map(({ path, agent }) => ({ pattern: new RegExp(`${patternOf(path)}$`), agent })),
    inText: textPattern(files),
  };
  indexes.set(files, index);
  return index;
}

/** Folders that agents share with other programs. */
const SHARED = new Set(
  [".config", ".local", ".local/share", ".github", ".vscode", "Documents", "Library", "AppData", "etc", "opt"].flatMap(
    name => [`${ANYWHERE}${name}`, `/${name}`],
  ),
);

/** Returns the folders around an agent's file that belong to the agent. */
function foldersAround(path: string): string[] {
  const folders: string[] = [];
  for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
    const folder = path.slice(0, at);
    if (folder === "~" || SHARED.has(folder)) break;
    // A path that is not for any folder is in a home or machine-wide: only its direct folder is the agent's.
    folders.push(folder);
    if (!path.startsWith(ANYWHERE)) break;
  }
  return folders;
}

function patternOf(path: string): string {
  const [head, rest] = path.startsWith(ANYWHERE) ? ["/", path.slice(ANYWHERE.length)] : ["^", path];
  return head + rest.split("*").map(literalPattern).join("[^/]*");
}

/** A bare name does not count, because `config.json` may belong to any program. */
function textPattern(files: readonly HookFile[]): RegExp | undefined {
  const names = files
    .map(({ path }) => (path.startsWith(ANYWHERE) ? path.slice(ANYWHERE.length) : path))
    .filter(name => name.includes("/"))
    .map(name => name.split("*").map(literalPattern).join("[^/\\s'\"`]*"));
  return names.length === 0 ? undefined : new RegExp(`(?<![\\w-])(?:${[...new Set(names)].join("|")})(?![\\w-])`);
}
