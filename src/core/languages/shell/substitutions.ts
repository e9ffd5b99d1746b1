/** Reads commands inside words: `$(…)`, backticks, `<(…)`, and those in arithmetic, subscripts and operands. */
import { forEachChild, type Script, type SyntaxNode } from "unbash";
import type { Stdin } from "../../effects/pack.ts";
import type { Dynamic } from "./atoms.ts";
import { type State, valuesOf } from "./state.ts";
import { expanding } from "./subscripts.ts";
import type { Place, Walk } from "./walk.ts";

/** The output of each substitution, by its node. */
export type Outputs = Map<Dynamic, Stdin>;

const MAX_DEPTH = 400;
const NOTHING: Outputs = new Map();
const PIPE: Stdin = { kind: "pipe" };

/** Reads the substitutions in several words, most of which have none. */
export function readWords(
  words: readonly SyntaxNode[],
  state: State,
  place: Place,
  walk: Walk,
  before: Outputs = NOTHING,
): Outputs {
  let outputs = before;
  for (const word of words) {
    if (holdsNoCommand(word)) continue;
    if (outputs === NOTHING) outputs = new Map();
    readSubstitutions(word, state, place, walk, outputs);
  }
  return outputs;
}

/** Fast path for nearly all words, redirects and assignments. */
function holdsNoCommand(node: SyntaxNode): boolean {
  if (node.type === "Word" || node.type === "Assignment") return !mayHoldCommand(node.text);
  return node.type === "Redirect" && (node.target === undefined || !mayHoldCommand(node.target.text));
}

/** Reads every substitution under `node` once, in source order, each in a shell of its own. */
export function readSubstitutions(
  node: SyntaxNode,
  state: State,
  place: Place,
  walk: Walk,
  outputs: Outputs = new Map(),
  depth = 0,
): Outputs {
  if (depth > MAX_DEPTH) {
    walk.found.cannotRead(`words are nested more than ${MAX_DEPTH} deep`);
    return outputs;
  }
  switch (node.type) {
    case "Word":
      if (mayHoldCommand(node.text)) readBelow(node, state, place, walk, outputs, depth);
      break;
    case "CommandExpansion":
      if (node.script) {
        const file = fileShown(node.script);
        const shown = file === undefined ? null : walk.parse(`cat < ${file}`);
        outputs.set(
          node,
          inner(shown ?? node.script, state, shown ? { ...place, foreign: true } : place, walk, place.stdin),
        );
      }
      break;
    case "ProcessSubstitution":
      if (node.script) {
        const output = inner(
          node.script,
          state,
          place,
          walk,
          node.operator === ">" ? (place.printed ?? PIPE) : place.stdin,
        );
        if (node.operator === "<") outputs.set(node, output);
      }
      break;
    case "ArithmeticCommandExpansion":
      if (node.script) inner(node.script, state, place, walk, place.stdin);
      break;
    case "Assignment":
      if (node.value.type === "Word" && node.value.text.startsWith("(")) {
        // The parser returns `("$(rm x)")y` unparsed; its content is read without the parentheses.
        const script = walk.parse(`: ${node.value.text.replace(/^\(/, " ").replace(/\)([^)]*)$/, " $1")}`);
        const apart = { ...place, foreign: true };
        if (script) readSubstitutions(script, state, apart, walk, outputs, depth + 1);
        break;
      }
      readBelow(node, state, place, walk, outputs, depth);
      break;
    case "ParameterExpansion":
      if (node.operation?.type === "Transform" && node.operation.operand.text === "P")
        readAsPrompt(node.parameter, state, place, walk);
      readBelow(node, state, place, walk, outputs, depth);
      break;
    default:
      readBelow(node, state, place, walk, outputs, depth);
  }
  return outputs;
}

/** `${x@P}`: the value is expanded as a prompt is, substitutions in it included (bash(1), Parameter transformation). */
function readAsPrompt(name: string, state: State, place: Place, walk: Walk): void {
  for (const { value } of valuesOf(state, name) ?? []) {
    const script = value !== null && mayHoldCommand(value) ? walk.parse(expanding(value)) : null;
    if (script) inner(script, state, { ...place, foreign: true }, walk, place.stdin);
  }
}

/** `$(< file)` is what `cat file` prints (bash(1), Command Substitution). */
function fileShown({ commands }: Script): string | undefined {
  const [only, ...more] = commands;
  const command = only?.command;
  if (command?.type !== "Command" || more.length > 0 || command.name) return undefined;
  if (command.args.length > 0 || command.prefix.some(({ type }) => type === "Assignment")) return undefined;
  const [redirect, ...others] = command.redirects;
  return redirect?.operator === "<" && others.length === 0 ? redirect.target?.text : undefined;
}

function readBelow(node: SyntaxNode, state: State, place: Place, walk: Walk, outputs: Outputs, depth: number): void {
  forEachChild(node, child => {
    readSubstitutions(child, state, place, walk, outputs, depth + 1);
  });
}

/**
 * Quick check whether a word may contain a command; a plain `$name` never does. `${ command; }` is a substitution of
 * newer shells.
 */
export function mayHoldCommand(word: string): boolean {
  return /[`(]|\$\{/.test(word);
}

function inner(script: Script, state: State, place: Place, walk: Walk, stdin: Stdin): Stdin {
  const foreign = place.foreign || script.source !== undefined;
  return walk.script(script, state, {
    ...place,
    stdin,
    printed: undefined,
    heard: true,
    narrowed: false,
    foreign,
    left: [],
  }).output;
}
