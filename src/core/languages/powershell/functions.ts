/** Calls functions that a PowerShell text defines, and binds parameters by name, by position, or all as `$args`. */

import type { Stdin } from "../../effects/pack.ts";
import type { Word } from "../../text/words.ts";
import { copyOf, type State, setVariable, type Value, type Walk } from "./state.ts";
import type { Block } from "./syntax.ts";

/** Calls that are nested deeper are read after the text, with their arguments. */
const MAX_CALLS = 32;

/** Runs a function with its arguments and returns its output. `blocks`: script blocks that words stand for. */
export function callFunction(
  body: Block,
  args: readonly Word[],
  blocks: ReadonlyMap<Word, Value>,
  state: State,
  walk: Walk,
  input: Stdin,
): Stdin {
  walk.called.add(body);
  const active = walk.calls.filter(other => other === body).length;
  // A recursive call may have any arguments.
  if (active > MAX_ROUNDS) return { kind: "pipe" };
  if (walk.calls.length >= MAX_CALLS) {
    if (!state.dormant) walk.later.push({ body, args, blocks, state: copyOf(state) });
    state.cwd = null;
    return { kind: "pipe" };
  }
  const inside = copyOf(state);
  const names = parametersOf(body);
  if (active < MAX_ROUNDS) bind(names, args, blocks, inside);
  else for (const name of [...names, "args"]) inside.variables.set(name, null);
  walk.calls.push(body);
  const printed = walk.block(body, inside, walk, input);
  walk.calls.pop();
  state.cwd = inside.cwd;
  return printed;
}

const MAX_ROUNDS = 3;

/** Reads the calls that were nested too deep, each body once for the same words. */
export function readLater(walk: Walk): void {
  const read = new Map<Block, Set<string>>();
  for (const { body, args, blocks, state } of walk.later) {
    const words = args.map(({ text, value }) => `${text}\0${value}`).join("\0");
    const before = read.get(body);
    if (before?.has(words)) continue;
    read.set(body, (before ?? new Set()).add(words));
    callFunction(body, args, blocks, state, walk, { kind: "pipe" });
  }
}

function parametersOf(body: Block): string[] {
  return body.statements.flatMap(statement =>
    statement.kind === "control" && statement.keyword === "param"
      ? statement.groups.flatMap(group =>
          group.statements.flatMap(inner => {
            if (inner.kind !== "pipeline") return [];
            const listed = inner.stages.flatMap(stage =>
              stage.kind === "expression"
                ? stage.parts.flatMap(part => (part.kind === "variable" ? [part.name] : []))
                : [],
            );
            return inner.assign ? [inner.assign.name] : listed;
          }),
        )
      : [],
  );
}

function bind(names: readonly string[], args: readonly Word[], blocks: ReadonlyMap<Word, Value>, state: State): void {
  const given = (word: Word): Value => blocks.get(word) ?? { kind: "words", words: [word] };
  const left = [...names];
  for (const name of names) state.variables.set(name, null);
  const rest: Word[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i];
    if (!word) break;
    const typed = /^-([A-Za-z]\w*)$/.exec(word.value ?? "")?.[1]?.toLowerCase();
    const name = typed === undefined ? undefined : names.find(known => known.startsWith(typed));
    const value = args[i + 1];
    if (name !== undefined && value) {
      setVariable(state, name, given(value));
      left.splice(left.indexOf(name), 1);
      i++;
    } else rest.push(word);
  }
  left.forEach((name, i) => {
    const word = rest[i];
    if (word) setVariable(state, name, given(word));
  });
  setVariable(state, "args", { kind: "words", words: rest });
}
