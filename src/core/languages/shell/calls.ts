/** Follows calls of functions and aliases that the text itself has defined. */
import type { AndOr, Command, CommandNode, CompoundList, Pipeline } from "unbash";
import { type Held, LayeredMap } from "../../text/layered-map.ts";
import type { Word } from "../../text/words.ts";
import { join, sameOr, withNothingSure } from "./joining.ts";
import {
  either,
  type FunctionBody,
  type Outcome,
  positionalOf,
  type Saved,
  type State,
  UNKNOWN_OUTPUT,
  withPositional,
} from "./state.ts";
import type { Place, Walk } from "./walk.ts";

/** Calls that are nested deeper are read after the text, with their arguments. */
const MAX_CALLS = 48;

/** Reads the body of the function `name` with these arguments; undefined when there is none. */
export function callFunction(
  name: string,
  args: readonly Word[],
  state: State,
  place: Place,
  walk: Walk,
): Outcome | undefined {
  const bodies = state.functions.get(name);
  const [first, ...others] = bodies ?? [];
  if (first === undefined) return undefined;
  const call = { name, args };
  let outcome = callOf(first, call, state, place, walk);
  for (const other of others) outcome = eitherOf(outcome, callOf(other, call, state, place, walk));
  return outcome;
}

/** Either body may be the function's. */
function eitherOf(one: Outcome, other: Outcome): Outcome {
  return { ok: join(one.ok, other.ok), failed: join(one.failed, other.failed), output: UNKNOWN_OUTPUT };
}

/** One body that the name may stand for; null: it may not be defined. */
function callOf(
  defined: FunctionBody | null,
  { name, args }: { readonly name: string; readonly args: readonly Word[] },
  state: State,
  place: Place,
  walk: Walk,
): Outcome {
  if (!defined) return either(state);
  const { body, foreign } = defined;
  let active = 0;
  for (const other of place.calls) if (other === body) active++;
  if (active === 1 && args.length === 0 && startsMore(body, name))
    walk.found.neverEnds(`the function ${name} starts itself again and again, until the machine stands still`);
  if (active > 1) return either(state);
  if (place.calls.length >= MAX_CALLS) {
    if (walk.found.records && !state.dormant) walk.later.push({ body, foreign, args, state });
    return either(sameOr(state, { ...withNothingSure(state), cwd: null }));
  }
  if (walk.found.records && !state.dormant) walk.called.add(body);
  const left: State[] = [];
  const at: Place = { ...place, foreign: place.foreign || foreign, calls: place.calls.concat(body), left };
  // The arguments of a recursive call may be any, unless it passes its own on.
  const inside = withPositional({ ...state, locals: NO_LOCALS }, active > 0 && !areSame(args, state) ? null : args);
  const { ok, failed, output } = walk.node(body, inside, at);
  // `return` may end it either way.
  const back = (end: State | null): State | null => {
    let all = end;
    for (const way of left) all = join(all, way);
    return all && restored(all, inside, state);
  };
  const done = back(ok);
  return { ok: done, failed: failed === ok ? done : back(failed), output };
}

/** Reads the calls that were nested too deep, each body once for the same words. */
export function readLater(place: Place, walk: Walk): void {
  const read = new Map<FunctionBody["body"], Set<string>>();
  for (const { body, foreign, args, state } of walk.later) {
    const words = args.map(({ text, value }) => `${text}\0${value}`).join("\0");
    const before = read.get(body);
    if (before?.has(words)) continue;
    read.set(body, (before ?? new Set()).add(words));
    walk.called.add(body);
    const inside = withPositional({ ...state, locals: NO_LOCALS }, args);
    walk.node(body, inside, { ...place, stdin: UNKNOWN_OUTPUT, foreign, calls: [body], left: [] });
  }
}

const NO_LOCALS: NonNullable<State["locals"]> = LayeredMap.of();

/** Whether a function calls itself more than once, or in the background, unconditionally: processes multiply. */
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
  // A call in the background counts twice, since the function goes on.
  return sum(body.body.commands.map(({ command, background }) => calls(command) * (background ? 2 : 1))) > 1;
}

/** `f "$@"`: the call passes its own arguments on. */
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

/** Reads the expansion of an alias with the arguments after it. Only an unquoted name is looked up. */
export function callAlias(node: Command, state: State, place: Place, walk: Walk): Outcome | undefined {
  const name = node.name?.text ?? "";
  const value = state.aliases.get(name);
  const call = `alias ${name}`;
  if (value === undefined || place.calls.includes(call)) return undefined;
  if (place.calls.length >= MAX_CALLS) {
    walk.found.cannotRead(`its aliases stand for each other more than ${MAX_CALLS} deep`);
    return undefined;
  }
  const script = walk.parse([value, ...node.args.map(arg => arg.text)].join(" "));
  return script ? walk.script(script, state, { ...place, foreign: true, calls: [...place.calls, call] }) : undefined;
}

/**
 * Restores the caller's parameters and the variables that `local` has hidden. Other changes since the function was
 * `entered` stay.
 */
function restored(end: State, entered: State, before: State): State {
  const { locals } = end;
  const stays = (name: string): boolean => !locals?.has(name) && !PARAMETER.test(name);
  const variables = changed(before.variables, end.variables, entered.variables, stays, locals, ({ value }) => value);
  const rich = changed(before.rich, end.rich, entered.rich, stays, locals, saved => saved.rich);
  return sameOr(before, { ...end, variables, rich, locals: before.locals });
}

/** Restores one map; most calls change nothing in it, and return the same object. */
function changed<V extends Held>(
  before: LayeredMap<V>,
  end: LayeredMap<V>,
  entered: LayeredMap<V>,
  stays: (name: string) => boolean,
  locals: State["locals"],
  saved: (local: Saved) => V | undefined,
): LayeredMap<V> {
  let changes: Changes<V> | undefined;
  const set = (name: string, value: V | undefined): void => {
    if (before.get(name) === value) return;
    changes ??= new Changes(before);
    changes.set(name, value);
  };
  for (const name of end.differences(entered)) if (stays(name)) set(name, end.get(name));
  locals?.forEach((local, name) => {
    set(name, saved(local));
  });
  return changes?.made() ?? before;
}

/** A positional parameter, or their number. */
const PARAMETER = /^(?:\d+|#)$/;

class Changes<V extends Held> {
  private readonly gone: string[] = [];
  private readonly entries: (readonly [string, V])[] = [];

  constructor(private readonly before: LayeredMap<V>) {}

  set(name: string, value: V | undefined): void {
    if (value === undefined) this.gone.push(name);
    else this.entries.push([name, value]);
  }

  made(): LayeredMap<V> {
    return this.before.replacing(this.gone, this.entries);
  }
}
