/**
 * Decides whether one rule's conditions hold whenever another's do. In doubt the answer is no, because somebody would
 * delete a rule that is wrongly called superfluous.
 */

import { matchesName } from "../../places/patterns.ts";
import { type Breadth, matchesCommand } from "../../rules/command-pattern.ts";
import type { PolicyRule } from "../policy.ts";

type When = PolicyRule["when"];

/** Returns whether `wide` matches every act that `narrow` matches. `breadth`: how `wide` matches commands. */
export function covers(wide: When, narrow: When, breadth: Breadth): boolean {
  return (
    words(wide.rule, narrow.rule) &&
    words(wide.effect, narrow.effect) &&
    words(wide.resource, narrow.resource) &&
    words(wide.environment, narrow.environment) &&
    every(wide.host, narrow.host, coversName) &&
    every(wide.tool, narrow.tool, coversName) &&
    every(wide.agent, narrow.agent, coversName) &&
    every(wide.role, narrow.role, coversName) &&
    every(wide.command, narrow.command, (one, other) => coversCommand(one, other, breadth)) &&
    coversPaths(wide.path, narrow.path) &&
    (wide.time === undefined || JSON.stringify(wide.time) === JSON.stringify(narrow.time))
  );
}

function words(wide: readonly string[] | undefined, narrow: readonly string[] | undefined): boolean {
  return every(wide, narrow, (one, other) => one === other);
}

/** A missing condition matches everything. */
function every(
  wide: readonly string[] | undefined,
  narrow: readonly string[] | undefined,
  means: (wide: string, narrow: string) => boolean,
): boolean {
  if (wide === undefined) return true;
  return narrow?.every(other => wide.some(one => means(one, other))) ?? false;
}

/** A pattern without wildcards is treated as a name. */
function coversName(wide: string, narrow: string): boolean {
  if (wide.toLowerCase() === narrow.toLowerCase() || wide === "**") return true;
  return !isPlain(wide) && isPlain(narrow) && matchesName(narrow, [wide]);
}

/** Compares the programs first, because they alone distinguish most commands. */
function coversCommand(wide: string, narrow: string, breadth: Breadth): boolean {
  const [one = "", other = ""] = [wide, narrow].map(command => command.split(" ", 1)[0]);
  return (one === other || !isPlain(one)) && matchesCommand(narrow, wide, breadth);
}

/** An exclusion in `narrow` only narrows it. An exclusion in `wide` may exclude what `narrow` matches. */
function coversPaths(wide: When["path"], narrow: When["path"]): boolean {
  if (wide === undefined) return true;
  if (narrow === undefined) return false;
  const [out, same] = [wide.filter(isOut), new Set(narrow)];
  const inside = narrow.filter(path => !isOut(path));
  if (inside.length === 0) return wide.every(path => same.has(path)) && narrow.length === wide.length;
  return (
    out.every(path => same.has(path)) &&
    every(
      wide.filter(path => !isOut(path)),
      inside,
      coversPath,
    )
  );
}

function isOut(path: string): boolean {
  return path.startsWith("!");
}

/** `src/**` covers whatever begins with `src/`, including other patterns. */
function coversPath(wide: string, narrow: string): boolean {
  const one = wide.replace(/^\.\//, "");
  const other = narrow.replace(/^\.\//, "");
  if (one === other) return true;
  if (!one.endsWith("/**") && one !== "**") return isPlain(other) && matchesName(other, [one]);
  const folder = one.slice(0, -"**".length);
  return (
    isPlain(folder) &&
    other.startsWith(folder) &&
    (one !== "**" || !other.startsWith("/")) &&
    !/(^|\/)\.\.(\/|$)/.test(other)
  );
}

const MAGIC = /[*?[\]{}()!+@\\]/;

function isPlain(pattern: string): boolean {
  return !MAGIC.test(pattern);
}
