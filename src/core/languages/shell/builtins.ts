/** Evaluates builtins that affect later commands: `cd`, `set --`, `unset`, `read`, `exit`, `alias`, `source` … */

import type { Invocation } from "../../effects/pack.ts";
import { patternOf } from "../../files/globs.ts";
import { whereItIs } from "../../files/moved.ts";
import { filesThatFit } from "../../files/patterns.ts";
import { possiblePaths } from "../../files/possible.ts";
import type { LayeredMap } from "../../text/layered-map.ts";
import { resolvePath } from "../../text/paths.ts";
import { HOLE, programName, textOf, type Word, wordOfPieces, wordOfText } from "../../text/words.ts";
import { arithmeticNames } from "./assignments.ts";
import { boundsOf } from "./bounds.ts";
import { formatted } from "./formatted.ts";
import { afterGetopts } from "./getopts.ts";
import { splitAt } from "./items.ts";
import { join, withNothingSure } from "./joining.ts";
import {
  always,
  either,
  homeOf,
  type Outcome,
  positionalOf,
  SILENT,
  type State,
  valuesOf,
  withPositional,
  withUnknown,
  withVariable,
} from "./state.ts";
import { tested } from "./tested.ts";
import type { Place, Walk } from "./walk.ts";

/** Returns the outcome of a builtin; undefined for any other program. Only `eval` and `source` tell their output. */
export function runBuiltin(command: Invocation, state: State, place: Place, walk: Walk): Outcome | undefined {
  const args = command.argv.slice(1);
  switch (command.program) {
    case "builtin":
    case "command": {
      const inner = args[0]?.value?.startsWith("-") ? undefined : args;
      return inner && runBuiltin({ ...command, program: programName(inner[0]), argv: inner }, state, place, walk);
    }
    case ":":
    case "true":
      return always(state);
    case "false":
      return { ok: null, failed: state, output: SILENT };
    case "echo":
      return always(state);
    case "exit":
      walk.exits.push(state);
      return { ok: null, failed: null, output: SILENT };
    case "return":
    case "break":
    case "continue":
      place.left.push(state);
      return { ok: null, failed: null, output: SILENT };
    case "cd":
      return changeFolder(args, state, walk);
    case "pushd": {
      const pushed = state.cwd === null ? undefined : [...(state.pushed ?? []), state.cwd];
      const { ok, ...rest } = changeFolder(args, state, walk);
      return { ...rest, ok: ok && { ...ok, pushed } };
    }
    case "popd":
      if (args.length === 0 && state.pushed?.length) return always(popped(state));
      return either({ ...state, cwd: null, either: undefined, before: state.cwd }, SILENT);
    case "mkdir":
      return either({ ...state, made: marked(state.made, madeBy(args, state)) }, SILENT);
    case "set":
      return always(setOptions(args, state));
    case "shift":
      return either(shifted(args, state), SILENT);
    case "unset":
      return always(unset(args, state));
    case "read":
      return either(readLine(command, state, walk), SILENT);
    case "mapfile":
    case "readarray":
      return either(readLines(command, state, walk), SILENT);
    case "getopts":
      return either(afterGetopts(args, state), SILENT);
    case "let":
      return either(
        withUnknown(
          state,
          args.flatMap(word => [...arithmeticNames(textOf(word))]),
        ),
        SILENT,
      );
    case "test":
    case "[":
      return tested(args, state);
    case "printf":
      return printInto(args, state);
    case "alias":
      return always(defineAliases(args, state));
    case "hash":
      return always(rememberPath(args, state));
    case "eval":
      return follow(args.map(textOf).join(" "), state, place, walk);
    case "source":
    case ".":
      return sourced(command, state, place, walk);
    case "declare":
    case "typeset":
    case "local":
      return args.some(word => /^-[a-zA-Z]*n/.test(word.value ?? "")) ? always(withReference(args, state)) : undefined;
    default:
      return undefined;
  }
}

/** Declares a name reference: both names have the same value until one of them is assigned. */
function withReference(args: readonly Word[], state: State): State {
  const names = args.flatMap(word => textOf(word).match(/[A-Za-z_]\w*/g) ?? []);
  const [, name, meant] = args.map(word => /^([A-Za-z_]\w*)=([A-Za-z_]\w*)$/.exec(textOf(word))).find(Boolean) ?? [];
  const values = meant === undefined ? undefined : valuesOf(state, meant);
  const unknown = withUnknown(state, names);
  const known = name && meant && values ? withVariable(withVariable(unknown, name, values), meant, values) : unknown;
  return { ...known, shared: marked(state.shared, names) };
}

function changeFolder(args: readonly Word[], state: State, walk: Walk): Outcome {
  const [target, ...more] = args.filter(word => !/^(-[LPe@]+|--)$/.test(word.value ?? ""));
  const to = (cwd: string | null): State => ({
    ...state,
    cwd,
    either: undefined,
    within: cwd === null && target ? foldersMeant(target, state, walk) : undefined,
    before: state.cwd,
  });
  // With several operands bash fails; other shells use the first one.
  if (more.length > 0) {
    const first =
      target?.value && !target.glob && state.cwd !== null ? resolvePath(target.value, state.cwd) : undefined;
    const folders = first === undefined || state.cwd === null ? undefined : [state.cwd, first];
    return either({ ...state, cwd: null, either: folders }, SILENT);
  }
  const path = target ? target.value : homeOf(state, walk.facts);
  if (target?.glob) return either(intoOneOf(target, state, walk) ?? to(null), SILENT);
  if (path === null) return either(to(null), SILENT);
  if (path === "-") return always(to(state.before));
  if (path === "") return always(state);
  if (state.cwd === null && !path.startsWith("/")) return either(fromEither(path, state) ?? to(null), SILENT);
  const folder = resolvePath(path, state.cwd ?? "/");
  if (folder.length > MAX_PATH) return always({ ...to(state.cwd), cwd: null });
  const real = whereItIs(folder, walk.scopeAt(state), true);
  const stat = walk.facts.ask({ kind: "stat", path: real });
  const there =
    ALWAYS_THERE.test(folder) ||
    stat === null ||
    stat.type === "directory" ||
    stat.type === "link" ||
    state.made.has(folder);
  return there ? always(to(folder)) : { ok: to(folder), failed: state, output: SILENT };
}

/** In characters. Systems refuse paths of some thousand; repeating `cd a` would take quadratic time. */
const MAX_PATH = 1024;

function popped(state: State): State {
  const before = state.pushed ?? [];
  return { ...state, cwd: before.at(-1) ?? null, either: undefined, before: state.cwd, pushed: before.slice(0, -1) };
}

/** Folders that always exist, and new ones of `mktemp -d` by their template. */
const ALWAYS_THERE = /^\/(?:tmp|var\/tmp|etc|usr|var)?$|^\/(?:var\/)?tmp\/[\w.-]{0,80}X{3,12}$/;

/** The state after `cd` into any of the folders of a loop: `for d in packages/*; do (cd "$d"; …)`. */
function intoOneOf(target: Word, state: State, walk: Walk): State | undefined {
  const pattern = patternOf(target);
  const found = pattern === null ? null : filesThatFit(pattern, walk.scopeAt(state), walk.facts);
  const folders = found?.filter(path => walk.facts.ask({ kind: "stat", path })?.type === "directory") ?? [];
  return folders.length === 0 ? undefined : { ...state, cwd: null, either: folders, before: state.cwd };
}

/** Patterns of the folders that a `cd` may lead to; undefined where nothing bounds them. */
function foldersMeant(target: Word, state: State, walk: Walk): readonly string[] | undefined {
  const found = possiblePaths(target, walk.scopeAt(state), walk.facts);
  return found.length > 0 ? found : undefined;
}

/** The state behind a relative `cd` from one of several known folders. */
function fromEither(path: string, state: State): State | undefined {
  const [first, ...others] = new Set(state.either?.map(folder => resolvePath(path, folder)));
  if (first === undefined) return undefined;
  return {
    ...state,
    before: null,
    ...(others.length > 0 ? { either: [first, ...others] } : { cwd: first, either: undefined }),
  };
}

function marked(before: LayeredMap<true>, names: readonly string[]): LayeredMap<true> {
  return before.withAll(names.flatMap(name => (before.has(name) ? [] : [[name, true] as const])));
}

function madeBy(args: readonly Word[], state: State): string[] {
  return args.flatMap(({ value }) =>
    value === null || value.startsWith("-") || (state.cwd === null && !value.startsWith("/"))
      ? []
      : [resolvePath(value, state.cwd ?? "/")],
  );
}

function setOptions(args: readonly Word[], state: State): State {
  const dashes = args.findIndex(word => word.value === "--" || word.value === "-");
  const options = (dashes < 0 ? args : args.slice(0, dashes)).map(word => word.value ?? "");
  // An unknown option makes bash fail before it sets anything.
  if (options.some(option => /^-./.test(option) && !/^-[abefhkmnoptuvxBCEHPT]+$/.test(option))) return state;
  const operand = options.findIndex((option, i) => !/^[-+]/.test(option) && !/^[-+]o$/.test(options[i - 1] ?? ""));
  const errexit = options.some(option => /^-[a-z]*e/.test(option) || option === "errexit");
  const next = errexit ? { ...state, errexit: true } : state;
  if (dashes >= 0) return withPositional(next, args.slice(dashes + 1));
  return operand >= 0 ? withPositional(next, args.slice(operand)) : next;
}

/** More parameters are not followed through a `shift`, which would set each of them again. */
const MAX_SHIFTED = 128;

function shifted(args: readonly Word[], state: State): State {
  const words = positionalOf(state);
  const count = Number(args[0]?.value ?? 1);
  const followed = words !== null && words.length <= MAX_SHIFTED && Number.isInteger(count);
  return withPositional(state, followed ? words.slice(count) : null);
}

function unset(args: readonly Word[], state: State): State {
  let next = state;
  const names = plainNames(args);
  const functionsOnly = args.some(word => word.value === "-f");
  if (!functionsOnly) for (const name of names) next = withVariable(next, name, [wordOfText("")]);
  const gone = names.filter(name => functionsOnly || !valuesOf(state, name));
  return { ...next, functions: state.functions.without(gone) };
}

/** Evaluates `read` of a known line; otherwise its variables become unknown. */
function readLine(command: Invocation, state: State, walk: Walk): State {
  const { argv, stdin, scope } = command;
  const args = argv.slice(1);
  const names = readNames(args);
  if (stdin.kind !== "text" || stdin.text.includes(HOLE) || names === null)
    return withBounds(command, withUnknown(state, plainNames(args)), walk);
  const line = stdin.text.split("\n")[0] ?? "";
  const separators = scope.variables.has("IFS") ? scope.variables.get("IFS") : undefined;
  if (separators === null) return withUnknown(state, names);
  const blank = separators === undefined || separators.trim() === "";
  const fields = blank ? line.trim().split(/\s+/) : splitAt(line, separators);
  const glue = blank ? " " : separators.charAt(0);
  let next = state;
  names.forEach((name, i) => {
    const value = i === names.length - 1 ? fields.slice(i).join(glue) : (fields[i] ?? "");
    next = withVariable(next, name, [wordOfText(value)]);
  });
  return next;
}

/** Evaluates `mapfile -t a` of known lines; otherwise its variable becomes unknown. */
function readLines(command: Invocation, state: State, walk: Walk): State {
  const { argv, stdin } = command;
  const args = argv.slice(1);
  const [name = "MAPFILE", ...more] = plainNames(args);
  const plain = more.length === 0 && args.every(({ value }) => value === "-t" || value === name);
  if (!plain || stdin.kind !== "text" || stdin.text.includes(HOLE))
    return withBounds(command, withUnknown(state, plainNames(args)), walk);
  const lines = stdin.text.replace(/\n$/, "").split("\n");
  return withVariable(state, name, lines.length > MAX_LINES ? null : lines.map(line => wordOfText(line)));
}

const MAX_LINES = 100;

/** A variable that is read from a listing has the listing's bounds. */
function withBounds({ argv, stdin, scope }: Invocation, state: State, walk: Walk): State {
  const [name, ...more] = plainNames(argv.slice(1));
  const may = name === undefined || more.length > 0 ? undefined : boundsOf(stdin, scope, walk.facts);
  if (name === undefined || may === undefined) return state;
  const text = `$${name}`;
  return withVariable(state, name, [
    wordOfPieces(text, [{ kind: "hole", of: text, from: "variable", quoted: false, may }]),
  ]);
}

/** Names of a plain `read`; null when options change what is read. */
export function readNames(args: readonly Word[]): readonly string[] | null {
  const names: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const value = args[i]?.value ?? null;
    if (value === null) return null;
    if (value === "-r" || value === "--") continue;
    if (value === "-d" && args[i + 1]?.value === "") i++;
    else if (/^[A-Za-z_]\w*$/.test(value)) names.push(value);
    else return null;
  }
  return names.length > 0 ? names : null;
}

function plainNames(args: readonly Word[]): string[] {
  return args.flatMap(({ value }) => (value !== null && /^[A-Za-z_]\w*$/.test(value) ? [value] : []));
}

function printInto(args: readonly Word[], state: State): Outcome {
  const name = args[0]?.value === "-v" ? args[1]?.value : undefined;
  if (!name) return always(state);
  const [format, ...values] = args.slice(2);
  if (format?.value === "%s" && values.length === 1) return always(withVariable(state, name, values));
  const text = formatted(args.slice(2).map(textOf));
  return always(withVariable(state, name, text === null ? null : [wordOfText(text)]));
}

function defineAliases(args: readonly Word[], state: State): State {
  const defined = args.flatMap(({ value }) => {
    const match = value === null ? null : /^([^\s=/$`]+)=(.*)$/s.exec(value);
    return match ? [[match[1] ?? "", match[2] ?? ""] as const] : [];
  });
  return { ...state, aliases: state.aliases.withAll(defined) };
}

/** `hash -p /bin/rm x`: the name `x` now runs that program. */
function rememberPath(args: readonly Word[], state: State): State {
  const [option, path, name] = args.map(({ value }) => value);
  if (option !== "-p" || !path || !name) return state;
  return { ...state, aliases: state.aliases.with(name, path) };
}

/** A sourced file changes variables and folder here; its commands are listed by the shell pack. */
function sourced({ argv: [, word], made }: Invocation, state: State, place: Place, walk: Walk): Outcome {
  const printed = made?.get(word?.text ?? "");
  if (printed?.kind === "text") return follow(printed.text, state, place, walk);
  const path = word?.value;
  if (!path || (state.cwd === null && !path.startsWith("/"))) return either(state);
  const file = resolvePath(path, state.cwd ?? "/");
  const call = `source ${file}`;
  const written = state.earlier?.written.get(file);
  const text = place.calls.includes(call) ? null : (written ?? walk.facts.ask({ kind: "text", path: file }));
  return text === null ? either(state) : follow(text, state, { ...place, calls: [...place.calls, call] }, walk);
}

const MAX_FOLLOWED = 8;

/** Follows a text for its changes of state; its commands are reported by the pack that hands it on. */
export function follow(text: string, state: State, place: Place, walk: Walk): Outcome {
  if (place.calls.length > MAX_FOLLOWED) return either({ ...withNothingSure(state), cwd: null });
  const script = walk.parse(text);
  if (!script) return either(state);
  const inside: Place = { ...place, foreign: true, calls: [...place.calls, "eval"], left: [] };
  const outcome = walk.found.quietly(() => walk.script(script, state, inside));
  const end = join(join(outcome.ok, outcome.failed), inside.left.reduce<State | null>(join, null));
  return { ok: end, failed: end, output: outcome.output };
}
