/** Follows the commands of a cmd.exe text: folder, variables, loops, and the calls that are handed to packs. */

import type { Stdin } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import type { SearchResults } from "../../files/search-results.ts";
import type { Earlier, Scope } from "../../places/scope.ts";
import type { LayeredMap } from "../../text/layered-map.ts";
import { isAbsolute, resolvePath } from "../../text/paths.ts";
import { isShort } from "../../text/value-size.ts";
import { HOLE, textOf, type Word, wordOfText } from "../../text/words.ts";
import { noteWindowsFiles, noteWritten, startedFile } from "../windows/files.ts";
import { portableArgument, windowsPath, windowsProgram } from "../windows/paths.ts";
import { loopValues } from "./loops.ts";
import { type Node, parseCmd } from "./parse.ts";
import { expandVariables } from "./variables.ts";
import { type CmdCommand, readCmdCommand } from "./words.ts";

export interface State {
  cwd: string | null;
  readonly stack: (string | null)[];
  variables: LayeredMap<string | null>;
  /** The first spelling of each variable's name, by lower case: cmd.exe folds case. */
  readonly spellings: Map<string, string>;
  readonly loops: Map<string, string | null>;
  earlier: Earlier | undefined;
  readonly via: readonly string[];
  /** Nesting depth of texts that came out of variables. */
  depth: number;
}

export function spellingsIn({ variables }: Scope): State["spellings"] {
  // Reversed, so that the first of several spellings wins.
  return new Map([...variables.keys()].reverse().map(name => [name.toLowerCase(), name]));
}

interface Walk {
  readonly facts: Facts;
  readonly found: SearchResults;
}

const NOTHING: Stdin = { kind: "none" };
const MAX_DEPTH = 8;
const MAX_TEXT = 16 * 1024;
/** Built-ins that only affect the console or the script itself. */
const SILENT =
  /^(?:break|cls|color|endlocal|exit|goto|help|path|pause|prompt|rem|setlocal|shift|time|title|ver|verify|vol|::.*)$/;
const NAMES: ReadonlyMap<string, string> = new Map([
  ["erase", "del"],
  ["rmdir", "rd"],
  ["rename", "ren"],
  ["mkdir", "md"],
  ["chdir", "cd"],
  ["type", "get-content"],
]);

/** Returns the joint output of the nodes, as far as it is known. */
export function runNodes(nodes: readonly Node[], state: State, walk: Walk): Stdin {
  let flow = NOTHING;
  let all: string | null = "";
  for (const node of nodes) {
    walk.found.spend();
    switch (node.kind) {
      case "command":
        flow = runText(node.text, node.start, node.piped ? flow : NOTHING, state, walk);
        break;
      case "group":
        flow = runNodes(node.nodes, state, walk);
        break;
      case "if":
        runMaybe(node.nodes, state, walk);
        break;
      case "for":
        runLoop(node, state, walk);
    }
    const text = flow.kind === "text" ? flow.text : flow.kind === "none" ? "" : null;
    all = all === null || text === null || all.length > MAX_TEXT ? null : all + text;
  }
  return all === null ? { kind: "pipe" } : all === "" ? NOTHING : { kind: "text", text: all };
}

/** Variables that a branch may change are unknown afterwards. */
function runMaybe(nodes: readonly Node[], state: State, walk: Walk): void {
  const branch = { ...state, stack: [...state.stack] };
  runNodes(nodes, branch, walk);
  if (branch.cwd !== state.cwd) state.cwd = null;
  const changed = [...state.variables.differences(branch.variables)];
  state.variables = state.variables.withAll(changed.map(name => [name, null] as const));
  state.earlier = branch.earlier;
}

function runLoop(node: Extract<Node, { kind: "for" }>, state: State, walk: Walk): void {
  const expand = (text: string) => expanded(text, state, walk);
  const command = /^\s*'(.*)'\s*$/s.exec(node.set)?.[1] ?? /^\s*`(.*)`\s*$/s.exec(node.set)?.[1];
  if (node.mode.includes("f") && command !== undefined) runNodes(parseCmd(expand(command)).nodes, { ...state }, walk);
  for (const value of loopValues(node.mode, expand(node.root), expand(node.set))) {
    const loops = new Map(state.loops).set(node.variable, value);
    runMaybe(node.body, Object.assign(state, { loops }), walk);
  }
  state.loops.delete(node.variable);
}

function expanded(text: string, state: State, { facts, found }: Walk): string {
  return expandVariables(text, scopeOf(state), facts, state.loops, characters => found.expanded(characters));
}

function runText(written: string, start: number, input: Stdin, state: State, walk: Walk): Stdin {
  const text = expanded(written, state, walk);
  if (text !== written && state.depth < MAX_DEPTH && /[&|\n]/.test(text) && !/[&|\n]/.test(written)) {
    state.depth++;
    runNodes(parseCmd(text).nodes, state, walk);
    state.depth--;
    return { kind: "pipe" };
  }
  const command = readCmdCommand(text, text === written ? start : 0);
  const span = { start, end: start + written.length };
  return run(command, span, input, state, walk);
}

/** `type nul > file`, `break > file`, `> file`. */
function printsNothing({ name, words }: CmdCommand): boolean {
  if (/^(?:break|rem|)$/i.test(name)) return true;
  return /^(?:type|copy)$/i.test(name) && /^nul:?$/i.test(words[0]?.value ?? "");
}

function run(command: CmdCommand, span: { start: number; end: number }, input: Stdin, state: State, walk: Walk): Stdin {
  const scope = scopeOf(state);
  const name = command.name.toLowerCase();
  walk.found.spend(command.words.length + 1);
  for (const { operator, target } of command.redirects) {
    // The variable of a loop over files stands for each of them.
    const path = windowsPath(target, scope, walk.facts, state.loops.size > 0 && /[*?]/.test(target.value ?? ""));
    if (operator !== "<" && !/^(?:nul|con)$/i.test(target.value ?? ""))
      walk.found.write({
        target: path,
        operator,
        scope,
        span,
        ...(printsNothing(command) && { blank: true as const }),
      });
  }
  if (isShown(name, command)) return NOTHING;
  if (name === "set" && HOLDS_BACK.test(command.rest)) tellVariable(command, scope, span, walk);
  if (command.name === "" || SILENT.test(name) || name.startsWith(":")) return NOTHING;
  if (name === "call") {
    const rest = command.rest.trim();
    // `call` expands variables a second time.
    return rest.startsWith(":") ? NOTHING : runText(rest.replaceAll("%%", "%"), span.start, input, state, walk);
  }
  if (name === "set" && command.words.length === 0) return { kind: "pipe", producer: [wordOfText("set")] };
  if (changes(name, command, state, walk)) return NOTHING;
  const file = command.redirects.find(({ operator }) => operator === "<");
  const stdin: Stdin = file ? { kind: "file", path: windowsPath(file.target, scope, walk.facts, false) } : input;
  const head = startedFile(wordOfText(command.name), scope);
  const script = scriptNamed(head.value ?? "");
  const program = script ?? NAMES.get(name) ?? (command.builtIn ? name : programNamed(command));
  const first = { ...portableArgument(head), text: command.name };
  const words =
    command.builtIn || /^(?:cmd|powershell|pwsh|sqlps|sqltoolsps|wsl)$/.test(program)
      ? command.words
      : command.words.map(portableArgument);
  const argv: Word[] = [first, ...words];
  const invocation = { program, argv, redirects: command.redirects, stdin, scope, span };
  walk.found.reserve().push(invocation);
  state.earlier = noteWindowsFiles(invocation, walk.facts) ?? state.earlier;
  const output = printed(name, command, scope, walk);
  state.earlier = noteWritten(command.redirects, output, scopeOf(state)) ?? state.earlier;
  return output ?? { kind: "pipe", producer: argv };
}

/** `assoc .txt`, `date /t`: without a new value they only print. */
function isShown(name: string, { rest }: CmdCommand): boolean {
  if (/^(?:assoc|ftype)$/.test(name)) return !rest.includes("=");
  return name === "date" && !/\d/.test(rest);
}

/** Variables with which .NET is profiled, or loads foreign code. */
const HOLDS_BACK = /^\s*"?(?:complus_|cor_|coreclr_|dotnet_startup)\w*=/i;

function tellVariable(command: CmdCommand, scope: Scope, span: { start: number; end: number }, { found }: Walk): void {
  const argv = [wordOfText("set"), ...command.words];
  found.reserve().push({ program: "set", argv, redirects: [], stdin: NOTHING, scope, span });
}

/** The output of a built-in; undefined for all other commands. */
function printed(name: string, command: CmdCommand, scope: Scope, walk: Walk): Stdin | undefined {
  if (name === "echo" || name === "echo.") return { kind: "text", text: `${echoed(command)}\n` };
  const [only, ...more] = command.words;
  if (name === "type" && only && more.length === 0)
    return { kind: "file", path: windowsPath(only, scope, walk.facts, false) };
  return undefined;
}

/** A batch file or a script by its ending; `npm.cmd` is only how npm is installed. */
function scriptNamed(name: string): string | undefined {
  if (/\.bat$/i.test(name) || (/\.cmd$/i.test(name) && /[\\/]/.test(name))) return ".bat";
  return /\.ps1$/i.test(name) ? ".ps1" : undefined;
}

/** `shutdown` and `find` are other programs elsewhere: the ending tells them apart. */
function programNamed(command: CmdCommand): string {
  const program = windowsProgram(wordOfText(command.name));
  return /^(?:shutdown|find|sort|timeout|more|tree|fc)$/.test(program) ? `${program}.exe` : program;
}

function echoed({ rest, redirects }: CmdCommand): string {
  const cut = redirects.length > 0 ? rest.replace(/(?<!\s)\s*[0-9]?>>?[^>]*$/, "") : rest;
  return cut.replace(/^[.\s]/, "").replace(/\^(.)/g, "$1");
}

/** Applies changes of folder, variables and links; returns true when the command does nothing else. */
function changes(name: string, { words, rest }: CmdCommand, state: State, walk: Walk): boolean {
  const scope = scopeOf(state);
  const drive = /^([a-z]:)[\\/]?$/i.exec(name)?.[1];
  if (drive !== undefined) {
    if (!state.cwd?.toLowerCase().startsWith(drive)) state.cwd = `${drive.toUpperCase()}/`;
    return true;
  }
  const plain = words.filter(word => !/^\/[a-z]$/i.test(word.value ?? ""));
  switch (name) {
    case "cd":
    case "chdir":
    case "pushd":
      if (name === "pushd") state.stack.push(state.cwd);
      // `cd C:\My Folder` works without quotes.
      if (plain.length > 0)
        goTo(plain.length === 1 ? plain[0] : wordOfText(plain.map(textOf).join(" ")), state, scope, walk);
      return true;
    case "popd":
      state.cwd = state.stack.pop() ?? null;
      return true;
    case "set":
      return assign(rest, state);
  }
  return false;
}

function goTo(word: Word | undefined, state: State, scope: Scope, walk: Walk): void {
  const path = word && windowsPath(word, scope, walk.facts, false).value;
  if (path === undefined || path === null || path === "") state.cwd = null;
  else if (isAbsolute(path)) state.cwd = resolvePath(path, "/");
  else if (state.cwd !== null) state.cwd = resolvePath(path, state.cwd);
}

/** `set X=y`, `set "X=y"`; `/p` and `/a` set a value that is only known at run time. */
function assign(rest: string, state: State): boolean {
  const text = rest.trim();
  const asked = /^\/[pa]\s+"?([^=\s"]+)\s*[-+*/]?=/i.exec(text);
  if (asked?.[1]) state.variables = state.variables.with(asked[1], null);
  const found = /^"([^="]+)=([^"]*)"?|^([^=\s/][^=]*)=(.*)$/.exec(text);
  const name = found?.[1] ?? found?.[3];
  const value = found?.[2] ?? found?.[4];
  if (name === undefined || value === undefined) return true;
  const lower = name.toLowerCase();
  const known = state.spellings.get(lower) ?? name;
  state.spellings.set(lower, known);
  state.variables = state.variables.with(
    known,
    value.includes(HOLE) || !isShort(value) ? null : value.replace(/\^(.)/g, "$1"),
  );
  return true;
}

function scopeOf({ cwd, variables, via, earlier }: State): Scope {
  return { cwd, variables, via, ...(earlier && { earlier }) };
}
