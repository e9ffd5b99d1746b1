/** make: the recipes of the targets it is asked for, and of what they need first. */
import { hasOption, operands, optionValue, optionValues, readArguments } from "../../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading, Scope } from "../../core/effects/pack.ts";
import { fileAt, type ProjectFile, scopeOfTask } from "../../core/effects/programs/project-file.ts";
import { effectsOfTaskName } from "../../core/effects/programs/task-names.ts";
import { textOf, type Word } from "../../core/effects/words.ts";
import type { Facts } from "../../core/facts.ts";
import { resolvePath } from "../../core/paths.ts";
import { EXAMPLES } from "./examples.ts";
import { expand, type Makefile, readMakefile } from "./makefile.ts";

const GRAMMAR = {
  values: `C directory f file makefile I include-dir o old-file assume-old W what-if new-file E eval l load-average
    O output-sync`.split(/\s+/),
  optional: ["j", "jobs"],
};
const SHOWS = ["n", "just-print", "recon", "q", "question", "v", "h", "t", "touch", "dry-run", "help", "version"];
/** make looks for them in this order. */
const NAMES = ["GNUmakefile", "makefile", "Makefile"];
const MAX_LINES = 150;

export const make: ProgramPack = {
  kind: "program",
  id: "make",
  programs: ["make", "gmake", "bmake", "remake"],
  ownPaths: true,
  read(command: Invocation, facts: Facts): Reading {
    const args = readArguments(command.argv.slice(1), GRAMMAR);
    if (hasOption(args, ...SHOWS)) return { effects: [] };
    const words = operands(args);
    const given = words.flatMap(word => {
      const match = /^([\w.-]+)\s*[:?+]?=(.*)$/s.exec(textOf(word));
      return match?.[1] ? [[match[1], match[2] ?? ""] as const] : [];
    });
    const goals = words.filter(word => !/^[\w.-]+[:?+]?=/.test(textOf(word)));
    const scope = inFolder(command.scope, optionValue(args, "C", "directory"));
    const file = makefileAt(scope, optionValue(args, "f", "file", "makefile"), facts);
    const asked = `${command.program} ${goals.map(textOf).join(" ")}`.trim();
    const named = effectsOfTaskName(
      command,
      goals.flatMap(goal => goal.value ?? []),
      asked,
    );
    if (!file) return { effects: named };
    const more = optionValues(args, "E", "eval").map(textOf);
    const read = withIncludes(readMakefile([file.text, ...more].join("\n")), file, scope, facts);
    const wanted =
      goals.length > 0 ? goals.map(textOf) : read.makefile.first === undefined ? [] : [read.makefile.first];
    const variables = new Map([...read.makefile.variables, ...given]);
    const lines = recipes(wanted, read.makefile, variables);
    const unknown =
      (read.incomplete || read.makefile.open) && goals.some(goal => !read.makefile.rules.has(textOf(goal)));
    return { effects: unknown ? named : [], inner: lines.map(line => shell(command, scope, file, line)) };
  },
  examples: EXAMPLES,
};

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

/** The makefile with those it includes by a plain name, one level deep. */
function withIncludes(
  makefile: Makefile,
  file: ProjectFile,
  scope: Scope,
  facts: Facts,
): { readonly makefile: Makefile; readonly incomplete: boolean } {
  let incomplete = false;
  let whole = makefile;
  for (const name of makefile.includes.slice(0, 16)) {
    const found = /^[\w./-]+$/.test(name) ? fileAt(resolvePath(name, file.folder), scope, facts) : undefined;
    if (!found) {
      incomplete = true;
      continue;
    }
    const inner = readMakefile(found.text);
    whole = {
      ...whole,
      variables: new Map([...inner.variables, ...whole.variables]),
      rules: new Map([...inner.rules, ...whole.rules]),
      open: whole.open || inner.open,
      first: whole.first ?? inner.first,
    };
    incomplete ||= inner.includes.length > 0;
  }
  return { makefile: whole, incomplete };
}

/** Recipe lines in the order they run: a target's prerequisites first, each once. */
function recipes(wanted: readonly string[], makefile: Makefile, variables: ReadonlyMap<string, string>): string[] {
  const done = new Set<string>();
  const lines: string[] = [];
  const visit = (target: string): void => {
    if (done.has(target) || done.size > 500) return;
    done.add(target);
    const rule = makefile.rules.get(target);
    if (!rule) return;
    for (const name of rule.prerequisites) visit(name);
    const automatic = new Map([
      ...variables,
      ["@", target],
      ["<", rule.prerequisites[0] ?? ""],
      ["^", rule.prerequisites.join(" ")],
    ]);
    for (const line of rule.recipe) {
      const text = expand(line, automatic).replace(/^[\s@+-]+/, "");
      if (text !== "" && lines.length < MAX_LINES) lines.push(text);
    }
  };
  for (const target of wanted) visit(target);
  return lines;
}

function shell(command: Invocation, scope: Scope, file: ProjectFile, text: string): Inner {
  const inside = scopeOfTask(scope, file, command.program);
  return { kind: "shell", text, scope: inside, ...(command.span && { span: command.span }) };
}
