/** Joins the states of branches: what holds in both of them, and what holds at a later time. */

import { boundsOfWord } from "../../files/possible.ts";
import type { Earlier } from "../../places/scope.ts";
import { type Held, LayeredMap } from "../../text/layered-map.ts";
import { type Word, wordOfPieces } from "../../text/words.ts";
import { joinBegun } from "./begun-operations.ts";
import { isServer } from "./started-servers.ts";
import { NOTHING_YET, type Outcome, type State, valuesOf } from "./state.ts";

/**
 * Returns the state after a command, however it ended; null when the text does not go on. A server that it may have
 * started counts as started. A named resource does not: where creating it failed, an older one exists.
 */
export function afterwards({ ok, failed }: Outcome): State | null {
  const state = join(ok, failed);
  const started = [...(ok?.earlier?.begun ?? [])].filter(isServer);
  if (!state?.earlier || started.every(one => state.earlier?.begun?.has(one))) return state;
  return { ...state, earlier: { ...state.earlier, begun: new Set([...(state.earlier.begun ?? []), ...started]) } };
}

/** Joins two states; a branch that cannot be taken is null and does not count. */
export function join(a: State | null, b: State | null): State | null {
  if (!a || !b) return a ?? b;
  return a === b ? a : joinWith(a, b, joinVariables(a, b));
}

/** Joins everything but the variables, which are given. */
function joinWith(a: State, b: State, { variables, rich }: Pick<State, "variables" | "rich">): State {
  return {
    cwd: a.cwd === b.cwd ? a.cwd : null,
    either: a.cwd === b.cwd && a.either === b.either ? a.either : foldersOf(a, b),
    ...(a.within && a.within === b.within && { within: a.within }),
    before: a.before === b.before ? a.before : null,
    pushed: stackOf(a, b),
    variables,
    rich,
    functions: joinFunctions(a.functions, b.functions),
    aliases: joinLayers(a.aliases, b.aliases, (_, y) => y),
    locals: a.locals === b.locals ? a.locals : joinLayers(a.locals ?? LayeredMap.of(), b.locals ?? LayeredMap.of()),
    errexit: a.errexit && b.errexit,
    made: a.made === b.made ? a.made : a.made.without(a.made.differences(b.made)),
    shared: joinLayers(a.shared, b.shared),
    earlier: joinEarlier(a.earlier, b.earlier),
    ...(a.turns && a.turns === b.turns && { turns: a.turns }),
    ...((a.connections || b.connections) && {
      connections:
        a.connections === b.connections ? a.connections : new Map([...(b.connections ?? []), ...(a.connections ?? [])]),
    }),
  };
}

/** Where `pushd` failed, `popd` stays in the folder that it would return to. */
function stackOf(one: State, other: State): State["pushed"] {
  if (one.pushed === other.pushed) return one.pushed;
  const { pushed: a = [], cwd: here } = one;
  const { pushed: b = [], cwd: there } = other;
  const same = (x: readonly string[], y: readonly string[]) => x.length === y.length && x.every((at, i) => at === y[i]);
  if (same(a, b)) return a;
  if (a.at(-1) === there && same(a.slice(0, -1), b)) return a;
  return b.at(-1) === here && same(b.slice(0, -1), a) ? b : undefined;
}

/** More folders than these count as unknown. */
const MAX_FOLDERS = 4;

/** Every folder that either state may be in; undefined where one of them is unknown. */
function foldersOf(a: State, b: State): readonly string[] | undefined {
  const [of, or] = [a, b].map(state => (state.cwd === null ? state.either : [state.cwd]));
  const all = of && or && [...new Set([...of, ...or])];
  return all && all.length > 1 && all.length <= MAX_FOLDERS ? all : undefined;
}

/** Joins any number of states. Neighbours are compared, since they differ least. */
export function joinAll(states: readonly (State | null)[]): State | null {
  if (states.length <= 2) return join(states[0] ?? null, states[1] ?? null);
  const ways: State[] = [];
  for (const state of states) if (state && state !== ways.at(-1)) ways.push(state);
  const [first, ...others] = ways;
  if (!first || others.length === 0) return first ?? null;
  const names = new Set<string>();
  let before = first;
  for (const way of others) {
    for (const name of differing(before, way)) names.add(name);
    before = way;
  }
  return joinHalves(ways, 0, ways.length, withOptions(ways, names));
}

/** Those from `start` to `end`, whose variables are known together. */
function joinHalves(
  ways: readonly State[],
  start: number,
  end: number,
  variables: Pick<State, "variables" | "rich">,
): State | null {
  if (end - start <= 1) return ways[start] ?? null;
  const middle = (start + end) >> 1;
  const [a, b] = [joinHalves(ways, start, middle, variables), joinHalves(ways, middle, end, variables)];
  return a && b ? joinWith(a, b, variables) : null;
}

/** What one branch has done to files may have happened; a file that both wrote differently is unknown. */
function joinEarlier(a: Earlier | undefined, b: Earlier | undefined): Earlier | undefined {
  if (a === b) return a;
  const [one, other] = [a ?? NOTHING_YET, b ?? NOTHING_YET];
  const joined: Earlier = {
    // A folder is new only when it is new in both branches.
    fresh: inBoth(one.fresh, other.fresh),
    begun: joinBegun(one.begun, other.begun),
    anew: inBoth(one.anew, other.anew),
    absent: inBoth(one.absent, other.absent),
    ...((one.moves || other.moves) && { moves: true as const }),
    written: joinMaps<string | null>(one.written, other.written, () => null),
    derived: joinMaps(one.derived, other.derived, (x, y) => [...new Set([...x, ...y])]),
    moved: joinMaps(one.moved, other.moved, x => x),
    copied: joinMaps(one.copied, other.copied, x => x),
    linked: joinMaps(one.linked, other.linked, x => x),
  };
  if (areSame(joined, one)) return a;
  return areSame(joined, other) ? b : joined;
}

const NO_NAMES: ReadonlySet<string> = new Set();

/** The intersection; the same object where nothing is missing. */
function inBoth(a: ReadonlySet<string> = NO_NAMES, b: ReadonlySet<string> = NO_NAMES): ReadonlySet<string> {
  if (a === b || a.size === 0) return a;
  if (b.size === 0) return b;
  const names = [...a].filter(name => b.has(name));
  return names.length === a.size ? a : new Set(names);
}

/** Most ways through a text do the same to files. */
function areSame(a: Earlier, b: Earlier): boolean {
  return (
    isSameSet(a.fresh, b.fresh) &&
    isSameSet(a.begun, b.begun) &&
    isSameSet(a.anew, b.anew) &&
    isSameSet(a.absent, b.absent) &&
    a.moves === b.moves &&
    a.written === b.written &&
    a.derived === b.derived &&
    a.moved === b.moved &&
    a.copied === b.copied &&
    a.linked === b.linked
  );
}

function isSameSet(a: ReadonlySet<string> = NO_NAMES, b: ReadonlySet<string> = NO_NAMES): boolean {
  return a === b || a.size + b.size === 0;
}

function joinVariables(a: State, b: State): Pick<State, "variables" | "rich"> {
  if (a.variables === b.variables && a.rich === b.rich) return a;
  return withOptions([a, b], differing(a, b));
}

/** Gives the variables `names` the alternatives that the branches hold. */
function withOptions(ways: readonly State[], names: ReadonlySet<string>): Pick<State, "variables" | "rich"> {
  const [first] = ways;
  if (!first || names.size === 0) return first ?? { variables: LayeredMap.of(), rich: LayeredMap.of() };
  const joined = withoutValues(first, names);
  const options = [...names].flatMap((name): (readonly [string, readonly Word[]])[] => {
    const word = oneOf(name, ways);
    const isEmpty = !word && ways.every(state => (valuesOf(state, name) ?? [null]).length === 0 || !isSet(state, name));
    return word ? [[name, [word]]] : isEmpty ? [[name, []]] : [];
  });
  return options.length === 0 ? joined : { ...joined, rich: joined.rich.withAll(options) };
}

function isSet({ variables, rich }: State, name: string): boolean {
  return variables.get(name) !== undefined || rich.has(name);
}

/** Most alternatives of one variable. */
const MAX_OPTIONS = 4;

/** A variable with a few known alternatives; a branch that does not set it adds none. */
function oneOf(name: string, ways: readonly State[]): Word | undefined {
  const may = new Set<string>();
  for (const state of ways) {
    const held = valuesOf(state, name);
    if (held === undefined) continue;
    if (held?.length === 0) continue;
    const [word, ...more] = held ?? [];
    const bounds = word === undefined || more.length > 0 ? [] : boundsOfWord(word);
    for (const bound of bounds) may.add(bound);
    if (bounds.length === 0 || may.size > MAX_OPTIONS) return undefined;
  }
  if (may.size === 0) return undefined;
  const of = `$${name}`;
  // A parameter that is counted is one word.
  const quoted = /^\d+$/.test(name);
  return wordOfPieces(of, [{ kind: "hole", of, from: "variable", quoted, may: [...may] }]);
}

/** The variables that differ between both states. */
function differing(a: State, b: State): ReadonlySet<string> {
  const names = a.variables.differences(b.variables);
  const rich = a.rich.differences(b.rich);
  return rich.size === 0 ? names : names.size === 0 ? rich : new Set([...names, ...rich]);
}

/** Keeps those variables as set to an unknown value. */
function withoutValues({ variables, rich }: State, names: ReadonlySet<string>): Pick<State, "variables" | "rich"> {
  if (names.size === 0) return { variables, rich };
  return { variables: variables.withAll([...names].map(name => [name, null] as const)), rich: rich.without(names) };
}

/** The state when something defined in `defined` is called later: variables that were unset there may be set since. */
export function later(defined: State, end: State): State {
  const names = new Set([...differing(end, defined)].filter(name => defined.variables.has(name)));
  return join({ ...defined, ...withoutValues(end, names) }, end) ?? end;
}

/** The state at some time up to `end`: no value is certain, and each function may not be defined yet. */
export function withNothingSure(end: State): State {
  return sameOr(end, {
    ...end,
    before: null,
    pushed: undefined,
    ...withoutValues(end, valuesIn(end)),
    functions: allPerhaps(end.functions),
    errexit: false,
    made: NO_FOLDERS,
  });
}

const NO_FOLDERS: State["made"] = LayeredMap.of();

/** The variables with a known value. */
function valuesIn({ variables, rich }: State): ReadonlySet<string> {
  return new Set([...variables].flatMap(([name, value]) => (value === null && !rich.has(name) ? [] : [name])));
}

/** Returns `before` where `after` is equal, so that later joins see the same object. */
export function sameOr(before: State, after: State): State {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as ReadonlySet<keyof State>;
  for (const name of names) if (before[name] !== after[name]) return after;
  return before;
}

function joinFunctions(a: State["functions"], b: State["functions"]): State["functions"] {
  if (a.size * FEW < b.size)
    return allPerhaps(b).withAll(
      [...a].map(([name, bodies]) => [name, bodies === b.get(name) ? bodies : eitherOf(bodies, b.get(name))] as const),
    );
  if (a === b) return a;
  const names = [...a.differences(b)];
  if (names.length === 0) return a;
  return a.withAll(names.map(name => [name, eitherOf(a.get(name), b.get(name))] as const));
}

/** When one side has this many times more functions, those of the other are merged into it. */
const FEW = 4;

const perhapsAll = new WeakMap<State["functions"], State["functions"]>();

/** Those functions, each of which may not be defined. */
function allPerhaps(functions: State["functions"]): State["functions"] {
  const known = perhapsAll.get(functions);
  if (known) return known;
  const unsure = [...functions].map(([name, bodies]) => [name, perhaps(bodies)] as const);
  const all = unsure.every(([name, bodies]) => functions.get(name) === bodies)
    ? functions
    : LayeredMap.of(new Map(unsure));
  perhapsAll.set(functions, all);
  return all;
}

type Bodies = NonNullable<ReturnType<State["functions"]["get"]>>;

function eitherOf(a: Bodies | undefined, b: Bodies | undefined): Bodies {
  // A library of functions is joined with what holds before each of them: most are not there yet.
  if (a === undefined && b) return perhaps(b);
  return [...new Set([...(a ?? [null]), ...(b ?? [null])])];
}

const withAbsence = new WeakMap<Bodies, Bodies>();

/** The bodies, with the alternative that there is none. */
function perhaps(bodies: Bodies): Bodies {
  if (bodies.includes(null)) return bodies;
  const known = withAbsence.get(bodies) ?? [...new Set([null, ...bodies])];
  withAbsence.set(bodies, known);
  return known;
}

/** The union of both; `both` decides where they differ. */
function joinLayers<V extends Held>(
  a: LayeredMap<V>,
  b: LayeredMap<V>,
  both: (x: V, y: V) => V = x => x,
): LayeredMap<V> {
  if (a === b) return a;
  const names = [...a.differences(b)];
  if (names.length === 0) return a;
  return a.withAll(
    names.flatMap(name => {
      const [x, y] = [a.get(name), b.get(name)];
      const value = x === undefined ? y : y === undefined ? x : both(x, y);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

function joinMaps<V>(
  a: ReadonlyMap<string, V>,
  b: ReadonlyMap<string, V>,
  both: (x: V, y: V) => V,
): ReadonlyMap<string, V> {
  if (a === b || b.size === 0) return a;
  if (a.size === 0) return b;
  let joined: Map<string, V> | undefined;
  for (const [name, value] of b) {
    const there = a.get(name);
    if (there === value) continue;
    joined ??= new Map(a);
    joined.set(name, there === undefined ? value : both(there, value));
  }
  return joined ?? a;
}
