/** Reads just: the recipes of a justfile. */

import { operands, optionValue, readArguments } from "../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../core/effects/pack.ts";
import type { Facts } from "../core/facts/facts.ts";
import { textOfStdin } from "../core/files/input-text.ts";
import { namedOrNearest, type ProjectFile, scopeOfTask } from "../core/programs/project-file.ts";
import { effectsOfTaskName } from "../core/programs/task-names.ts";
import { HOLE, textOf, type Word } from "../core/text/words.ts";

const GRAMMAR = {
  values: `f justfile d working-directory E dotenv-path dotenv-filename shell shell-arg color chooser tempdir
    command-color dump-format set`.split(/\s+/),
};
const SHOWS = /^(l|list|s|show|n|dry-run|summary|dump|evaluate|variables|choose|groups|help|version|fmt|init|edit|e)$/;
const NAMES = ["justfile", "Justfile", ".justfile"];

interface Recipe {
  readonly parameters: readonly { readonly name: string; readonly value: string | undefined }[];
  readonly needs: readonly string[];
  readonly lines: readonly string[];
}

export const just: ProgramPack = {
  kind: "program",
  id: "just",
  programs: ["just"],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    const args = readArguments(command.argv.slice(1), GRAMMAR);
    if (args.some(arg => arg.kind === "option" && SHOWS.test(arg.name))) return { effects: [] };
    const words = operands(args).filter(word => !/^\w+=/.test(textOf(word)));
    const names = words.flatMap(word => word.value ?? []);
    const given = optionValue(args, "f", "justfile");
    const typed = /^(?:-|\/dev\/stdin)$/.test(given?.value ?? "") ? textOfStdin(command, facts) : undefined;
    const file = typed
      ? { path: "/dev/stdin", text: typed, committed: false, folder: command.scope.cwd ?? "/" }
      : namedOrNearest(given, NAMES, command.scope, facts);
    if (!file) return { effects: effectsOfTaskName(command, names.slice(0, 1), `just ${names.join(" ")}`) };
    const { recipes, aliases, variables, first, imports } = readJustfile(file.text);
    const name = words[0] ? textOf(words[0]) : (first ?? "");
    const known = recipes.has(name) || aliases.has(name);
    if (!known) {
      const said = imports || name.includes(":") ? effectsOfTaskName(command, names, `just ${names.join(" ")}`) : [];
      return { effects: said };
    }
    const text = textsOf(aliases.get(name) ?? name, words.slice(1), recipes, variables, new Set()).join("\n");
    return { effects: [], inner: [shell(command, file, text)] };
  },
  examples: [
    { run: "just wipe", expect: "deny", files: { justfile: "build:\n  cargo build\n\nwipe: build\n  @rm -rf ~\n" } },
    { run: "just", expect: "deny", files: { Justfile: "dir := '/home/dev'\n\nall:\n    rm -rf {{dir}}\n" } },
    { run: "just rmdir /", expect: "deny", files: { justfile: "rmdir target:\n  rm -rf {{target}}\n" } },
    { run: "just -f /dev/stdin wipe <<'E'\nwipe:\n  rm -rf ~\nE", expect: "deny" },
    { run: "just nuke", expect: "ask", why: "nobody can read it, and its name says so" },
    { run: "just test", expect: "allow", files: { justfile: "test *args:\n  cargo test {{args}}\n" } },
    { run: "just clean", expect: "allow" },
    { run: "just --list", expect: "allow", files: { justfile: "default:\n  rm -rf ~\n" } },
  ],
};

function readJustfile(text: string) {
  const recipes = new Map<string, Recipe>();
  const aliases = new Map<string, string>();
  const variables = new Map<string, string>();
  let first: string | undefined;
  let imports = false;
  let current: string[] = [];
  for (const line of text.split("\n")) {
    if (/^\s+\S/.test(line)) {
      current.push(line.trim());
      continue;
    }
    const alias = /^alias\s+([\w-]+)\s*:=\s*([\w-]+)/.exec(line);
    const value = /^(?:export\s+)?([\w-]+)\s*:=\s*(?!\s)(.*)$/.exec(line);
    const head = /^@?([\w-]+)((?:\s[^:]*)?):(?!=)\s*(?!\s)(.*)$/.exec(line);
    imports ||= /^(import|mod)\??\s/.test(line);
    if (alias?.[1]) aliases.set(alias[1], alias[2] ?? "");
    else if (value?.[1]) variables.set(value[1], literal(value[2] ?? ""));
    else if (head?.[1]) {
      current = [];
      const needs = (head[3] ?? "").replace(/#.*$/s, "").match(/[\w-]+/g) ?? [];
      recipes.set(head[1], { parameters: parametersOf(head[2] ?? ""), needs, lines: current });
      first ??= head[1];
    }
  }
  return { recipes, aliases, variables, first, imports };
}

function parametersOf(text: string): Recipe["parameters"] {
  return (text.match(/(?<![$+*])[$+*]*[\w-]+(=('[^']*'|"[^"]*"|\S+))?/g) ?? []).map(word => {
    const [, name = "", value] = /^[$+*]*([\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
    return { name, value: value === undefined ? undefined : literal(value) };
  });
}

function literal(text: string): string {
  return /^\s*(['"])(.*)\1\s*$/.exec(text)?.[2] ?? (/^\s*$/.test(text) ? "" : HOLE);
}

/** Returns the recipe's lines after those of its dependencies, each recipe once. */
function textsOf(
  name: string,
  args: readonly Word[],
  recipes: ReadonlyMap<string, Recipe>,
  variables: ReadonlyMap<string, string>,
  seen: Set<string>,
): readonly string[] {
  const recipe = recipes.get(name);
  if (!recipe || seen.has(name)) return [];
  seen.add(name);
  const values = new Map(variables);
  recipe.parameters.forEach((parameter, i) => {
    const last = i === recipe.parameters.length - 1;
    const given = last ? args.slice(i) : args.slice(i, i + 1);
    values.set(parameter.name, given.length > 0 ? given.map(textOf).join(" ") : (parameter.value ?? HOLE));
  });
  const own = recipe.lines.map(line =>
    line
      .replace(/^[@-]+/, "")
      .replace(/\{\{\s*([\w-]+)\s*\}\}|\{\{(?:(?!\{\{)[^}])*\}\}/g, (_, id?: string) => values.get(id ?? "") ?? HOLE),
  );
  return [...recipe.needs.flatMap(other => textsOf(other, [], recipes, variables, seen)), ...own];
}

function shell(command: Invocation, file: ProjectFile, text: string): Inner {
  const scope = scopeOfTask(command.scope, file, "just");
  return { kind: "shell", text, scope, ...(command.span && { span: command.span }) };
}
