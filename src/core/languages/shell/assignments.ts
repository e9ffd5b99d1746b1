/** Evaluates assignments: before a command, alone, as arguments of `export` and the like, and in bodies of loops. */
import { type Assignment, forEachChild, type SyntaxNode } from "unbash";
import { literalWord, type Piece, type Word, wordOfPieces } from "../../text/words.ts";
import type { ExpansionContext } from "./expansion.ts";
import { type State, valuesOf, withVariable } from "./state.ts";
import { fieldsOfAll, singleOf } from "./words.ts";

/** The state after one assignment. */
export function assign(state: State, node: Assignment, look: ExpansionContext): State {
  const here = look.with(state);
  if (node.index) return withVariable(withRemembered(state, node, here), node.name, withItem(state, node, here));
  const before = node.append ? valuesOf(state, node.name) : [];
  if (node.value.type === "ArrayValue") {
    const indexed = node.value.elements.some(element => /^\[[^\]]*\]\+?=/.test(element.text));
    const words = indexed || !before ? null : [...before, ...fieldsOfAll(node.value.elements, here)];
    return withVariable(state, node.name, words);
  }
  const value = singleOf(node.value, here);
  if (!node.append) return withVariable(state, node.name, [value]);
  const [first, ...rest] = before ?? [];
  if (!first || rest.length > 0) return withVariable(state, node.name, null);
  return withVariable(state, node.name, [wordOfPieces(value.text, [...first.pieces, ...value.pieces])]);
}

/** `BASH_CMDS[name]=path`: the file that bash takes for a program from now on (bash(1), Shell Variables). */
function withRemembered(state: State, node: Assignment, look: ExpansionContext): State {
  if (node.name !== "BASH_CMDS" || !node.index || node.value.type === "ArrayValue") return state;
  const name = singleOf(node.index, look).value;
  const path = singleOf(node.value, look).value;
  return name && path ? { ...state, aliases: state.aliases.with(name, path) } : state;
}

/** Sets one item of an array; null where its position is not known. A key that is a name appends an item. */
function withItem(state: State, node: Assignment, look: ExpansionContext): readonly Word[] | null {
  const before = valuesOf(state, node.name) ?? (isDeclared(state, node.name) ? null : []);
  if (node.append || node.value.type === "ArrayValue" || before === null || before.length >= MAX_ITEMS) return null;
  const value = singleOf(node.value, look);
  const key = node.index ? singleOf(node.index, look).value : null;
  if (key === null || !/^\w+$/.test(key)) return null;
  const at = /^\d+$/.test(key) ? Number(key) : before.length;
  return at > before.length ? null : [...before.slice(0, at), value, ...before.slice(at + 1)];
}

const MAX_ITEMS = 64;

/** Whether the variable is known to be set, to an unknown value. */
function isDeclared(state: State, name: string): boolean {
  return state.variables.get(name) === null;
}

/** `NAME=value` as an argument; an array is a hole. */
export function assignmentWord(node: Assignment, look: ExpansionContext): Word {
  const name = `${node.name}${node.append ? "+" : ""}=`;
  const pieces: readonly Piece[] =
    node.value.type === "ArrayValue"
      ? [{ kind: "hole", of: node.text, from: "other", quoted: true }]
      : singleOf(node.value, look).pieces;
  return wordOfPieces(node.text, [...literalWord(name).pieces, ...pieces], look.span(node));
}

/** Names that a repeated body may change; `moves`: it also changes the folder. */
export function changedBy(
  node: SyntaxNode,
  state: State,
): { readonly names: ReadonlySet<string>; readonly moves: boolean } {
  const names = new Set<string>();
  const entered = new Map<SyntaxNode, boolean>();
  let moves = false;
  const add = (inner: SyntaxNode, apart: boolean): void => {
    const before = entered.get(inner);
    if (before === false || before === apart) return;
    entered.set(inner, apart);
    const changes = changesIn(inner, 0);
    for (const name of changes.names) names.add(name);
    moves ||= changes.moves && !apart;
    for (const [program, alone] of changes.calls)
      for (const defined of state.functions.get(program) ?? []) if (defined) add(defined.body, apart || alone);
  };
  add(node, false);
  return { names, moves };
}

interface Changes {
  readonly names: Set<string>;
  moves: boolean;
  /** Programs that may be functions of the text; true where they run in a subshell, so that the folder stays. */
  readonly calls: Map<string, boolean>;
}

/** Memoized, since nested loops ask for the changes of inner loops again and again. */
const known = new WeakMap<SyntaxNode, Changes>();
const LOOPS: ReadonlySet<string> = new Set(["For", "Select", "While", "ArithmeticFor"]);
const MAX_DEPTH = 400;

/** Changes by `node` itself, without those of the functions that it calls. */
function changesIn(node: SyntaxNode, depth: number): Changes {
  const before = known.get(node);
  if (before) return before;
  const changes: Changes = { names: new Set(), moves: false, calls: new Map() };
  look(node, false, depth, changes);
  known.set(node, changes);
  return changes;
}

/** Only words with one of these can change something; others need not be parsed. */
const MAY_CHANGE = /[`(]|\$[{[]/;

function look(node: SyntaxNode, apart: boolean, depth: number, changes: Changes): void {
  const { names } = changes;
  let below = apart;
  switch (node.type) {
    case "Word":
      if (!MAY_CHANGE.test(node.text)) return;
      break;
    case "Assignment":
      names.add(node.name);
      break;
    case "For":
    case "Select":
      names.add(node.name.text);
      break;
    case "ParameterExpansion":
      if (node.operation?.type === "Default" && node.operation.operator.endsWith("=")) names.add(node.parameter);
      break;
    case "ArithmeticExpansion":
    case "ArithmeticCommand":
      for (const name of arithmeticNames("body" in node ? node.body : node.text)) names.add(name);
      break;
    case "ArithmeticFor":
    case "ArithmeticBinary":
    case "ArithmeticUnary":
      forEachChild(node, child => {
        if (child.type === "ArithmeticWord" && /^[A-Za-z_]\w*$/.test(child.value)) names.add(child.value);
      });
      break;
    case "Subshell":
    case "CommandExpansion":
    case "ProcessSubstitution":
      below = true;
      break;
    case "Pipeline":
      below ||= node.commands.length > 1;
      break;
    case "Command": {
      const program = node.name?.text ?? "";
      if (/^(cd|pushd|popd|builtin|command)$/.test(program)) changes.moves ||= !apart;
      if (
        /^(read|mapfile|readarray|getopts|let|printf|unset|export|declare|typeset|local|readonly|wait)$/.test(program)
      )
        for (const { type, text } of node.args) {
          // `export x="$HOME/y"` changes x alone.
          const changed = type === "Assignment" ? text.replace(/[=[+][\s\S]*$/, "") : text;
          for (const name of changed.match(/[A-Za-z_]\w*/g) ?? []) names.add(name);
        }
      if (program === "shift" && !apart) names.add("@");
      changes.calls.set(program, apart && changes.calls.get(program) !== false);
      break;
    }
  }
  if (depth < MAX_DEPTH) forEachChild(node, child => lookBelow(child, below, depth + 1, changes));
}

function lookBelow(child: SyntaxNode, apart: boolean, depth: number, changes: Changes): void {
  if (!LOOPS.has(child.type)) return look(child, apart, depth, changes);
  const inner = changesIn(child, depth);
  for (const name of inner.names) changes.names.add(name);
  changes.moves ||= inner.moves && !apart;
  for (const [program, alone] of inner.calls)
    changes.calls.set(program, (apart || alone) && changes.calls.get(program) !== false);
}

/** Names that arithmetic changes: `i++`, `--i`, `i = 1`, `i += 2`. */
export function arithmeticNames(text: string): readonly string[] {
  const names: string[] = [];
  for (const match of text.matchAll(
    /(?<!\w)([A-Za-z_]\w*)\s*(?:\+\+|--|(?:<<|>>|[-+*/%&|^])?=(?!=))|(?:\+\+|--)\s*([A-Za-z_]\w*)/g,
  ))
    names.push(match[1] ?? match[2] ?? "");
  return names;
}
