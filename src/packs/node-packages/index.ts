/** Reads npm, pnpm, yarn and bun: the scripts they run, and what they do to published packages. */

import { type Argument, operands, optionValue, optionValues, readArguments } from "../../core/effects/options.ts";
import type { Inner, Invocation, ProgramPack, Reading } from "../../core/effects/pack.ts";
import type { Facts } from "../../core/facts/facts.ts";
import { scopeInside } from "../../core/kit/carrying.ts";
import { scopeOfBun } from "../../core/programs/env-files.ts";
import { readScripts, type ScriptCall, scriptNames } from "../../core/programs/package-scripts.ts";
import { ownProperty } from "../../core/text/own-property.ts";
import { literalWord, textOf, type Word } from "../../core/text/words.ts";
import { EXAMPLES } from "./examples.ts";
import { BUILT_IN, INSTALLS, readRegistryCall, registryRules } from "./registry.ts";

const RUNS = /^(run|run-script|rum|urn|script)$/;
/** Sub-commands that run a script of their own name. */
const LIFECYCLE: Readonly<Record<string, string>> = {
  test: "test",
  t: "test",
  tst: "test",
  start: "start",
  stop: "stop",
  restart: "restart",
};
/** Scripts that a command also runs, with `--dry-run` too (npm: scripts, "Life Cycle Operation Order"). */
const ALONG: Readonly<Record<string, readonly string[]>> = {
  pack: ["prepack", "prepare", "postpack"],
  version: ["preversion", "version", "postversion"],
  rebuild: ["preinstall", "install", "postinstall", "prepare"],
};
const GRAMMAR = {
  values: `prefix C dir cwd w workspace F filter userconfig registry tag otp c call p package loglevel cache
    script-shell workspace-concurrency reporter node-options config-dir use-yarnrc mutex tsconfig-override preload
    scope access`.split(/\s+/),
  stopAtOperand: false,
};

/** Options that select other packages than the current one; of these, the ones that name them. */
const SELECTS = new Set("r recursive w workspace ws workspaces F filter".split(" "));
const SELECTED = ["w", "workspace", "F", "filter"];

function selects(arg: Argument): boolean {
  return arg.kind === "option" && SELECTS.has(arg.name);
}

export const nodePackages: ProgramPack = {
  kind: "program",
  id: "node-packages",
  programs: ["npm", "pnpm", "yarn", "bun", "cnpm", "yarnpkg"],
  ownPaths: true,
  get rules() {
    return registryRules();
  },
  read(call: Invocation, facts: Facts): Reading {
    const command = call.program === "bun" ? { ...call, scope: scopeOfBun(call, facts) } : call;
    return started(command, facts) ?? readRegistryCall(command, facts);
  },
  examples: EXAMPLES,
};

/** Reads a script or a program that the call starts; undefined when it does something else. */
function started(command: Invocation, facts: Facts): Reading | undefined {
  const words = command.argv.slice(1);
  const { before, verb, rest } = verbOf(command, words);
  const name = verb?.value ?? undefined;
  if (!verb || name === undefined) return undefined;
  const folder = optionValue(before, "prefix", "C", "dir", "cwd");
  // npm reads its own options up to `--`, wherever they are.
  const dashes = rest.findIndex(({ value }) => value === "--");
  const behind =
    command.program === "npm" ? readArguments(rest.slice(0, dashes < 0 ? undefined : dashes), GRAMMAR) : [];
  const everywhere = [...before, ...behind].some(selects);
  const packages = optionValues([...before, ...behind], ...SELECTED).flatMap(({ value }) => value ?? []);
  const call = { folder: folder ?? optionValue(behind, "prefix", "C"), everywhere, packages };
  if (command.program === "bun" && name.startsWith("-")) return interpreted(command, words);

  if (RUNS.test(name)) {
    const inside = readArguments(rest, { ...GRAMMAR, stopAtOperand: true });
    const [script, ...args] = handedOn(command, command.program === "npm" ? rest : operands(inside));
    const all = inside.some(selects);
    const named = optionValues(inside, ...SELECTED).flatMap(({ value }) => value ?? []);
    if (!script) return { effects: [] };
    // `env` is npm's own script: `npm run env -- node x.js`.
    const started = script.value === "env" ? withoutDashes(args) : [];
    if (started.length > 0) return { effects: [], inner: [argv(command, [script, ...started])] };
    const asked = {
      names: [script],
      args: withoutDashes(args),
      folder: optionValue(inside, "prefix", "C", "dir", "cwd") ?? call.folder,
      everywhere: everywhere || all,
      packages: [...packages, ...named],
    };
    return bunFile(command, script, args) ?? readScripts(command, asked, facts);
  }
  const script = ownProperty(LIFECYCLE, name);
  if (script !== undefined && !(command.program === "bun" && name === "test"))
    return readScripts(command, { names: [literalWord(script)], args: handedOn(command, rest), ...call }, facts);
  const along = ownProperty(ALONG, name);
  if (along !== undefined) {
    const isIgnored = [...before, ...behind].some(arg => arg.kind === "option" && arg.name === "ignore-scripts");
    const names = isIgnored ? [] : along.map(one => literalWord(one));
    return readScripts(command, { names, args: [], optional: true, ...call }, facts);
  }
  if (/^(exec|x|dlx)$/.test(name)) return executed(command, rest);
  if (name === "node" && command.program !== "npm") return interpreted(command, rest);
  if (name === "workspace" && command.program.startsWith("yarn"))
    return workspaceScript(command, rest.slice(1), facts, rest[0]);
  if (name === "workspaces" && /^(?:foreach|run)$/.test(rest[0]?.value ?? ""))
    return workspaceScript(command, rest.slice(1), facts);
  if (INSTALLS.test(name)) return undefined;
  if (command.program === "npm" || command.program === "cnpm" || BUILT_IN.has(name)) return undefined;
  return byItsName(command, verb, rest, call, facts);
}

/** Returns the script's words. npm keeps options before `--` for itself; the others pass all words after the script. */
function handedOn(command: Invocation, words: readonly Word[]): readonly Word[] {
  return command.program === "npm" ? operands(readArguments(words, GRAMMAR)) : withoutDashes(words);
}

/** Reads `yarn x` and `pnpm x`: a script of that name, else a program of a package. */
function byItsName(
  command: Invocation,
  verb: Word,
  rest: readonly Word[],
  call: Pick<ScriptCall, "folder" | "everywhere" | "packages">,
  facts: Facts,
): Reading {
  const file = command.program === "bun" ? bunFile(command, verb, rest) : undefined;
  if (file) return file;
  const scripts = scriptNames(command, call.folder, facts);
  const below = call.everywhere
    ? (readScripts(command, { names: [verb], args: withoutDashes(rest), ...call }, facts).inner ?? [])
    : [];
  if (below.length > 0) return { effects: [], inner: below };
  if (scripts?.has(verb.value ?? "") || (!scripts && /[:]/.test(verb.value ?? "")))
    return readScripts(command, { names: [verb], args: withoutDashes(rest), ...call }, facts);
  return { effects: [], inner: [argv(command, [verb, ...rest])] };
}

/** Reads `yarn workspace app x`, `yarn workspaces foreach -pt run x`: scripts of other packages. */
function workspaceScript(command: Invocation, rest: readonly Word[], facts: Facts, of?: Word): Reading {
  const words = operands(readArguments(rest, { values: ["j", "jobs", "include", "exclude", "from", "since"] }));
  const names = RUNS.test(words[0]?.value ?? "") ? words.slice(1, 2) : words.slice(0, 1);
  if (/^(exec|dlx)$/.test(words[0]?.value ?? "")) return executed(command, words.slice(1));
  if (words[0]?.value === "npm") return { effects: [], inner: [argv(command, [literalWord("yarn"), ...words])] };
  const packages = of?.value ? [of.value] : [];
  return readScripts(command, { names, args: [], everywhere: true, packages }, facts);
}

/** Reads `npm exec -- x`, `npm exec -c 'text'`, `pnpm dlx x`, `bun x x`. */
function executed(command: Invocation, rest: readonly Word[]): Reading {
  const args = readArguments(rest, { values: ["c", "call", "p", "package"], stopAtOperand: true });
  const script = command.program === "npm" ? optionValue(args, "c", "call") : undefined;
  const scope = scopeInside(command);
  const span = command.span && { span: command.span };
  if (script) return { effects: [], inner: [{ kind: "shell", text: textOf(script), scope, ...span }] };
  // npm takes the first `--` for itself, wherever it is.
  const words = command.program === "npm" ? withoutFirstDashes(operands(args)) : operands(args);
  const shellMode = args.some(arg => arg.kind === "option" && /^(c|shell-mode)$/.test(arg.name));
  if (shellMode) return { effects: [], inner: [{ kind: "shell", text: words.map(textOf).join(" "), scope, ...span }] };
  return { effects: [], inner: words.length > 0 ? [argv(command, [literalWord("npx"), ...words])] : [] };
}

function withoutFirstDashes(words: readonly Word[]): readonly Word[] {
  const at = words.findIndex(({ value }) => value === "--");
  return at < 0 ? words : words.toSpliced(at, 1);
}

/** Reads `bun script.ts`, `bun run ./x.js`, where bun is the interpreter. */
function bunFile(command: Invocation, file: Word, args: readonly Word[]): Reading | undefined {
  if (command.program !== "bun" || !/^-$|\.[cm]?[jt]sx?$|^\.?\//.test(file.value ?? "")) return undefined;
  return interpreted(command, [file, ...args]);
}

function interpreted(command: Invocation, words: readonly Word[]): Reading {
  return { effects: [], inner: [argv(command, [literalWord("node"), ...words])] };
}

/** Returns the sub-command, with the options before it; `bun -e` has none. */
function verbOf(command: Invocation, words: readonly Word[]) {
  const inline = command.program === "bun" && /^(-e|-p|--eval|--print)$/.test(words[0]?.value ?? "");
  if (inline) return { before: [] as readonly Argument[], verb: words[0], rest: words.slice(1) };
  // `-r` has a value in `bun -r ./setup.ts`, but none in `pnpm -r exec`.
  const values = command.program === "bun" ? [...GRAMMAR.values, "r"] : GRAMMAR.values;
  const args = readArguments(words, { ...GRAMMAR, values, stopAtOperand: true });
  const [verb, ...rest] = operands(args);
  return { before: args.filter(arg => arg.kind === "option"), verb, rest };
}

function withoutDashes(words: readonly Word[]): readonly Word[] {
  return words[0]?.value === "--" ? words.slice(1) : words;
}

function argv(command: Invocation, words: readonly Word[]): Inner {
  const span = command.span && { span: command.span };
  return { kind: "argv", argv: words, scope: scopeInside(command), stdin: command.stdin, ...span };
}
