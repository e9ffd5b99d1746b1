/**
 * The state of a shell at one point of a text: its folder, its variables, and its functions. Immutable, so that
 * branches can be read separately and joined again.
 */
import type { CommandNode, CompoundList } from "unbash";
import type { Stdin } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import type { Earlier, Scope } from "../../places/scope.ts";
import { LayeredMap } from "../../text/layered-map.ts";
import { isSmall, isSmallWord } from "../../text/value-size.ts";
import { literalWord, type Piece, unknownWord, type Word, wordOfPieces } from "../../text/words.ts";
import { connectionCalled, type NamedConnection } from "../sql/variable.ts";

/** A function's body, and how many backtick levels of source it belongs to. */
export interface FunctionBody {
  readonly body: CommandNode | CompoundList;
  /** Whether its positions do not count in the reader's text. */
  readonly foreign: boolean;
}

export interface State {
  readonly cwd: string | null;
  /** The folders of joined branches that differ. Counts only while `cwd` is null. */
  readonly either?: readonly string[] | undefined;
  /** Patterns of where it may stand, where no more is known: `cd x*`. Counts only while the other two do not. */
  readonly within?: readonly string[] | undefined;
  /** The stack of `pushd`, its top last. */
  readonly pushed?: readonly string[] | undefined;
  /** The folder that `cd -` returns to. */
  readonly before: string | null;
  /** By value; null is "set to something unknown". Positional parameters are `1`, `2`, … and `#`. */
  readonly variables: LayeredMap<string | null>;
  /** Values that are more than a string: arrays, texts with holes, file patterns that a loop runs over. */
  readonly rich: LayeredMap<readonly Word[]>;
  /** Labels of connections that the usual variables hold, by variable. */
  readonly connections?: ReadonlyMap<string, NamedConnection>;
  /** Several bodies when branches define the same name differently; null among them: it may not be defined. */
  readonly functions: LayeredMap<readonly (FunctionBody | null)[]>;
  readonly aliases: LayeredMap<string>;
  /** Inside a function: the values that `local` has hidden. */
  readonly locals: LayeredMap<Saved> | null;
  /** `set -e`: a command that fails ends the text. */
  readonly errexit: boolean;
  /** Folders that this text creates before it enters them. */
  readonly made: LayeredMap<true>;
  /** Targets of name references (`declare -n`): they stay unknown whatever is assigned. */
  readonly shared: LayeredMap<true>;
  /** What it has done to files so far. */
  readonly earlier: Earlier | undefined;
  /** In a function that this text does not call. */
  readonly dormant?: true;
  /** Variables of the surrounding loops over many values. */
  readonly turns?: readonly string[];
}

export interface Saved {
  readonly value: string | null | undefined;
  readonly rich: readonly Word[] | undefined;
}

/** How a command may end; null means that this end is impossible. `output` goes to a pipe or a substitution. */
export interface Outcome {
  readonly ok: State | null;
  readonly failed: State | null;
  readonly output: Stdin;
}

export const SILENT: Stdin = { kind: "text", text: "" };
export const UNKNOWN_OUTPUT: Stdin = { kind: "pipe" };

/** Most variables; a text that sets more uses up its budget of commands first. */
const MAX_VARIABLES = 4096;

export function initialState(scope: Scope): State {
  return {
    cwd: scope.cwd,
    before: scope.variables.get("OLDPWD") ?? null,
    variables: LayeredMap.of(scope.variables),
    rich: LayeredMap.of(scope.given && new Map([...scope.given].map(([name, word]) => [name, [word]]))),
    functions: LayeredMap.of(),
    aliases: LayeredMap.of(),
    locals: null,
    errexit: false,
    made: LayeredMap.of(),
    shared: LayeredMap.of(),
    earlier: scope.earlier,
  };
}

/** Both ends are possible, and the output is unknown. */
export function either(state: State, output: Stdin = UNKNOWN_OUTPUT): Outcome {
  return { ok: state, failed: state, output };
}

/** The command cannot fail. */
export function always(state: State, output: Stdin = SILENT): Outcome {
  return { ok: state, failed: null, output };
}

/** The values of a variable: one word for a scalar, several for an array; null: unknown; undefined: never heard of. */
export function valuesOf(state: State, name: string): readonly Word[] | null | undefined {
  const rich = state.rich.get(name);
  if (rich) return rich;
  const value = state.variables.get(name);
  return typeof value === "string" ? [literalWord(value)] : value;
}

/** Sets a variable; null makes it unknown. */
export function withVariable(before: State, name: string, value: readonly Word[] | null): State {
  const state = withConnection(before, name, value);
  const words = value && isSmall(value) && !state.shared.has(name) ? value : null;
  const known = state.variables.has(name);
  if (!known && state.variables.size >= MAX_VARIABLES) return state;
  const [first] = words ?? [];
  const plain = words?.length === 1 && first && first.value !== null && !first.glob;
  if (known && (plain || !words) && !state.rich.has(name) && state.variables.get(name) === (plain ? first.value : null))
    return state;
  const variables = state.variables.with(name, plain ? first.value : null);
  if (plain && !state.rich.has(name)) return { ...state, variables };
  return { ...state, variables, rich: words && !plain ? state.rich.with(name, words) : state.rich.without([name]) };
}

/** Records or forgets the connection that a variable holds. */
function withConnection(state: State, name: string, value: readonly Word[] | null): State {
  const { connections } = state;
  const called = connectionCalled(name, value);
  if (called) return { ...state, connections: new Map(connections).set(name, called) };
  if (!connections?.has(name) || !value?.every(word => word.value !== null)) return state;
  return { ...state, connections: new Map([...connections].filter(([one]) => one !== name)) };
}

export function withUnknown(state: State, names: Iterable<string>): State {
  let room = MAX_VARIABLES - state.variables.size;
  const unknown = [...new Set(names)].filter(name => {
    const value = state.variables.get(name);
    return value === undefined ? room-- > 0 : value !== null || state.rich.has(name);
  });
  if (unknown.length === 0) return state;
  const variables = state.variables.withAll(unknown.map(name => [name, null] as const));
  return { ...state, variables, rich: state.rich.without(unknown) };
}

/** The positional parameters, or null when they are not known. */
export function positionalOf(state: State): readonly Word[] | null {
  const [only] = state.variables.get("#") === null ? (state.rich.get("#")?.[0]?.pieces ?? []) : [];
  const counts = only?.kind === "hole" ? (only.may ?? []) : [];
  const count = counts.length === 1 ? counts[0] : state.variables.get("#");
  if (count === undefined || count === null) return null;
  const words: Word[] = [];
  for (let i = 1; i <= Number(count); i++) words.push(valuesOf(state, String(i))?.[0] ?? unknownWord(`$${i}`));
  return words;
}

/** Replaces the positional parameters; null forgets them. */
export function withPositional(state: State, words: readonly Word[] | null): State {
  const names = positionalNames(state);
  if (!words) {
    if (names.length === 0) return state;
    return { ...state, variables: state.variables.without(names), rich: state.rich.without(names) };
  }
  let open = false;
  const variables: (readonly [string, string | null])[] = [["#", String(words.length)]];
  const rich: (readonly [string, readonly Word[]])[] = [];
  let count = 0;
  for (const word of words) {
    const name = String(++count);
    // After a word that may be none or several, positions are unknown.
    open ||= word.pieces.some(isOpen);
    const known = !open && isSmallWord(word);
    if (known && isPlain(word)) variables.push([name, word.value]);
    else {
      variables.push([name, null]);
      rich.push([name, [known ? word : unknownParameter(`$${name}`)]]);
    }
  }
  return {
    ...state,
    variables: state.variables.replacing(names, variables),
    rich: state.rich.replacing(names, rich),
  };
}

function isOpen(piece: Piece): boolean {
  return piece.kind === "hole" && !piece.quoted;
}

/** The parameter may be no word, or several. */
function unknownParameter(name: string): Word {
  return wordOfPieces(name, [{ kind: "hole", of: name, from: "variable", quoted: false }]);
}

/** Without a count there are no parameters; where branches left different counts, any may exist. */
function positionalNames({ variables }: State): readonly string[] {
  const count = variables.get("#");
  if (count === undefined) return [];
  if (count === null) return [...variables.keys()].filter(name => /^(\d+|#)$/.test(name));
  const names = ["#", "0"];
  for (let i = 1; i <= Number(count); i++) names.push(String(i));
  return names;
}

/** Whether the word has a value and nothing more. */
function isPlain({ value, glob }: Word): boolean {
  return value !== null && !glob;
}

/** What is known before any file was changed. */
export const NOTHING_YET: Earlier = {
  written: new Map(),
  derived: new Map(),
  moved: new Map(),
  copied: new Map(),
  linked: new Map(),
};

/** Parts of the scope that are the same for the whole text. */
export type Outer = Pick<Scope, "via" | "elsewhere" | "container" | "raised" | "committed" | "guessed" | "settingsOf">;

/** Returns the scope of a command at `state`. Memoizes the last one, since most commands change nothing. */
export function scopesWithin(outer: Outer): (state: State) => Scope {
  let last: { readonly state: State; readonly scope: Scope } | undefined;
  return state => {
    if (last?.state !== state) last = { state, scope: scopeOf(state, outer) };
    return last.scope;
  };
}

/** The scope that a command at `state` sees. */
export function scopeOf(
  { cwd, either, within, variables, connections, earlier, dormant, turns }: State,
  { via, elsewhere, container, raised, committed, guessed, settingsOf: around }: Outer,
): Scope {
  const settingsOf = around ?? connections?.values().next().value;
  const scope: Scope = earlier ? { cwd, variables, via, earlier } : { cwd, variables, via };
  const folders = cwd === null && !elsewhere ? either : undefined;
  const bounds = cwd === null && !elsewhere && !folders ? within : undefined;
  if (
    !(folders || bounds || dormant || turns || elsewhere || container || raised || committed || guessed || settingsOf)
  )
    return scope;
  return {
    ...scope,
    ...(folders && { either: folders }),
    ...(bounds && { within: bounds }),
    ...(dormant && { dormant: true as const }),
    ...(turns && { turns }),
    ...(elsewhere && { elsewhere }),
    ...(container && { container }),
    ...(raised && { raised }),
    ...(settingsOf && { settingsOf }),
    ...(committed && { committed }),
    ...(guessed && { guessed }),
  };
}

/** The home folder: the variable's value where it is known, else the host's. */
export function homeOf(state: State, facts: Facts): string | null {
  const value = state.variables.get("HOME");
  return value === undefined ? (facts.around.home ?? null) : value;
}
