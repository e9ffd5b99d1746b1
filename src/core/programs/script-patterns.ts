/**
 * Reads scripts that a pattern names: `sh *.sh`, `for f in ./*.sh; do "$f"; done`, `find . -name '*.sh' -exec sh {}
 * \;`. Each matching file is read as if it were named.
 */

import type { Inner, Invocation } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { isPattern, matchesGlob, patternOf, unescaped } from "../files/globs.ts";
import { regenerableName } from "../files/regenerable.ts";
import type { Scope } from "../places/scope.ts";
import { wholly, words } from "../text/expressions.ts";
import { isAbsolute, isBelow, partsOf, relativeTo, resolvePath } from "../text/paths.ts";
import { literalWord, type Word } from "../text/words.ts";

/** Limits of one pattern: scripts, folders that are read, and depth of `**`, each level of which is a read. */
const MAX_SCRIPTS = 16;
const MAX_FOLDERS = 48;
const MAX_DEPTH = 2;

const RUNS_FILES = wholly(words`
  (?:ba|z|k|da|a|fi)?sh source \. i?python[\d.]* node nodejs tsx ts-node zx perl[\d.]* ruby[\d.]* php[\d.]* pwsh
  powershell
`);

/** Returns the call for each script that matches the pattern; empty if no pattern names a script. */
export function scriptsByPattern(command: Invocation, facts: Facts): Inner[] {
  const at = command.argv.findIndex(({ glob }) => glob);
  const word = command.argv[at];
  if (!word || command.scope.elsewhere || !namesScript(command, at)) return [];
  const { argv, scope, stdin, span } = command;
  return scriptsThatFit(word, scope, facts).map(path => ({
    kind: "argv",
    argv: argv.map((one, i) => (i === at ? { ...literalWord(path), text: one.text } : one)),
    scope,
    stdin,
    ...(span && { span }),
  }));
}

/** Returns whether the word at `at` is the program by its path, or the first operand of a program that runs files. */
function namesScript({ argv, program }: Invocation, at: number): boolean {
  if (at === 0) return argv[0]?.value?.includes("/") ?? false;
  if (!RUNS_FILES.test(program)) return false;
  return argv
    .slice(1, at)
    .every(({ value }) => value !== null && /^-/.test(value) && !/^-[a-z]*[cemn]|^--test/.test(value));
}

function scriptsThatFit(word: Word, scope: Scope, facts: Facts): readonly string[] {
  const pattern = patternOf(word);
  if (pattern === null || (scope.cwd === null && !isAbsolute(pattern))) return [];
  const parts = pattern.split("/").filter(part => part !== "" && part !== ".");
  const first = parts.findIndex(isPattern);
  const fixed = parts.slice(0, Math.max(first, 0)).map(unescaped).join("/");
  const base = resolvePath(isAbsolute(pattern) ? `/${fixed}` : fixed || ".", scope.cwd ?? "/");
  const rest = parts.slice(Math.max(first, 0));
  const made = [...madeHere(scope)].filter(
    path =>
      isBelow(path, base, facts.around.platform) && fits(partsOf(relativeTo(path, base, facts.around.platform)), rest),
  );
  return [...new Set([...made, ...onDisk(base, rest, facts)])].slice(0, MAX_SCRIPTS);
}

/** Iterates over the files that the same text has created. */
function* madeHere({ earlier }: Scope): Iterable<string> {
  for (const files of [earlier?.written, earlier?.copied, earlier?.moved, earlier?.linked]) yield* files?.keys() ?? [];
}

function fits(parts: readonly string[], pattern: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return parts.length === 0;
  if (first === "**" && fits(parts, rest)) return true;
  const [name, ...behind] = parts;
  if (name === undefined) return false;
  return first === "**" ? fits(behind, pattern) : matchesGlob(first, name) === true && fits(behind, rest);
}

/** Returns matching files below `base`, except in hidden folders and in output folders. */
function onDisk(base: string, pattern: readonly string[], facts: Facts): string[] {
  const found: string[] = [];
  const deep = pattern.includes("**");
  const depth = deep ? MAX_DEPTH : pattern.length - 1;
  let folders: readonly (readonly [path: string, below: readonly string[]])[] = [[base, []]];
  let looks = 0;
  for (let level = 0; level <= depth; level++) {
    const next: (readonly [string, readonly string[]])[] = [];
    for (const [folder, below] of folders) {
      if (looks++ >= MAX_FOLDERS) return found;
      for (const name of facts.ask({ kind: "stat", path: folder })?.entries ?? []) {
        const path = resolvePath(name, folder);
        const parts = [...below, name];
        if (fits(parts, pattern)) found.push(path);
        else if (level < depth && mayHold(name, pattern[level], deep)) next.push([path, parts]);
      }
    }
    folders = next;
  }
  return found;
}

function mayHold(name: string, part: string | undefined, deep: boolean): boolean {
  if (deep) return !name.includes(".") && regenerableName(name) === undefined;
  return part !== undefined && matchesGlob(part, name) === true;
}
