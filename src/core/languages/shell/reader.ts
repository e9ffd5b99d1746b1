/**
 * Reads a POSIX shell text into every simple command that it would run, with its words as far as they are known.
 * Nothing is thrown, and nothing is skipped silently: what cannot be read is reported beside what can.
 */

import type { Script } from "unbash";
import { agentPrograms } from "../../agents/known-agents.ts";
import type { Invocation, Stdin } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import { OutOfBudget, SearchResults, type Unreadable, type Write } from "../../files/search-results.ts";
import type { Scope } from "../../places/scope.ts";
import { wholly, words } from "../../text/expressions.ts";
import { keepingWithin } from "../../text/memoize.ts";
import type { Span } from "../../text/span.ts";
import { knownPrefix } from "../../text/words.ts";
import { readLater } from "./calls.ts";
import { runNode, runStatements } from "./compound.ts";
import { parseGuarded, tooLarge } from "./guards.ts";
import { withoutHtmlEntities } from "./html-entities.ts";
import { withTextBelow } from "./input-on-next-lines.ts";
import { join, later, withNothingSure } from "./joining.ts";
import { initialState, type Outcome, type State, scopesWithin, withPositional } from "./state.ts";
import { expanding, hasSubscript, scriptOfSubscript } from "./subscripts.ts";
import { type Place, spanAt, type Walk } from "./walk.ts";
import { codeOfQualifier } from "./zsh-text.ts";

export interface ShellReading {
  /** In the order of the text, an outer command before those in its substitutions. */
  readonly invocations: readonly Invocation[];
  readonly writes: readonly Write[];
  /** Each must end in a question: bash may run something there that is not listed. */
  readonly unreadable: readonly Unreadable[];
  /** Reasons why the text starts processes endlessly. */
  readonly endless?: ReadonlySet<string>;
}

/** `original` maps spans of `text` to the text that the user sees, where they differ. */
export function readShell(
  text: string,
  scope: Scope,
  facts: Facts,
  stdin: Stdin = NOTHING,
  original?: Place["original"],
): ShellReading {
  const found = new SearchResults();
  const refused = tooLarge(text);
  if (refused) found.cannotRead(refused);
  else {
    readInto(found, { text, ...(original && { original }) }, scope, facts, stdin);
    const meant = found.unreadable.length > 0 ? withoutHtmlEntities(text) : undefined;
    if (meant !== undefined) return readAlso(meant, found, scope, facts, stdin);
  }
  const { writes, unreadable, endless } = found;
  const invocations = original ? found.invocations : withTextBelow(found.invocations, text);
  return { invocations, writes, unreadable, ...(endless.size > 0 && { endless }) };
}

/** Both readings, without errors that the second one repairs. */
function readAlso(meant: string, asWritten: SearchResults, scope: Scope, facts: Facts, stdin: Stdin): ShellReading {
  const found = new SearchResults();
  readInto(found, { text: meant, mended: true }, scope, facts, stdin);
  return {
    invocations: [...asWritten.invocations, ...found.invocations],
    writes: [...asWritten.writes, ...found.writes],
    unreadable: found.unreadable,
  };
}

interface Source {
  readonly text: string;
  /** Its positions do not count in the text that the user sees. */
  readonly mended?: boolean;
  readonly original?: (span: Span) => Span;
}

function readInto(found: SearchResults, source: Source, scope: Scope, facts: Facts, stdin: Stdin): void {
  try {
    read(source, scope, facts, stdin, found);
  } catch (error) {
    found.cannotRead(
      error instanceof OutOfBudget
        ? error.message
        : `the shell reader failed: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

const NOTHING: Stdin = { kind: "none" };

/** Only whole texts are memoized: embedded ones are told apart by the identity of their nodes. */
const parsedWhole = keepingWithin(parseGuarded);

function read(
  { text, mended = false, original }: Source,
  scope: Scope,
  facts: Facts,
  stdin: Stdin,
  found: SearchResults,
): void {
  const { script, unreadable } = parsedWhole(text, facts.table);
  for (const { because, span } of unreadable)
    found.cannotRead(because, mended ? undefined : span && original ? original(span) : span);
  const walk: Walk = {
    facts,
    outer: scope,
    scopeAt: scopesWithin(scope),
    found,
    whole: wholeText(script),
    definitions: [],
    called: new Set(),
    later: [],
    kept: new Map(),
    exits: [],
    script: (inner, state, place) => runScript(inner, state, place, walk),
    node: (node, state, place) => runNode(node, state, place, walk),
    parse: inner => parsed(inner, found),
  };
  const start = initialState(scope);
  const place: Place = {
    stdin,
    heard: false,
    foreign: mended,
    length: text.length,
    ...(original && { original }),
    unrolled: 1,
    loops: 0,
    calls: [],
    left: [],
  };
  const outcome = walk.script(script, start, place);
  readLater(place, walk);
  const end = join(outcome.ok, outcome.failed);
  const last = walk.exits.reduce<State | null>(join, end);
  if (last) walk.found.revise("trap", trap => whenItFires(trap, last));
  readUncalled(walk, end, place);
  readPrompt(walk, end, scope, place);
  readSubscripts(walk, text, end, place);
  readQualifiers(walk, text, end, place);
}

function wholeText({ commands: [first, ...more] }: Script): Walk["whole"] {
  return more.length === 0 ? first?.command : undefined;
}

function runScript(
  script: Script & { errors?: readonly { message: string; pos: number }[] | undefined },
  state: State,
  place: Place,
  walk: Walk,
): Outcome {
  for (const { message, pos } of script.errors ?? [])
    walk.found.cannotRead(message, spanAt({ pos, end: pos + 1 }, place));
  return runStatements(script.commands, state, place, walk);
}

function parsed(text: string, found: SearchResults): Script | null {
  const refused = tooLarge(text);
  if (refused) {
    found.cannotRead(refused);
    return null;
  }
  const { script, unreadable } = parseGuarded(text);
  for (const { because } of unreadable) found.cannotRead(because);
  return script;
}

/** Programs whose arguments may call a function by its name. */
const CALLS_BY_NAME = new Set(words`
  trap eval export declare typeset bash sh zsh dash ksh xargs parallel find fd watch complete sudo env command mapfile
  readarray PROMPT_COMMAND zle bind add-zsh-hook
`);

/** Most functions that are read with the state at their definition; of more, with less knowledge. */
const MAX_APART = 24;

/** Functions that a shell calls by itself. */
const HOOKS = wholly(words`
  command_not_found_handler? precmd preexec chpwd periodic zshexit zshaddhistory fish_(prompt|command_not_found|exit)
`);
/** Names of everyday commands: a function of that name is called even if this text does not. */
const EVERYDAY = wholly(words`
  [.:[] cd ls ll la cat less vim? nano pwd echo printf true false exit test clear man git gh npm npx pnpm yarn node bun
  deno python3? pip3? uv make cargo go docker kubectl ssh scp curl wget grep rg find sed awk sudo su rm cp mv mkdir
  touch which history code
`);

/**
 * Lists functions that are never called here as dormant: a definition alone does nothing. Something may call them
 * without naming them: a program that gets their name (`trap f EXIT`, `export -f f`), a sourced file, or a command that
 * is only known at run time (`"$@"`). Functions that replace a program (`ls() { …; }`) and those that the shell calls
 * by itself count as called.
 */
function readUncalled(walk: Walk, end: State | null, place: Place): void {
  if (walk.definitions.length === 0) return;
  const named = new Set<string>();
  let others = false;
  for (const { program, argv } of walk.found.invocations) {
    others ||= /^(?:source|\.|eval)$/.test(program) || argv[0]?.value === null;
    if (CALLS_BY_NAME.has(program))
      for (const word of argv.slice(1)) for (const name of word.text.match(/[^\s;&|()'"$`]+/g) ?? []) named.add(name);
  }
  const done = new Set<unknown>();
  let unsure: State | undefined;
  const sinceThen = (state: State): State => {
    if (!end || done.size <= MAX_APART) return end ? later(state, end) : state;
    unsure ??= withNothingSure(end);
    return state.cwd === end.cwd ? unsure : { ...unsure, cwd: null, either: undefined };
  };
  for (const { name, body, foreign, state, slot } of walk.definitions) {
    const unseen = others || named.has(name);
    if (done.has(body) || (walk.called.has(body) && !named.has(name))) continue;
    done.add(body);
    // A caller by name, or in a text that is read elsewhere, may pass any arguments; otherwise there are none.
    const anything = withPositional(sinceThen(state), unseen ? null : []);
    const called = unseen || HOOKS.test(name) || EVERYDAY.test(name) || agentPrograms().has(name);
    const asCalled: State = called ? anything : { ...anything, dormant: true };
    walk.found.into(slot, () => walk.node(body, asCalled, { ...place, foreign, calls: [body], left: [] }));
  }
}

/** A trap runs some time after it was set: variables that were unset then may be set, and others may have changed. */
function whenItFires(trap: Invocation, end: State): Invocation[] {
  const { scope } = trap;
  const at = (variables: Scope["variables"]): Invocation => ({ ...trap, scope: { ...scope, variables } });
  const numbered = namesWithNumbers(trap, end);
  const soon = at(new Map([...end.variables, ...scope.variables, ...numbered]));
  const changed = [...scope.variables].some(([name, value]) => end.variables.get(name) !== value);
  return changed ? [soon, at(end.variables)] : [soon];
}

/** `work.$$` in a variable that the trap uses: any number stands for the process id, as the folder stays the same. */
function namesWithNumbers({ argv }: Invocation, { variables, rich }: State): [string, string][] {
  return [...(argv[1]?.text ?? "").matchAll(/\$\{?([A-Za-z_]\w*)/g)].flatMap(([, name = ""]): [string, string][] => {
    const [word, ...more] = variables.get(name) === null ? (rich.get(name) ?? []) : [];
    if (!word || more.length > 0 || !word.pieces.some(({ kind }) => kind === "text")) return [];
    if (knownPrefix(word).startsWith("/proc/")) return [];
    const known = word.pieces.every(piece => piece.kind === "text" || piece.from === "arithmetic");
    return known ? [[name, word.pieces.map(piece => (piece.kind === "text" ? piece.value : "1")).join("")]] : [];
  });
}

/** Reads what the shell runs later: before each prompt, in a prompt, or where a value is evaluated arithmetically. */
function readPrompt(walk: Walk, end: State | null, { variables }: Scope, place: Place): void {
  if (!end) return;
  const run = (text: string): void => {
    const script = walk.parse(text);
    if (script) walk.script(script, end, { ...place, foreign: true, left: [] });
  };
  const set = (name: string): string | undefined => {
    const text = end.variables.get(name);
    return text && text !== variables.get(name) ? text : undefined;
  };
  const command = set("PROMPT_COMMAND");
  if (command) run(command);
  for (const name of ["HISTFILE", "HISTSIZE", "HISTFILESIZE"]) {
    const value = end.variables.get(name);
    if (value != null && value !== variables.get(name)) run(`export ${name}=${value}`);
  }
  for (const name of ["PS0", "PS1", "PS2", "PS4", "ENV"]) {
    const text = set(name);
    if (text && /\$\(|`/.test(text)) run(expanding(text));
  }
}

/**
 * Subscripts are evaluated with their substitutions wherever arithmetic uses the name, and prompts are expanded:
 * bash(1). The text may have set them in a branch, or in a subshell.
 */
function readSubscripts(walk: Walk, text: string, end: State | null, place: Place): void {
  const read = (script: string, state: State): void => {
    const parsed = walk.parse(script);
    if (parsed) walk.script(parsed, state, { ...place, foreign: true, left: [] });
  };
  const subscript = (value: string, state: State): void => {
    const script = hasSubscript(value) ? scriptOfSubscript(value) : undefined;
    if (script !== undefined) read(script, state);
  };
  if (end && hasSubscript(text)) for (const [, value] of end.variables) if (value) subscript(value, end);
  for (const { name, value, state } of walk.kept.values()) {
    // The values at the end have been read already.
    if (end?.variables.get(name) === value) continue;
    if (name.startsWith("PS")) read(expanding(value), state);
    else subscript(value, state);
  }
}

/** Code that zsh runs for each file that a pattern finds. In bash such a pattern is only an odd one. */
function readQualifiers(walk: Walk, text: string, end: State | null, place: Place): void {
  if (!end || !QUALIFIER.test(text)) return;
  for (const { argv } of [...walk.found.invocations])
    for (const word of argv.slice(1)) {
      const code = word.glob ? codeOfQualifier(word.text) : undefined;
      if (code !== undefined && /^\w+$/.test(code) && !walk.definitions.some(({ name }) => name === code))
        walk.found.cannotRead(`zsh runs ${code} for each file that ${word.text} finds`);
      const script = code === undefined ? null : walk.parse(code);
      if (script) walk.script(script, end, { ...place, foreign: true, left: [] });
    }
}

const QUALIFIER = /[\w*?\].~}-]\([^()\s'"]{0,30}(?:e[^\w\s]|\+\w)/;
