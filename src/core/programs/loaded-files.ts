/**
 * Reads files that a tool loads and runs on its own: `conftest.py`, `build.rs`, `.envrc`, `tox.ini`, hooks. Only files
 * written by the same text or session are read, because people have seen the others of a project.
 */

import { operands, readArguments } from "../effects/options.ts";
import type { Inner, Invocation, Reading } from "../effects/pack.ts";
import type { Facts } from "../facts/facts.ts";
import { textOfStdin } from "../files/input-text.ts";
import { pathOf } from "../files/targets.ts";
import { LOADS, type Load } from "../kit/loads.ts";
import { scriptAt } from "../languages/shell/scripts.ts";
import type { Scope } from "../places/scope.ts";
import { words } from "../text/expressions.ts";
import { literalPattern } from "../text/literal-pattern.ts";
import { ownProperty } from "../text/own-property.ts";
import { baseName } from "../text/paths.ts";
import { literalWord, textOf } from "../text/words.ts";
import { onlyPrintsHelp } from "./asked-for-help.ts";
import { lookedOver } from "./interpreter.ts";
import { taskTexts } from "./task-texts.ts";
import { textOfWritten, writtenFiles } from "./written-files.ts";

const MAX_LOADED = 12;

/** Returns whether a program runs or loads files. */
export function loads(program: string): boolean {
  return LOADS.has(program) || ownProperty(AT_ONCE, program) !== undefined;
}

/** Returns what `command` runs of the files that were written before it, or compiles and runs at once. */
export function loadedFiles(command: Invocation, facts: Facts): Reading {
  const source = sourceRun(command, facts);
  const written = writtenBefore(command, facts);
  return {
    effects: [...written.effects, ...source.effects],
    inner: [...(written.inner ?? []), ...(source.inner ?? [])],
  };
}

/** Compilers that also run their input, by the sub-command for it, if there is one. */
const AT_ONCE: Readonly<Record<string, { readonly by?: string; readonly files: RegExp }>> = {
  go: { by: "run", files: /\.go$/ },
  java: { files: /\.java$/ },
  jbang: { files: /\.(?:java|kt|groovy|jsh)$/ },
  dotnet: { by: "script run", files: /\.(?:csx|cs|fsx)$/ },
  cargo: { by: "script eval", files: /\.rs$/ },
  zig: { by: "run", files: /\.zig$/ },
  crystal: { by: "run", files: /\.cr$/ },
  v: { by: "run", files: /\.vv?$/ },
  nim: { by: "r", files: /\.nim$/ },
  dart: { by: "run", files: /\.dart$/ },
  "scala-cli": { by: "run", files: /\.(?:scala|sc)$/ },
};

/** `go run wipe.go`: reads what such a program clearly runs. For a project's own file, mere doubts are not reported. */
function sourceRun(command: Invocation, facts: Facts): Reading {
  const known = ownProperty(AT_ONCE, command.program);
  if (!known) return { effects: [] };
  const words = command.argv.slice(1);
  const at = words.findIndex(({ value }) => value !== null && known.files.test(value));
  const file = words[at];
  const verb = words.find(({ value }) => value !== null && !value.startsWith("-"));
  if (!file || (known.by !== undefined && !known.by.split(" ").includes(verb?.value ?? ""))) return { effects: [] };
  const script = scriptAt(file, command.scope, facts);
  const path = pathOf(file, command.scope) ?? "";
  if (script.kind !== "text" || command.scope.earlier?.written.has(path)) return { effects: [] };
  const { effects, inner = [] } = lookedOver(command, script.text);
  return { effects: effects.filter(({ verb }) => verb !== "execute-unknown"), inner };
}

function writtenBefore(command: Invocation, facts: Facts): Reading {
  const loads = LOADS.get(command.program);
  if (!loads) return { effects: [] };
  const found: Reading[] = [];
  // `awk -f <(echo …)`: the file is created for this call.
  for (const made of command.made?.values() ?? []) if (made.kind === "text") found.push(lookedOver(command, made.text));
  if (onlyLooks(command)) return together(found);
  const written = writtenFiles(command.scope, facts);
  for (const load of loads) {
    if (load.when && !command.argv.slice(1).some(word => load.when?.test(textOf(word)))) continue;
    if (load.stdin) found.push(fromInput(command, load, facts));
    if (load.here) found.push({ effects: [], inner: namedTasks(command, load.here, facts) });
    for (const { path, near, before } of written) {
      if (found.length >= MAX_LOADED) return together(found);
      if (command.scope.via.includes(viaOf(path)) || !load.files.test(path)) continue;
      const reached = near || isInNamedFolder(command, path);
      if ((load.named || !reached) && !isNamed(command, path, before)) continue;
      const text = textOfWritten(path, command.scope, facts);
      if (text === null || (load.as === "python" && onlyPrintsHelp("python", text, command.argv))) continue;
      found.push(readAs(load, text, path, command));
    }
  }
  return together(found);
}

function together(readings: readonly Reading[]): Reading {
  return {
    effects: readings.flatMap(({ effects }) => effects),
    inner: readings.flatMap(({ inner }) => inner ?? []),
  };
}

/** `python -m py_compile a.py`, `go vet ./...`: checkers and formatters do not run the program. */
function onlyLooks({ program, argv }: Invocation): boolean {
  const verb = argv[1]?.value ?? "";
  if (CHECKS.get(program)?.test(verb)) return true;
  const at = argv.findIndex(({ value }, i) => i > 0 && (value === "-m" || !value?.startsWith("-")));
  return argv[at]?.value === "-m" && LOOKS.has(argv[at + 1]?.value ?? "");
}

/** Sub-commands with which a build tool checks, formats or lists, and builds nothing. */
const CHECKS: ReadonlyMap<string, RegExp> = new Map([
  ["go", /^(?:vet|fmt|doc|list|mod|version|env|fix)$/],
  ["cargo", /^(?:fmt|check|clippy|doc|tree|metadata|add|remove|search|update|locate-project)$/],
  ["dotnet", /^(?:format|list|sln|add)$/],
  ["zig", /^(?:fmt|ast-check)$/],
  ["dart", /^(?:analyze|format|doc)$/],
  ["flutter", /^(?:analyze|format|doctor)$/],
  ["mix", /^(?:format|credo)$/],
  ["terraform", /^(?:fmt|validate)$/],
  ["deno", /^(?:fmt|lint|check|doc|info)$/],
]);

const LOOKS = new Set(words`
  py_compile compileall ast tokenize tabnanny black isort ruff mypy pyflakes pycodestyle flake8 pylint autopep8 yapf
  bandit vulture radon json.tool
`);

/** `mise run clean-db`, `pdm run wipe`: returns the task of that name in the folder's file. */
function namedTasks(command: Invocation, files: readonly string[], facts: Facts): Inner[] {
  const { scope, span } = command;
  const [verb, ...rest] = operands(readArguments(command.argv.slice(1), {})).map(textOf);
  if (verb === undefined || !/^(?:run|r|task|tasks)$/.test(verb) || rest.length === 0) return [];
  return files.flatMap(name => {
    const script = scriptAt(literalWord(`./${name}`), scope, facts);
    if (script.kind !== "text" || scope.via.includes(viaOf(name))) return [];
    const inside: Scope = { ...scope, via: [...scope.via, command.program, viaOf(name)] };
    return taskTexts(script.text, rest.slice(0, 4), true).map(
      (text): Inner => ({ kind: "shell", text, scope: inside, ...(span && { span }) }),
    );
  });
}

/** `go run -`, `tcc -run -`: the program is on standard input. */
function fromInput(command: Invocation, load: Load, facts: Facts): Reading {
  if (!command.argv.some(({ value }) => value === "-" || value === "/dev/stdin")) return { effects: [] };
  const text = textOfStdin(command, facts);
  return text ? readAs(load, text, "-", command) : { effects: [] };
}

function readAs({ as, seen, asked, names = [] }: Load, text: string, path: string, command: Invocation): Reading {
  const { span } = command;
  const { committed: _, ...before } = command.scope;
  // A project's tests may create and remove their own files: only clear effects on other things count.
  const via = [...before.via, command.program, viaOf(path)];
  const scope: Scope = { ...before, via, ...(seen && { committed: true as const }) };
  const at = span && { span };
  switch (as) {
    case "program":
      return asProgram({ ...command, scope }, text, path);
    case "tasks": {
      const said = [...names, ...operands(readArguments(command.argv.slice(1), {})).map(textOf)];
      const inner = taskTexts(text, said, asked).map(
        (line): Inner => ({ kind: "shell", text: line, scope: guessed(scope), ...at }),
      );
      return { effects: [], inner };
    }
    case "script": {
      const argv = [literalWord(/^\//.test(path) ? path : `./${path}`)];
      return { effects: [], inner: [{ kind: "argv", argv, scope, ...at }] };
    }
    case "shell":
      return { effects: [], inner: [{ kind: "shell", text, scope, ...at }] };
    default:
      return { effects: [], inner: [{ kind: "code", language: as, text, scope, source: baseName(path), ...at }] };
  }
}

/** Requests to services, and doubts, only count if the program is run at once; a build does not run it. */
function asProgram(command: Invocation, text: string, path: string): Reading {
  const { effects, inner } = lookedOver(command, text);
  const atOnce = isNamed(command, path) || command.argv.slice(1, 3).some(({ value }) => value === "run");
  return { effects: atOnce ? effects : [], ...(inner && { inner }) };
}

function guessed(scope: Scope): Scope {
  return { ...scope, guessed: true };
}

/**
 * Returns whether one of the words is the file, with or without its extension. Imports of a session's files by inline
 * code are followed with that code.
 */
function isNamed({ argv, scope }: Invocation, path: string, before = false): boolean {
  const plain = path.replace(/\.\w+$/, "");
  const folder = path.replace(/\/(?:index|__main__|__init__|mod|main)\.\w+$/, "");
  return argv.slice(1).some(word => {
    const named = pathOf(word, scope) ?? "";
    const trailing = word.value !== null && path.endsWith(`/${word.value.replace(/^.*=/, "")}`);
    return (
      named === path || named === plain || named === folder || trailing || (!before && imports(word.value ?? "", plain))
    );
  });
}

/** Matches `import m` in inline code, or a word of its own as in `-m m`. */
function imports(text: string, plain: string): boolean {
  const name = baseName(plain.replace(/\/__(?:main|init)__$/, ""));
  if (text === name) return true;
  return /\b(?:import|from|require|load|use)\b/.test(text) && new RegExp(`\\b${literalPattern(name)}\\b`).test(text);
}

/** `cmake -S folder`, `pytest folder`: the tool finds files below the folder. */
function isInNamedFolder({ argv, scope }: Invocation, path: string): boolean {
  return argv.slice(1).some(word => {
    const folder = pathOf(word, scope);
    return folder !== undefined && folder !== "/" && path.startsWith(`${folder}/`);
  });
}

function viaOf(path: string): string {
  return `the file ${baseName(path)}`;
}
