/** Reads what a tool uses to find its account: the working directory, variables, and files in the home folder. */

import type { Facts } from "../../facts/facts.ts";
import { isAbsolute, parentOf, resolvePath } from "../../text/paths.ts";
import type { Evidence } from "../locator.ts";

export interface Standing {
  /** Variables by name; null if the value is unknown. */
  readonly variables: ReadonlyMap<string, string | null>;
  /** Absolute; null when it is not known. */
  readonly cwd: string | null;
}

/** A chosen value and its evidence; `value` is null if known only at run time. */
export interface Chosen {
  readonly value: string | null;
  readonly evidence: Evidence;
}

/** Returns the first of `names` that is set; the strongest comes first. */
export function chosenBy(names: readonly string[], { variables }: Standing): Chosen | undefined {
  for (const variable of names) {
    const value = variables.get(variable);
    if (value === undefined || value === "") continue;
    return { value, evidence: { because: `${variable} is ${value ?? "only known when it runs"}`, variable } };
  }
  return undefined;
}

/** Returns an option's value with evidence. `value` is as `optionValue` returns it. */
export function chosenOption(value: string | null | undefined, what: string): Chosen | undefined {
  if (value === undefined) return undefined;
  return { value, evidence: { because: `the command names the ${what} ${value ?? "only when it runs"}` } };
}

/** Resolves `~/x` in the home folder, other paths in the working directory; undefined if that is unknown. */
export function pathIn(path: string, { cwd }: Pick<Standing, "cwd">, { around }: Facts): string | undefined {
  if (path.startsWith("~/")) return around.home === undefined ? undefined : `${around.home}/${path.slice(2)}`;
  if (isAbsolute(path)) return path;
  return cwd === null ? undefined : resolvePath(path, cwd);
}

export interface FileText {
  readonly path: string;
  readonly text: string;
}

/** Reads a file; undefined if it is missing or unreadable. */
export function fileAt(path: string | undefined, facts: Facts): FileText | undefined {
  const text = path === undefined ? null : facts.ask({ kind: "text", path });
  return text === null || path === undefined ? undefined : { path, text };
}

const MAX_UP = 6;

/** Finds the nearest `name` in the working directory or above it, up to the workspace's root. */
export function fileAbove(name: string, standing: Standing, facts: Facts): FileText | undefined {
  let folder = standing.cwd;
  for (let level = 0; folder !== null && level < MAX_UP; level++) {
    const found = fileAt(resolvePath(name, folder), facts);
    if (found) return found;
    const parent = parentOf(folder);
    if (facts.around.roots.includes(folder) || parent === folder) break;
    folder = parent;
  }
  return undefined;
}

/** Returns the 1-based line of an offset; 1 for a negative one. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, Math.max(0, offset)).split("\n").length;
}

/** Parses JSON, with or without a byte order mark; undefined if it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

/** Returns the value at a path of keys; undefined if there is none. */
export function jsonAt(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, key)
        ? (at as Readonly<Record<string, unknown>>)[key]
        : undefined,
    value,
  );
}

export function jsonText(value: unknown, ...keys: readonly string[]): string | undefined {
  const found = jsonAt(value, ...keys);
  return typeof found === "string" && found !== "" ? found : undefined;
}
