/** Follows loops: each known item in turn, otherwise once with every variable that the body changes unknown. */
import type { CompoundList, For, Select, SyntaxNode, While } from "unbash";
import type { Stdin } from "../../effects/pack.ts";
import { boundsOfWord } from "../../files/possible.ts";
import { unknownWord, type Word } from "../../text/words.ts";
import { changedBy } from "./assignments.ts";
import { boundsOf } from "./bounds.ts";
import { readNames } from "./builtins.ts";
import { expansionContextAt } from "./expansion-context.ts";
import { itemsOf } from "./items.ts";
import { afterwards, join, withNothingSure } from "./joining.ts";
import {
  either,
  type Outcome,
  positionalOf,
  type State,
  UNKNOWN_OUTPUT,
  withPositional,
  withUnknown,
  withVariable,
} from "./state.ts";
import { type Outputs, readSubstitutions } from "./substitutions.ts";
import type { Place, Walk } from "./walk.ts";
import { fieldsOf, fieldsOfAll } from "./words.ts";

/** Items a loop is followed through one by one, alone and together with the loops around it. */
const MAX_ITEMS = 16;
const MAX_UNROLLED = 64;
/** Loops that are nested deeper are not analysed for changes: each analysis visits all inner loops. */
const MAX_NESTED = 5;

interface Loop {
  readonly node: SyntaxNode;
  readonly name: string;
  readonly body: CompoundList;
  /** Null: only known at run time. */
  readonly items: readonly Word[] | null;
}

export function forEachItem(node: For, state: State, place: Place, walk: Walk): Outcome {
  const outputs: Outputs = new Map();
  for (const word of node.wordlist ?? []) readSubstitutions(word, state, place, walk, outputs);
  const look = expansionContextAt(state, place, walk, outputs);
  const items = node.wordlist ? fieldsOfAll(node.wordlist, look) : positionalOf(state);
  walk.found.spend(items?.length ?? 0);
  if (onlyStarts(node.body) && node.wordlist?.some(({ text }) => TENS_OF_THOUSANDS.test(text)))
    walk.found.neverEnds("it starts tens of thousands of processes at once");
  return overItems({ node, name: node.name.text, body: node.body, items }, state, place, walk);
}

const TENS_OF_THOUSANDS = /\bseq (?:\d+ )?\d{5,}|\.\.\d{5,}\}/;

export function runWhile(node: While, state: State, place: Place, walk: Walk): Outcome {
  const reading = node.kind === "while" ? linesRead(node, state, place, walk) : undefined;
  if (reading) {
    walk.node(node.clause, state, place);
    return overItems({ node, body: node.body, ...reading }, state, place, walk);
  }
  if (isEndless(node) && onlyStarts(node.body)) walk.found.neverEnds("it starts processes without end");
  if (isEndless(node) && onlyFills(node.body)) walk.found.neverEnds("it fills the disk or the memory without end");
  return repeated(node, takingTurns(state, namesRead(node)), place, loop => {
    // Each iteration reads what the one before has left of the input.
    const stdin = place.stdin.kind === "text" ? UNKNOWN_OUTPUT : place.stdin;
    const condition = walk.node(node.clause, loop.state, { ...loop.place, stdin });
    const into = node.kind === "while" ? condition.ok : condition.failed;
    const end = walk.node(node.body, into ?? loop.state, loop.place);
    // A condition that changes nothing keeps the state of the body.
    const { names, moves } = changedBy(node.clause, state);
    const left = names.size === 0 && !moves ? afterwards(end) : join(afterwards(condition), afterwards(end));
    return { ok: left, failed: null, output: UNKNOWN_OUTPUT };
  });
}

/** `while true`, `while :`, `until false`. */
function isEndless({ kind, clause }: While): boolean {
  const [only, ...more] = clause.commands;
  const name = only?.command.type === "Command" ? only.command.name?.text : undefined;
  return more.length === 0 && (kind === "while" ? name === "true" || name === ":" : name === "false");
}

/** The body only starts background processes, and waits for nothing. */
function onlyStarts(body: CompoundList): boolean {
  return body.commands.length > 0 && body.commands.every(({ background }) => background);
}

/** The body only creates files or lets a variable grow, without waiting or ending. */
function onlyFills({ commands }: CompoundList): boolean {
  return (
    commands.length > 0 &&
    commands.every(({ command }) => {
      if (command.type !== "Command") return false;
      const name = command.name?.text;
      if (name === undefined)
        return (
          command.prefix.some(one => one.type === "Assignment" && DOUBLES.test(one.text)) ||
          command.redirects.length > 0
        );
      return MAKES_FILES.test(name) || (SAYS.test(name) && command.redirects.some(({ operator }) => operator === ">>"));
    })
  );
}

const MAKES_FILES = /^(?:touch|mkdir|mktemp|fallocate|truncate|dd|cp|mkfifo|mknod)$/;
const SAYS = /^(?:echo|printf|cat|head|yes)$/;
/** `a=$a$a`, `a+=$a`. */
const DOUBLES = /^(\w+)(?:=["']?\$\{?\1\}?\$\{?\1\}?|\+=["']?\$\{?\1\}?)/;

export function runSelect(node: Select, state: State, place: Place, walk: Walk): Outcome {
  for (const word of node.wordlist ?? []) readSubstitutions(word, state, place, walk);
  return repeated(node, withUnknown(state, [node.name.text]), place, loop =>
    walk.node(node.body, loop.state, loop.place),
  );
}

/** Reads a body that may run any number of times: what it changes is unknown in it, and may have changed after it. */
export function repeated(
  node: Parameters<typeof changedBy>[0],
  state: State,
  place: Place,
  read: (loop: { readonly state: State; readonly place: Place }) => Outcome,
): Outcome {
  const unsure =
    place.loops < MAX_NESTED
      ? whateverItChanges(node, state)
      : { ...withNothingSure(state), cwd: null, either: undefined, pushed: undefined };
  const left: State[] = [];
  const end = afterwards(read({ state: unsure, place: { ...place, loops: place.loops + 1, left } }));
  return either(left.reduce<State | null>(join, join(state, end)) ?? unsure);
}

function whateverItChanges(node: Parameters<typeof changedBy>[0], state: State): State {
  const { names, moves } = changedBy(node, state);
  const shifted = names.has("@") ? anyParameter(state) : state;
  return withUnknownNames(shifted, names, moves);
}

/** Each parameter may be any of them: a loop that shifts comes to all. */
function anyParameter(state: State): State {
  const words = positionalOf(state) ?? [];
  const bounds = words.map(boundsOfWord);
  if (words.length < 2 || bounds.some(found => found.length === 0)) return state;
  const may = bounds.flat();
  const any = words.map((_, i) => unknownWord(`$${i + 1}`, undefined, may));
  return withPositional(state, any);
}

function withUnknownNames(state: State, all: ReadonlySet<string>, moves: boolean): State {
  const names = [...all].filter(name => name !== "@");
  return withUnknown(moves ? { ...state, cwd: null, either: undefined, pushed: undefined } : state, names);
}

/** `while read -r name` where the lines are known. */
function linesRead(node: While, state: State, place: Place, walk: Walk): Pick<Loop, "name" | "items"> | undefined {
  const [statement, ...more] = node.clause.commands;
  const command = statement?.command;
  if (command?.type !== "Command" || command.name?.text !== "read" || more.length > 0) return undefined;
  const look = expansionContextAt(state, place, walk, new Map());
  const args = command.args.flatMap(arg => (arg.type === "Assignment" ? [] : fieldsOf(arg, look)));
  const names = readNames(args);
  const [name] = names ?? [];
  if (name === undefined || names?.length !== 1 || command.redirects.length > 0) return undefined;
  const separator = args.some(word => word.value === "-d") ? /\0/ : /\n/;
  const scope = walk.scopeAt(state);
  const items = itemsOf(place.stdin, scope, walk.facts, separator);
  const may = items?.every(({ value }) => value !== null) ? undefined : boundsOf(place.stdin, scope, walk.facts);
  if (items && !may) return { name, items };
  return may && { name, items: [unknownWord(`$${name}`, undefined, may)] };
}

/** A loop over so few values does not count as trying many. */
const FEW = 3;
const unsure = ({ value, glob }: Word) => value === null || glob;

/** Marks loop variables inside the loop; joining drops the mark after it. */
function takingTurns(state: State, names: readonly string[]): State {
  return names.length === 0 ? state : { ...state, turns: [...(state.turns ?? []), ...names].slice(0, MAX_TURNS) };
}

const MAX_TURNS = 8;

/** The names of `while read -r a b`, whatever its input is. */
function namesRead({ kind, clause }: While): string[] {
  const command = clause.commands[0]?.command;
  if (kind !== "while" || command?.type !== "Command" || command.name?.text !== "read") return [];
  return command.args.flatMap(({ text }) => (/^[A-Za-z_]\w*$/.test(text) ? [text] : []));
}

function overItems({ node, name, body, items }: Loop, before: State, place: Place, walk: Walk): Outcome {
  const state = items && items.length < FEW && !items.some(unsure) ? before : takingTurns(before, [name]);
  if (!items || items.length === 0 || items.length > MAX_ITEMS || place.unrolled * items.length > MAX_UNROLLED)
    return repeated(node, withVariable(state, name, null), place, loop =>
      walk.node(body, withVariable(loop.state, name, null), loop.place),
    );
  const open = items.some(item => item.glob || item.value === null);
  const left: State[] = [];
  const inside: Place = { ...place, unrolled: place.unrolled * items.length, left };
  const run = (from: State, item: Word) => walk.node(body, withVariable(from, name, [item]), inside);
  if (open) {
    // A pattern stands for any number of turns.
    const ends = items.map(item => repeated(node, state, inside, loop => run(loop.state, item)));
    return either(ends.reduce<State | null>((all, end) => join(all, afterwards(end)), null) ?? state);
  }
  let output: Stdin | undefined;
  let current = state;
  for (const item of items) {
    const end = run(current, item);
    current = left.reduce<State | null>(join, afterwards(end)) ?? current;
    output = output ? UNKNOWN_OUTPUT : end.output;
  }
  return either(current, output);
}
