/** Tracks files that a command edits in place, since later commands of the text may run them. */

import { hasOption, operands, optionValue, optionValues, readArguments } from "../../effects/options.ts";
import type { Invocation } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { patternOf } from "../../files/globs.ts";
import { textOfFile, textOfStdin } from "../../files/input-text.ts";
import { contentAt } from "../../files/moved.ts";
import { filesThatFit } from "../../files/patterns.ts";
import { pathOf } from "../../files/targets.ts";
import type { Scope } from "../../places/scope.ts";
import { resolvePath } from "../../text/paths.ts";
import type { Word } from "../../text/words.ts";
import type { Note } from "./file-notes.ts";
import type { Flavour } from "./line-patterns.ts";
import { editedText } from "./sed-script.ts";
import { looksDestructive } from "./suspicion.ts";
import { type PatchedFile, patchedFiles, patchedText } from "./unified-patch.ts";

/** Most files that are tracked. */
const MAX_FILES = 16;

/** Returns what line editors and patch tools do to files. */
export function editedBy(command: Invocation, facts: Facts): readonly Note[] {
  const words = command.argv.slice(1);
  switch (command.program) {
    case "sed":
    case "gsed":
      return bySed(words, command.scope, facts);
    case "perl":
      return byPerl(words, command.scope, facts);
    case "awk":
    case "gawk":
      return byAwk(words, command.scope, facts);
    case "ed":
    case "ex":
    case "vi":
    case "vim":
    case "nvim":
      return byEditor(command, facts);
    default:
      return patchesOf(command, facts).flatMap(one => patched(one, command.scope, facts));
  }
}

/** Returns the paths that a patch of the command names, whether or not it applies. */
export function patchedPaths(command: Invocation, facts: Facts): readonly string[] {
  return patchesOf(command, facts).flatMap(one =>
    one.to !== undefined ? [one.to] : filesIn(one).flatMap(file => pathIn(one, file) ?? []),
  );
}

interface Edit {
  readonly files: readonly Word[];
  /** The text after the edit; undefined where it cannot be told. */
  readonly after: (before: string) => string | undefined;
  /** Inserted texts, where the whole cannot be told; null where even they are not known. */
  readonly brings: readonly string[] | null;
}

function noted({ files, after, brings }: Edit, scope: Scope, facts: Facts): Note[] {
  return files.slice(0, MAX_FILES).flatMap(word =>
    pathsOf(word, scope, facts).flatMap((path): Note[] => {
      const before = textAt(path, scope, facts);
      if (before === null) return scope.earlier?.written.has(path) ? [{ kind: "written", path, text: null }] : [];
      if (brings === null) return [{ kind: "written", path, text: null }];
      const text = after(before) ?? withBrought(before, brings);
      return text === before ? [] : [{ kind: "written", path, text }];
    }),
  );
}

/** Inserted text whose place is not known is appended where it looks destructive. */
function withBrought(before: string, brings: readonly string[]): string {
  const found = brings.filter(looksDestructive);
  return found.length === 0 ? before : `${before}\n${found.join("\n")}\n`;
}

function pathsOf(word: Word, scope: Scope, facts: Facts): readonly string[] {
  const pattern = word.glob ? patternOf(word) : null;
  if (pattern !== null) return filesThatFit(pattern, scope, facts) ?? [];
  const path = pathOf(word, scope);
  return path === undefined ? [] : [path];
}

function textAt(path: string, scope: Scope, facts: Facts): string | null {
  const written = scope.earlier?.written.get(path);
  if (written !== undefined) return written;
  return facts.ask({ kind: "text", path: contentAt(path, scope) });
}

function bySed(words: readonly Word[], scope: Scope, facts: Facts): Note[] {
  // BSD's sed takes the suffix as a separate word, which may be empty.
  const given = words.filter(({ value }, i) => !(value === "" && words[i - 1]?.value === "-i"));
  const args = readArguments(given, {
    values: ["e", "expression", "f", "file", "l", "line-length"],
    optional: ["i"],
  });
  if (!hasOption(args, "i", "in-place")) return [];
  const named = optionValues(args, "e", "expression");
  const from = optionValues(args, "f", "file");
  const plain = operands(args);
  const takesFirst = named.length === 0 && from.length === 0;
  const scripts = [
    ...(takesFirst ? plain.slice(0, 1) : named).map(({ value }) => value),
    ...from.map(word => textOfFile(word, scope, facts)),
  ];
  const script = scripts.every(text => text !== null) ? scripts.join("\n") : null;
  const flavour: Flavour = hasOption(args, "E", "r", "regexp-extended") ? "extended" : "basic";
  const computes = script !== null && !hasOption(args, "n", "quiet", "silent", "z", "null-data");
  return noted(
    {
      files: takesFirst ? plain.slice(1) : plain,
      after: before => (computes ? editedText(script, before, flavour) : undefined),
      brings: from.length > 0 && script === null ? null : broughtBy(scripts),
    },
    scope,
    facts,
  );
}

function byPerl(words: readonly Word[], scope: Scope, facts: Facts): Note[] {
  const args = readArguments(words, { values: ["e", "E", "M", "m", "I"], optional: ["i", "F"] });
  if (!hasOption(args, "i")) return [];
  const codes = optionValues(args, "e", "E").map(({ value }) => value);
  const [code, ...more] = codes;
  const computes = typeof code === "string" && more.length === 0 && hasOption(args, "p") && !hasOption(args, "0");
  return noted(
    {
      files: codes.length === 0 ? operands(args).slice(1) : operands(args),
      after: before => (computes ? editedText(code, before, "perl") : undefined),
      brings: broughtBy(codes),
    },
    scope,
    facts,
  );
}

/** `awk -i inplace '…' file`. */
function byAwk(words: readonly Word[], scope: Scope, facts: Facts): Note[] {
  const args = readArguments(words, {
    values: ["i", "include", "f", "file", "F", "v", "field-separator", "assign"],
  });
  if (!/^inplace/.test(optionValue(args, "i", "include")?.value ?? "")) return [];
  const plain = operands(args);
  const from = optionValues(args, "f", "file").map(word => textOfFile(word, scope, facts));
  const codes = from.length > 0 ? from : plain.slice(0, 1).map(({ value }) => value);
  const files = from.length > 0 ? plain : plain.slice(1);
  return noted({ files, after: () => undefined, brings: broughtBy(codes) }, scope, facts);
}

/** `ex -sc '1i|text' -cx file`, `ed file <<E`: the lines that it is given. */
function byEditor(command: Invocation, facts: Facts): Note[] {
  const args = readArguments(command.argv.slice(1), { values: ["c", "p", "S", "u", "T", "cmd"] });
  const typed = textOfStdin(command, facts);
  const codes = [...optionValues(args, "c").map(({ value }) => value), ...(typed === undefined ? [] : [typed])];
  const commands = operands(args).filter(({ value }) => value?.startsWith("+"));
  const given = [...codes, ...commands.map(({ value }) => value)];
  if (given.length === 0) return [];
  const files = operands(args).filter(word => !commands.includes(word));
  const lines = given.flatMap(text => text?.split("\n") ?? []);
  return noted({ files, after: () => undefined, brings: [...broughtBy(given), ...lines] }, command.scope, facts);
}

/** New texts, new lines, and the strings of a program. */
function broughtBy(scripts: readonly (string | null)[]): string[] {
  return scripts.flatMap(script => {
    const text = script?.slice(0, 8000) ?? "";
    return [
      ...[...text.matchAll(REPLACES)].map(([, , to = ""]) => to.replace(/\\(\W)/g, "$1")),
      ...[...text.matchAll(INSERTS)].map(([, to = ""]) => to),
      ...[...text.matchAll(STRINGS)].map(([, one, other]) => (one ?? other ?? "").replace(/\\n/g, "\n")),
    ];
  });
}

const REPLACES = /s([/|#,@!:%])(?:\\.|(?!\1)[^\\\n]){0,300}\1((?:\\.|(?!\1)[^\\\n]){1,300})(?:\1|$)/g;
const INSERTS = /(?:^|[;\n{}\d$/!])\s{0,4}[aic]\\?[\s|]{1,4}([^\n|]{1,300})/g;
const STRINGS = /(?<!\\)"((?:\\.|[^"\\\n]){3,300})"|(?<!\\)'((?:\\.|[^'\\\n]){3,300})'/g;

/** Options of `patch` that take a value. */
export const PATCH_VALUES =
  "p strip d directory i input o output B prefix D F fuzz g get r reject-file V Y Z z suffix".split(" ");

/** The patches that a command applies; none for a dry run. */
function patchesOf(command: Invocation, facts: Facts): readonly Applied[] {
  if (/^g?patch$/.test(command.program)) return byPatch(command, facts);
  return command.program === "git" ? byGitApply(command, facts) : [];
}

function byPatch(command: Invocation, facts: Facts): Applied[] {
  const { scope } = command;
  const args = readArguments(command.argv.slice(1), { values: PATCH_VALUES });
  if (hasOption(args, "dry-run", "C", "check")) return [];
  const [target, second] = operands(args);
  const input = optionValue(args, "i", "input") ?? second;
  const text = input ? textOfFile(input, scope, facts) : textOfStdin(command, facts);
  const output = optionValue(args, "o", "output");
  const strip = Number(optionValue(args, "p", "strip")?.value ?? 0) || 0;
  return [
    {
      text: text ?? null,
      strip,
      reversed: hasOption(args, "R", "reverse"),
      from: target && pathOf(target, scope),
      to: output && pathOf(output, scope),
      folder: folderOf(optionValue(args, "d", "directory"), scope),
    },
  ];
}

function byGitApply(command: Invocation, facts: Facts): Applied[] {
  const { scope } = command;
  const args = readArguments(command.argv.slice(1), {
    values: ["C", "c", "p", "directory", "exclude", "include", "whitespace"],
  });
  const [verb, ...files] = operands(args);
  if (verb?.value !== "apply" && verb?.value !== "am") return [];
  if (hasOption(args, "check", "stat", "numstat", "summary", "cached") && !hasOption(args, "apply")) return [];
  const typed = files.length === 0 || files.some(({ value }) => value === "-");
  const texts = typed ? [textOfStdin(command, facts) ?? null] : files.map(word => textOfFile(word, scope, facts));
  const folder = folderOf(optionValue(args, "C") ?? optionValue(args, "directory"), scope);
  const strip = Number(optionValue(args, "p")?.value ?? 1);
  const reversed = hasOption(args, "R", "reverse");
  return texts.map(text => ({ text, strip, reversed, folder }));
}

function folderOf(word: Word | undefined, scope: Scope): string | null {
  return word ? (pathOf(word, scope) ?? null) : scope.cwd;
}

interface Applied {
  /** Null where it is not known. */
  readonly text: string | null;
  readonly strip: number;
  readonly reversed: boolean;
  readonly folder: string | null;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

function filesIn({ text, ...how }: Applied): readonly PatchedFile[] {
  return text === null ? [] : patchedFiles(text, how).slice(0, MAX_FILES);
}

function pathIn({ folder, from }: Applied, file: PatchedFile): string | undefined {
  return from ?? (file.path === null || folder === null ? undefined : resolvePath(file.path, folder));
}

function patched(applied: Applied, scope: Scope, facts: Facts): Note[] {
  return filesIn(applied).flatMap((file): Note[] => {
    const path = pathIn(applied, file);
    if (path === undefined) return [];
    const after = patchedText(file, textAt(path, scope, facts));
    return after === null ? [] : [{ kind: "written", path: applied.to ?? path, text: after }];
  });
}
