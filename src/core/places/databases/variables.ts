/** Determines the variables that a program starts with: the process's own, and those of env files that it loads. */

import type { Entry } from "../../text/dotenv-text.ts";
import type { Platform } from "../../text/paths.ts";
import type { Origin } from "../scope.ts";

export interface Known {
  /** Null if it is set to a value known only at run time. */
  readonly value: string | null;
  readonly from: Where;
}

/** The source of a value; without a file, the process's environment. */
export interface Where {
  readonly file?: string;
  readonly line?: number;
  readonly variable?: string;
  /** Why this file counts and not the one that a person would expect. */
  readonly note?: string;
}

/** The variables of a program, and the name of its environment. */
export interface World {
  readonly mode: string;
  variable(name: string): Known | undefined;
}

export interface EnvFile {
  /** Absolute. */
  readonly file: string;
  readonly entries: readonly Entry[];
  readonly note?: string;
}

/**
 * Returns the world of a process with `variables` that loads `files`, the strongest first. `override`: files override
 * the process. `folded`: names of variables ignore case.
 */
export function worldOf(
  mode: string,
  variables: ReadonlyMap<string, string | null>,
  origins: ReadonlyMap<string, Origin> | undefined,
  files: readonly EnvFile[],
  { override = false, platform }: { readonly override?: boolean; readonly platform?: Platform } = {},
): World {
  const own = (name: string): Known | undefined => {
    const key = platform === "win32" && !variables.has(name) ? sameName(name, variables) : name;
    const value = variables.get(key);
    if (value === undefined) return undefined;
    const origin = origins?.get(key);
    const known = origin && origin.value === value ? { file: origin.file, line: origin.line } : {};
    return { value, from: { variable: name, ...known } };
  };
  const seen = new Set<string>();
  const values = new Map<string, string | null>();
  const inFiles = (name: string): Known | undefined => {
    for (const { file, entries, note } of files) {
      const entry = entries.findLast(one => one.name === name);
      if (!entry) continue;
      const from = { file, line: entry.line, variable: name, ...(note !== undefined && { note }) };
      // Nested references could double the length each time.
      const before = values.get(name);
      const value =
        before !== undefined ? before : entry.literal ? entry.value : filled(entry.value, name, lookUp, seen);
      values.set(name, value);
      return { value, from };
    }
    return undefined;
  };
  const lookUp = (name: string): Known | undefined =>
    override ? (inFiles(name) ?? own(name)) : (own(name) ?? inFiles(name));
  return { mode, variable: lookUp };
}

function sameName(name: string, variables: ReadonlyMap<string, string | null>): string {
  return [...variables.keys()].find(key => key.toLowerCase() === name.toLowerCase()) ?? name;
}

/** The longest value in characters; no connection is longer. */
const MAX_VALUE = 8192;
const REFERENCE = /\\\$|\$\{(\w+)(?::?[-=]([^{}]*))?\}|\$(\w+)/g;

/** Expands `${DB_HOST}`, `$DB_HOST` and `${DB_HOST:-localhost}`; null if a value is known only at run time. */
function filled(
  value: string,
  name: string,
  lookUp: (name: string) => Known | undefined,
  seen: Set<string>,
): string | null {
  if (!value.includes("$")) return value;
  // A variable that refers to itself has the process's value.
  if (seen.has(name)) return null;
  seen.add(name);
  let known = true;
  const text = value.replace(REFERENCE, (written, braced?: string, otherwise?: string, bare?: string) => {
    if (written === "\\$") return "$";
    const found = lookUp(braced ?? bare ?? "");
    if (found === undefined) return otherwise ?? (bare === undefined ? "" : written);
    if (found.value === null) known = false;
    return found.value === "" && otherwise !== undefined ? otherwise : (found.value ?? "");
  });
  seen.delete(name);
  return known && text.length <= MAX_VALUE ? text : null;
}
