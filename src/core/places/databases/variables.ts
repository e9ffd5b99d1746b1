/** The variables a program sees when it starts: the process's own and those of the env files it loads. */

import type { Entry } from "../../text/dotenv-text.ts";
import type { Platform } from "../../text/paths.ts";
import type { Origin } from "../scope.ts";

export interface Known {
  /** Null: set to something that is only known at run time. */
  readonly value: string | null;
  readonly from: Where;
}

/** Where a value was read. Without a file: in the process's environment. */
export interface Where {
  readonly file?: string;
  readonly line?: number;
  readonly variable?: string;
  /** Said beside the place: why this file counts and not the one a person would look into. */
  readonly note?: string;
}

/** What a program is told: its variables, and what its environment is called. */
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
 * The world of a process with `variables` that loads `files`, strongest first. `override`: the files win over what the
 * process already has. `folded`: names of variables do not tell upper from lower case.
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
      // Values of values of values would double each time.
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

/** No connection is longer. */
const MAX_VALUE = 8192;
const REFERENCE = /\\\$|\$\{(\w+)(?::?[-=]([^{}]*))?\}|\$(\w+)/g;

/** `${DB_HOST}`, `$DB_HOST` and `${DB_HOST:-localhost}` filled in; null when one of them is only known at run time. */
function filled(
  value: string,
  name: string,
  lookUp: (name: string) => Known | undefined,
  seen: Set<string>,
): string | null {
  if (!value.includes("$")) return value;
  // A variable that is made of itself is what the process has.
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
