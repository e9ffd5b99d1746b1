/** Tracks files of this machine that get another name: moved, copied, linked, packed, mounted or attached. */

import { hasOption, operands, optionValue, readArguments } from "../../effects/options.ts";
import type { Facts } from "../../facts/facts.ts";
import { escaped, patternOf } from "../../files/globs.ts";
import { pathOf } from "../../files/targets.ts";
import type { Scope } from "../../places/scope.ts";
import { baseName, isAbsolute, parentOf, resolvePath } from "../../text/paths.ts";
import { knownPrefix, type Word, wordOfPieces } from "../../text/words.ts";
import { type Note, paths } from "./file-notes.ts";

export function transferred(
  program: "mv" | "cp" | "ln",
  words: readonly Word[],
  scope: Scope,
  facts: Facts,
  values: readonly string[] = [],
): Note[] {
  const args = readArguments(words, { values: ["t", "target-directory", "S", "suffix", ...values] });
  const symbolic = hasOption(args, "s", "symbolic");
  const all = operands(args);
  const into = optionValue(args, "t", "target-directory");
  const to = into ?? all.at(-1);
  const target = to && pathOf(to, scope);
  if (target === undefined) return [];
  const sources = into ? all : all.slice(0, -1);
  const folder =
    into !== undefined || sources.length > 1 || /\/\.?$/.test(to?.value ?? "") || isFolder(target, scope, facts);
  const kind = program === "mv" ? "moved" : program === "cp" ? "copied" : "linked";
  return sources.flatMap(word => {
    const from = pathOf(word, scope);
    if (from === undefined) return kind === "moved" ? brought(word, target, scope) : [];
    const path = folder ? resolvePath(baseName(from), target) : target;
    const text = word.value ?? "";
    // A symbolic link is relative to the folder that holds it; a hard link's target to the current folder.
    const relative = kind === "linked" && symbolic && !isAbsolute(text);
    return [{ kind, path, from: relative ? resolvePath(text, parentOf(path)) : from }];
  });
}

function isFolder(path: string, { earlier }: Scope, facts: Facts): boolean {
  if (earlier?.fresh?.has(path)) return true;
  // It stood there, and this text has moved it away.
  if (earlier && [...earlier.moved.values()].includes(path) && !earlier.moved.has(path)) return false;
  return facts.ask({ kind: "stat", path })?.type === "directory";
}

/** `rsync a b`, `rsync -a from/ to` on this machine: with a trailing slash, the content of the folder. */
export function synchronised(words: readonly Word[], scope: Scope, facts: Facts): Note[] {
  const args = readArguments(words, { values: RSYNC_VALUES });
  const all = operands(args);
  const to = all.at(-1);
  const target = to && pathOf(to, scope);
  if (!to || target === undefined || hasOption(args, "n", "dry-run")) return [];
  if (all.some(({ value }) => value === null || value.includes(":"))) return [];
  return all.slice(0, -1).flatMap((word): Note[] => {
    const from = pathOf(word, scope);
    if (from === undefined) return [];
    const content = word.value?.endsWith("/") === true;
    const inside = to.value?.endsWith("/") === true || isFolder(target, scope, facts) || isFolder(from, scope, facts);
    return [{ kind: "copied", path: !content && inside ? resolvePath(baseName(from), target) : target, from }];
  });
}

const RSYNC_VALUES = "e rsh f filter exclude include exclude-from include-from files-from B T M timeout".split(" ");

/** `mount --bind a b`: the content of `a` appears in `b` as well. */
export function boundTo(words: readonly Word[], scope: Scope): Note[] {
  const args = readArguments(words, { values: ["o", "options", "t", "types"] });
  const bound =
    hasOption(args, "bind", "rbind", "B", "R") || /\br?bind\b/.test(optionValue(args, "o", "options")?.value ?? "");
  const [from, to] = paths(operands(args), scope);
  return bound && from !== undefined && to !== undefined ? [{ kind: "linked", path: to, from }] : [];
}

/** `losetup -f disk.img`: writing to the device writes to the file. The first free device is used. */
export function attached(words: readonly Word[], scope: Scope): Note[] {
  const args = readArguments(words, { values: ["o", "offset", "sizelimit", "b", "sector-size", "j", "associated"] });
  const files = paths(operands(args), scope);
  const [device, file = device] = files.length === 1 ? ["/dev/loop0", ...files] : files;
  const attaches = files.length === 2 || (files.length === 1 && hasOption(args, "f", "find"));
  const loop = device?.startsWith("/dev/loop") && file !== undefined && !file.startsWith("/dev/");
  return attaches && loop && device !== undefined ? [{ kind: "linked", path: device, from: file }] : [];
}

const ENDINGS: Readonly<Record<string, string>> = { gzip: "gz", bzip2: "bz2", xz: "xz", lzma: "lzma", zstd: "zst" };

/** `gzip a` replaces the file by `a.gz`; zstd does so with `--rm`. */
export function packed(program: string, words: readonly Word[], scope: Scope): Note[] {
  const args = readArguments(words, { values: ["S", "suffix", "T", "threads", "o"] });
  if (
    hasOption(args, "d", "k", "c", "t", "l", "decompress", "uncompress", "keep", "stdout", "to-stdout", "test", "list")
  )
    return [];
  if (program === "zstd" && !hasOption(args, "rm")) return [];
  return paths(operands(args), scope).map(from => ({ kind: "moved", path: `${from}.${ENDINGS[program]}`, from }));
}

/** Files that a glob or a variable names, moved into a folder: recorded as globs of both names. */
function brought(word: Word, target: string, scope: Scope): Note[] {
  const known = patternOf(word) ?? `${escaped(knownPrefix(word))}*`;
  if (scope.cwd === null && !isAbsolute(known)) return [];
  const from = resolvePath(known, scope.cwd ?? "/");
  // What was created by this text may be deleted with it.
  if ([...(scope.earlier?.fresh ?? [])].some(folder => from.startsWith(`${escaped(folder)}/`))) return [];
  return [{ kind: "moved", path: `${target}/${baseName(from)}`, from }];
}

/** `rsync src/ to`: the content of the folder instead of the folder. */
export function contentOfFolder(word: Word): Word {
  return word.value?.endsWith("/") === true && !word.glob ? wordOfPattern(`${escaped(word.value)}*`) : word;
}

/** `find src -exec mv {} build/ \;`, `… | xargs mv -t build`: the names are unknown, the folder may be known. */
export function movedByCarrier(program: "find" | "xargs", words: readonly Word[], scope: Scope, facts: Facts): Note[] {
  const at = words.findIndex(({ value }) => value === "mv");
  const root = program === "find" && !/^[-(!]/.test(words[0]?.text ?? "-") ? words[0]?.value : undefined;
  if (at < 0) return [];
  const given = wordOfPattern(root === undefined || root === null ? "*" : `${escaped(root)}/*`);
  const end = words.findIndex(({ value }, i) => i > at && (value === ";" || value === "+"));
  const rest = words.slice(at + 1, end < 0 ? undefined : end);
  const named = rest.some(({ value }) => value === "{}");
  return transferred(
    "mv",
    named ? rest.map(word => (word.value === "{}" ? given : word)) : [given, ...rest],
    scope,
    facts,
  );
}

function wordOfPattern(pattern: string): Word {
  return wordOfPieces(pattern, [{ kind: "text", value: pattern, quoted: false }]);
}
