/** Where a command stands when it looks for its account: its folder, its variables, the home folder's files. */

import type { Facts } from "../../facts/facts.ts";
import { isAbsolute, parentOf, resolvePath } from "../../text/paths.ts";
import type { Evidence } from "../locator.ts";

export interface Standing {
  /** Variables known by value; null marks one that is set to something unknown. */
  readonly variables: ReadonlyMap<string, string | null>;
  /** Absolute; null when it is not known. */
  readonly cwd: string | null;
}

/** A value that was chosen, and what says so; `value` null where only the run knows it. */
export interface Chosen {
  readonly value: string | null;
  readonly evidence: Evidence;
}

/** The first of `names` that is set, strongest first. */
export function chosenBy(names: readonly string[], { variables }: Standing): Chosen | undefined {
  for (const variable of names) {
    const value = variables.get(variable);
    if (value === undefined || value === "") continue;
    return { value, evidence: { because: `${variable} is ${value ?? "only known when it runs"}`, variable } };
  }
  return undefined;
}

/** An option's value, as `optionValue` gives it. */
export function chosenOption(value: string | null | undefined, what: string): Chosen | undefined {
  if (value === undefined) return undefined;
  return { value, evidence: { because: `the command names the ${what} ${value ?? "only when it runs"}` } };
}

/** `~/x` in the home folder, others in the folder of the command; undefined when that is not known. */
export function pathIn(path: string, { cwd }: Pick<Standing, "cwd">, { around }: Facts): string | undefined {
  if (path.startsWith("~/")) return around.home === undefined ? undefined : `${around.home}/${path.slice(2)}`;
  if (isAbsolute(path)) return path;
  return cwd === null ? undefined : resolvePath(path, cwd);
}

export interface FileText {
  readonly path: string;
  readonly text: string;
}

/** A file by its path; undefined when it is not there or cannot be read. */
export function fileAt(path: string | undefined, facts: Facts): FileText | undefined {
  const text = path === undefined ? null : facts.ask({ kind: "text", path });
  return text === null || path === undefined ? undefined : { path, text };
}

const MAX_UP = 6;

/** The nearest `name` at or above the command's folder, not above the workspace that holds it. */
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

/** 1-based line of an offset; the first one for what was not found. */
export function lineOf(text: string, offset: number): number {
  return text.slice(0, Math.max(0, offset)).split("\n").length;
}

/** JSON as plain data; undefined when it is none. A byte order mark is no fault. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

/** The value behind `keys`, one object inside the other; undefined where there is none. */
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
