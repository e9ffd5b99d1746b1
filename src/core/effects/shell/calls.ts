/** Calls of what the text itself has defined: functions and aliases. */
import type { AndOr, Command, CommandNode, CompoundList, Pipeline } from "unbash";
import type { Word } from "../words.ts";
import { join } from "./joining.ts";
import { LayeredMap } from "./layered-map.ts";
import { either, type FunctionBody, type Outcome, positionalOf, type State, withPositional } from "./state.ts";
import type { Place, Walk } from "./walk.ts";

const MAX_CALLS = 16;

/** Reads the body of the function `name` with these arguments; undefined when there is none. */
export function callFunction(
  name: string,
  args: readonly Word[],
  state: State,
  place: Place,
  walk: Walk,
): Outcome | undefined {
  const bodies = state.functions.get(name);
  if (!bodies || bodies.length === 0) return undefined;
  const outcomes = bodies.map((defined): Outcome => {
    if (!defined) return either(state);
    const { body, foreign } = defined;
    const active = place.calls.filter(other => other === body).length;
    if (active === 1 && args.length === 0 && startsMore(body, name))
      walk.found.neverEnds(`the function ${name} starts itself again and again, until the machine stands still`);
    if (active > 1 || place.calls.length >= MAX_CALLS) return either(state);
    if (walk.found.records && !state.dormant) walk.called.add(body);
    const left: State[] = [];
    const at: Place = { ...place, foreign: place.foreign || foreign, calls: [...place.calls, body], left };
    // A function that calls itself does so with arguments that depend on how often: any.
    const inside = withPositional(
      { ...state, locals: LayeredMap.of() },
      active > 0 && !areSame(args, state) ? null : args,
    );
    const { ok, failed, output } = walk.node(body, inside, at);
    const back = (end: State | null) => end && restored(end, state);
    // `return` may end it either way.
    return {
      ok: back(left.reduce<State | null>(join, ok)),
      failed: back(left.reduce<State | null>(join, failed)),
      output,
    };
  });
  return {
    ok: outcomes.map(({ ok }) => ok).reduce<State | null>(join, null),
    failed: outcomes.map(({ failed }) => failed).reduce<State | null>(join, null),
    output: (outcomes.length === 1 && outcomes[0]?.output) || { kind: "pipe" },
  };
}

/** Whether a function runs itself more than once, or beside itself, without a condition: each call makes more of them. */
function startsMore(body: FunctionBody["body"], name: string): boolean {
  if (body.type !== "BraceGroup" && body.type !== "Subshell") return false;
  const calls = (node: Node): number => {
    if (node.type === "Command") return node.name?.text === name ? 1 : 0;
    if (node.type === "Pipeline") return sum(node.commands.map(calls));
    if (node.type === "AndOr") return sum(node.commands.slice(0, 1).map(calls));
    return node.type === "BraceGroup" || node.type === "Subshell"
      ? sum(node.body.commands.map(({ command }) => calls(command)))
      : 0;
  };
  // Beside itself counts twice: the first goes on.
  return sum(body.body.commands.map(({ command, background }) => calls(command) * (background ? 2 : 1))) > 1;
}

/** `f "$@"`: with the arguments that it has itself. */
function areSame(args: readonly Word[], state: State): boolean {
  const own = positionalOf(state);
  return (
    own?.length === args.length &&
    args.every(({ value }, i) => value !== null && value === own[i]?.value) &&
    args.every(({ text }) => text.includes("$@"))
  );
}

type Node = CommandNode | Pipeline | AndOr | CompoundList;

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** Reads what an alias of the text stands for, with the arguments behind it. Only a bare name is looked up. */
export function callAlias(node: Command, state: State, place: Place, walk: Walk): Outcome | undefined {
  const name = node.name?.text ?? "";
  const value = state.aliases.get(name);
  const call = `alias ${name}`;
  if (value === undefined || place.calls.includes(call) || place.calls.length >= MAX_CALLS) return undefined;
  const script = walk.parse([value, ...node.args.map(arg => arg.text)].join(" "));
  return script ? walk.script(script, state, { ...place, foreign: true, calls: [...place.calls, call] }) : undefined;
}

/** The caller's own parameters and the values that `local` had covered come back. */
function restored(end: State, before: State): State {
  const positional = withPositional(end, positionalOf(before));
  const covered = [...(end.locals ?? [])];
  const names = covered.map(([name]) => name);
  const values = covered.flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value] as const]));
  const rich = covered.flatMap(([name, saved]) => (saved.rich ? [[name, saved.rich] as const] : []));
  return {
    ...positional,
    variables: positional.variables.replacing(names, values),
    rich: positional.rich.replacing(names, rich),
    locals: before.locals,
  };
}
