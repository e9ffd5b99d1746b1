/** Assignments: before a command, alone, as arguments of `export` and its kin, and those a loop's body makes. */
import { type Assignment, forEachChild, type SyntaxNode } from "unbash";
import { literalWord, type Piece, type Word, wordOfPieces } from "../words.ts";
import type { Look } from "./expansion.ts";
import { type State, valuesOf, withVariable } from "./state.ts";
import { fieldsOfAll, singleOf } from "./words.ts";

/** The state after one assignment. */
export function assign(state: State, node: Assignment, look: Look): State {
  const here = { ...look, state };
  if (node.index) return withVariable(state, node.name, null);
  const before = node.append ? valuesOf(state, node.name) : [];
  if (node.value.type === "ArrayValue") {
    const indexed = node.value.elements.some(element => /^\[[^\]]*\]\+?=/.test(element.text));
    const words = indexed || !before ? null : [...before, ...fieldsOfAll(node.value.elements, here)];
    return withVariable(state, node.name, words?.length ? words : null);
  }
  const value = singleOf(node.value, here);
  if (!node.append) return withVariable(state, node.name, [value]);
  const [first, ...rest] = before ?? [];
  if (!first || rest.length > 0) return withVariable(state, node.name, null);
  return withVariable(state, node.name, [wordOfPieces(value.text, [...first.pieces, ...value.pieces])]);
}

/** `NAME=value` as an argument; null stands for an array. */
export function assignmentWord(node: Assignment, look: Look): Word {
  const name = `${node.name}${node.append ? "+" : ""}=`;
  const pieces: readonly Piece[] =
    node.value.type === "ArrayValue"
      ? [{ kind: "hole", of: node.text, from: "other", quoted: true }]
      : singleOf(node.value, look).pieces;
  return wordOfPieces(node.text, [...literalWord(name).pieces, ...pieces], look.span(node));
}

/** What a body that runs again and again may change, by name; `moves`: it changes the folder, too. */
export function changedBy(
  node: SyntaxNode,
  state: State,
): { readonly names: ReadonlySet<string>; readonly moves: boolean } {
  const names = new Set<string>();
  const entered = new Set<SyntaxNode>();
  let moves = false;
  const look = (inner: SyntaxNode, apart: boolean, depth: number): void => {
    if (depth > 400 || entered.has(inner)) return;
    let below = apart;
    switch (inner.type) {
      case "Assignment":
        names.add(inner.name);
        break;
      case "For":
      case "Select":
        names.add(inner.name.text);
        break;
      case "ParameterExpansion":
        if (inner.operation?.type === "Default" && inner.operation.operator.endsWith("=")) names.add(inner.parameter);
        break;
      case "ArithmeticExpansion":
      case "ArithmeticCommand":
        for (const name of arithmeticNames("body" in inner ? inner.body : inner.text)) names.add(name);
        break;
      case "ArithmeticFor":
      case "ArithmeticBinary":
      case "ArithmeticUnary":
        forEachChild(inner, child => {
          if (child.type === "ArithmeticWord" && /^[A-Za-z_]\w*$/.test(child.value)) names.add(child.value);
        });
        break;
      case "Subshell":
      case "CommandExpansion":
      case "ProcessSubstitution":
        below = true;
        break;
      case "Pipeline":
        below ||= inner.commands.length > 1;
        break;
      case "Command": {
        const program = inner.name?.text ?? "";
        if (/^(cd|pushd|popd|builtin|command)$/.test(program)) moves ||= !apart;
        if (
          /^(read|mapfile|readarray|getopts|let|printf|unset|export|declare|typeset|local|readonly|wait)$/.test(program)
        )
          for (const word of inner.args) for (const name of word.text.match(/[A-Za-z_]\w*/g) ?? []) names.add(name);
        for (const defined of state.functions.get(program) ?? [])
          if (defined && !entered.has(defined.body)) look(defined.body, apart, depth + 1);
        break;
      }
    }
    entered.add(inner);
    forEachChild(inner, child => look(child, below, depth + 1));
  };
  look(node, false, 0);
  return { names, moves };
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
