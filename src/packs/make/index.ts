/** Reads make: the recipes of the requested targets, and of their prerequisites. */

import { hasOption, operands, optionValue, optionValues, readArguments } from "../../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { textOfStdin } from "../../core/files/input-text.ts";
import { type Budget, expand, fullBudget, type Makefile, readMakefile } from "../../core/languages/make/makefile.ts";
import { scriptAt, unseenCode } from "../../core/languages/shell/scripts.ts";
import type { Scope } from "../../core/places/scope.ts";
import { fileAt, type ProjectFile, scopeOfTask } from "../../core/programs/project-file.ts";
import { effectsOfTaskName } from "../../core/programs/task-names.ts";
import { resolvePath } from "../../core/text/paths.ts";
import { literalWord, textOf, type Word } from "../../core/text/words.ts";
import { EXAMPLES } from "./examples.ts";

const GRAMMAR = {
  values: `C directory f file makefile I include-dir o old-file assume-old W what-if new-file E eval l load-average
    O output-sync`.split(/\s+/),
  optional: ["j", "jobs"],
};
const SHOWS = ["v", "h", "help", "version"];
/** These options skip most of the recipes, but not what runs while the file is parsed. */
const DRY = ["n", "just-print", "recon", "dry-run", "q", "question", "t", "touch"];
/** The names in the order in which make tries them. */
const NAMES = ["GNUmakefile", "makefile", "Makefile"];
/** More than the reader's budget of commands, so that the reader reports what is left out. */
const MAX_LINES = 2500;
const MAX_INCLUDES = 16;

export const make: ProgramPack = {
  kind: "program",
  id: "make",
  programs: ["make", "gmake", "bmake", "remake"],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    const flags = (command.scope.variables.get("MAKEFLAGS") ?? "")
      .split(/\s+(?=-)/)
      .filter(flag => flag.startsWith("--"));
    const all = [...flags.map(flag => literalWord(flag)), ...command.argv.slice(1)];
    const args = readArguments(all, GRAMMAR);
    if (hasOption(args, ...SHOWS)) return { effects: [] };
    const dry = hasOption(args, ...DRY);
    const words = operands(args);
    const given = words.flatMap(word => {
      const match = /^([\w.-]+)\s*[:?+]?=(.*)$/s.exec(textOf(word));
      return match?.[1] ? [[match[1], match[2] ?? ""] as const] : [];
    });
    const goals = words.filter(word => !/^[\w.-]+[:?+]?=/.test(textOf(word)));
    const scope = inFolder(command.scope, optionValue(args, "C", "directory"));
    const named = optionValue(args, "f", "file", "makefile");
    const more = optionValues(args, "E", "eval").map(textOf);
    const file =
      fromInput(command, named, scope, facts) ??
      makefileAt(scope, named, facts) ??
      (more.length > 0 ? madeUp("", scope) : undefined);
    const unseen =
      named && (/^["']?<\(/.test(named.text) || (!file && scriptAt(named, scope, facts).kind === "unseen"));
    if (unseen) return { effects: [unseenCode(named.text, "likely", command.span)] };
    const asked = `${command.program} ${goals.map(textOf).join(" ")}`.trim();
    const asNamed = dry
      ? []
      : effectsOfTaskName(
          command,
          goals.flatMap(goal => goal.value ?? []),
          asked,
        );
    const shells = given.flatMap(([name, value]) =>
      /^(?:SHELL|\.SHELLFLAGS)$/.test(name) && /\s/.test(value.trim()) ? [value.replace(/^\s*-\w*c\s+/, "")] : [],
    );
    const outside = shells.map(
      (text): Inner => ({ kind: "shell", text, scope, ...(command.span && { span: command.span }) }),
    );
    if (!file) return { effects: asNamed, inner: outside };
    const before = (command.scope.variables.get("MAKEFILES") ?? "").split(/\s+/).filter(name => name !== "");
    const own = readMakefile([file.text, ...more].join("\n"));
    const read = withIncludes({ ...own, includes: [...before, ...own.includes] }, file, scope, facts);
    const wanted =
      goals.length > 0 ? goals.map(textOf) : read.makefile.first === undefined ? [] : [read.makefile.first];
    const variables = new Map([...read.makefile.variables, ...given, ...(dry ? [["MAKE", "make -n"] as const] : [])]);
    // `$(shell …)` outside of recipes runs whenever the file is parsed.
    const budget = fullBudget();
    const lines = [
      ...shellCalls([file.text, ...read.texts, ...more].join("\n")),
      ...recipes(wanted, dry ? runAnyway(read.makefile) : read.makefile, variables, budget),
    ];
    if (read.makefile.overgrown || budget.left < 0) return { effects: [unseenCode(file.path, "likely", command.span)] };
    const shellFile = variables.get("SHELL") ?? "";
    if (lines.length > 0 && /^\.?\.?\/(?!(?:usr\/)?bin\/)/.test(shellFile))
      outside.push({
        kind: "argv",
        argv: [literalWord(shellFile)],
        scope,
        ...(command.span && { span: command.span }),
      });
    const unknown =
      (read.incomplete || read.makefile.open) && goals.some(goal => !read.makefile.rules.has(textOf(goal)));
    return {
      effects: unknown ? asNamed : [],
      inner: [...outside, ...lines.map(line => shell(command, scope, file, line))],
    };
  },
  examples: EXAMPLES,
};

/** Reads a makefile on standard input: `-f -`. */
function fromInput(command: Invocation, named: Word | undefined, scope: Scope, facts: Facts): ProjectFile | undefined {
  if (!/^(?:-|\/dev\/stdin)$/.test(named?.value ?? "")) return undefined;
  const text = textOfStdin(command, facts);
  return typeof text === "string" ? madeUp(text, scope) : undefined;
}

function madeUp(text: string, { cwd }: Scope): ProjectFile {
  const folder = cwd ?? "/";
  return { path: resolvePath("Makefile", folder), folder, text, committed: false };
}

function shellCalls(text: string): string[] {
  return text
    .split("\n")
    .filter(line => !line.startsWith("\t"))
    .map(line => line.replace(/\$[({]file\s*>(?!>)\s*([^\s,)}]+)[^)}]*[)}]/g, "$(shell : > $1)"))
    .flatMap(line =>
      [...line.matchAll(/\$[({]shell\s+(?!\s)([^)}]+)(?:[)}]|$)/g)].map(match =>
        (match[1] ?? "").replaceAll("$$", "$"),
      ),
    )
    .slice(0, MAX_LINES);
}

function inFolder(scope: Scope, folder: Word | undefined): Scope {
  if (!folder) return scope;
  const known = folder.value !== null && (scope.cwd !== null || folder.value.startsWith("/"));
  return { ...scope, cwd: known && folder.value !== null ? resolvePath(folder.value, scope.cwd ?? "/") : null };
}

function makefileAt(scope: Scope, named: Word | undefined, facts: Facts): ProjectFile | undefined {
  const { cwd } = scope;
  if (cwd === null || scope.elsewhere || named?.value === null) return undefined;
  for (const name of named ? [named.value] : NAMES) {
    const found = fileAt(resolvePath(name, cwd), scope, facts);
    if (found) return { ...found, folder: cwd };
  }
  return undefined;
}

/** Returns the makefile with those it includes by a plain name, one level deep. */
function withIncludes(
  makefile: Makefile,
  file: ProjectFile,
  scope: Scope,
  facts: Facts,
): { readonly makefile: Makefile; readonly incomplete: boolean; readonly texts: readonly string[] } {
  let incomplete = makefile.includes.length > MAX_INCLUDES;
  let whole = makefile;
  const texts: string[] = [];
  for (const name of makefile.includes.slice(0, MAX_INCLUDES)) {
    const found = /^[\w./-]+$/.test(name) ? fileAt(resolvePath(name, file.folder), scope, facts) : undefined;
    if (!found) {
      incomplete = true;
      continue;
    }
    texts.push(found.text);
    const inner = readMakefile(found.text);
    whole = {
      ...whole,
      variables: new Map([...inner.variables, ...whole.variables]),
      rules: new Map([...inner.rules, ...whole.rules]),
      open: whole.open || inner.open,
      overgrown: whole.overgrown || inner.overgrown,
      first: whole.first ?? inner.first,
    };
    incomplete ||= inner.includes.length > 0;
  }
  return { makefile: whole, incomplete, texts };
}

/** Returns recipe lines in the order they run: a target's prerequisites first, each once. */
function recipes(
  wanted: readonly string[],
  makefile: Makefile,
  variables: ReadonlyMap<string, string>,
  budget: Budget,
): string[] {
  const done = new Set<string>();
  const lines: string[] = [];
  const visit = (target: string): void => {
    if (done.has(target)) return;
    done.add(target);
    // A rule for any name applies to targets without their own.
    const rule = makefile.rules.get(target) ?? (wanted.includes(target) ? makefile.rules.get("%") : undefined);
    if (!rule) return;
    for (const name of rule.prerequisites) visit(name);
    const automatic = new Map([
      ...variables,
      ["@", target],
      ["<", rule.prerequisites[0] ?? ""],
      ["^", rule.prerequisites.join(" ")],
    ]);
    for (const line of rule.recipe) {
      if (lines.length >= MAX_LINES) return;
      const text = expand(line, automatic, budget).replace(/^[\s@+-]+/, "");
      if (text !== "") lines.push(text);
    }
  };
  for (const target of wanted) visit(target);
  return lines;
}

/** Removes the lines that a dry run only shows. It still runs those that begin with `+` or contain `$(MAKE)`. */
function runAnyway(makefile: Makefile): Makefile {
  const runs = (line: string) => /^[\s@-]*\+|\$[({]MAKE[)}]/.test(line);
  const rules = [...makefile.rules].map(
    ([name, rule]) => [name, { ...rule, recipe: rule.recipe.filter(runs) }] as const,
  );
  return { ...makefile, rules: new Map(rules) };
}

function shell(command: Invocation, scope: Scope, file: ProjectFile, text: string): Inner {
  const inside = scopeOfTask(scope, file, command.program);
  return { kind: "shell", text, scope: inside, ...(command.span && { span: command.span }) };
}
