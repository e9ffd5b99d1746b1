/** The state while a PowerShell text is followed: folder, variables, aliases, functions, default parameters. */

import type { Stdin } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import type { SearchResults } from "../../files/search-results.ts";
import type { Earlier, Scope } from "../../places/scope.ts";
import { LayeredMap } from "../../text/layered-map.ts";
import type { Span } from "../../text/span.ts";
import { isSmall } from "../../text/value-size.ts";
import { type Piece, type Word, wordOfPieces } from "../../text/words.ts";
import type { Block, Part } from "./syntax.ts";

/** The value of a variable or an expression. */
export type Value =
  | { readonly kind: "words"; readonly words: readonly Word[] }
  /** The output of a command: files for `Get-ChildItem`. */
  | { readonly kind: "items"; readonly from: Stdin }
  /** `@{ … }`, for splatting. */
  | { readonly kind: "hash"; readonly block: Block }
  | { readonly kind: "script"; readonly block: Block; readonly text: string };

export interface DefaultParameter {
  /** Command pattern and parameter in lower case: `remove-*`, `force`. */
  readonly command: string;
  readonly parameter: string;
  readonly value: Word;
}

export interface State {
  cwd: string | null;
  readonly stack: (string | null)[];
  /** By name in lower case; null means set to an unknown value. */
  readonly variables: Map<string, Value | null>;
  /** Never changed in place: commands that were read keep the one they ran with. */
  environment: LayeredMap<string | null>;
  readonly aliases: Map<string, string>;
  readonly functions: Map<string, Block>;
  readonly defaults: DefaultParameter[];
  earlier: Earlier | undefined;
  /** In a function that this text does not call. */
  readonly dormant?: true;
}

/** A call that is nested too deep to be followed there. */
export interface Later {
  readonly body: Block;
  readonly args: readonly Word[];
  readonly blocks: ReadonlyMap<Word, Value>;
  readonly state: State;
}

export interface Walk {
  readonly facts: Facts;
  readonly found: SearchResults;
  readonly via: readonly string[];
  /** Functions that have been called somewhere. */
  readonly called: Set<Block>;
  /** Functions that are being read, the outermost first. */
  readonly calls: Block[];
  /** Calls that are read after the text. */
  readonly later: Later[];
  /** Runs a block and returns its output. */
  readonly block: (block: Block, state: State, walk: Walk, input: Stdin) => Stdin;
  /** Evaluates an expression with members: `$x.Name`, `[IO.Path]::Combine('a', 'b')`. */
  readonly member: (parts: readonly Part[], text: string, state: State, walk: Walk, span: Span) => Value;
}

/** Resolves aliases, including aliases of aliases. */
export function withoutAliases(name: string, { aliases }: State): string {
  const seen = new Set<string>();
  let now = name;
  for (let next = aliases.get(now); next !== undefined && !seen.has(now); next = aliases.get(now)) {
    seen.add(now);
    now = next;
  }
  return now;
}

export function initialState(scope: Scope): State {
  const stored = (prefix: string) =>
    [...scope.variables]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value] as const);
  const variables = stored("$").map(([name, text]): [string, Value | null] => [
    name,
    text === null ? null : textValue(text),
  ]);
  return {
    cwd: scope.cwd,
    stack: [],
    variables: new Map(variables),
    environment: LayeredMap.of(new Map([...scope.variables].filter(([name]) => !name.startsWith("$")))),
    aliases: new Map(),
    functions: new Map(),
    defaults: [],
    earlier: scope.earlier,
  };
}

export function copyOf(state: State): State {
  return {
    ...state,
    stack: [...state.stack],
    variables: new Map(state.variables),
    aliases: new Map(state.aliases),
    functions: new Map(state.functions),
    defaults: [...state.defaults],
  };
}

/** Sets a variable; a value that is too long to be followed is unknown. */
export function setVariable(state: State, name: string, value: Value | null | undefined): void {
  const kept: Value | null | undefined =
    value?.kind === "words" ? { kind: "words", words: value.words.map(inFewPieces) } : value;
  state.variables.set(name, kept?.kind === "words" && !isSmall(kept.words) ? null : (kept ?? null));
}

/** Merges adjacent text pieces of a word. */
function inFewPieces(word: Word): Word {
  if (!word.pieces.some((piece, i) => i > 0 && goOn(piece, word.pieces[i - 1]))) return word;
  const pieces: Piece[] = [];
  for (const piece of word.pieces) {
    const last = pieces.at(-1);
    if (last && goOn(piece, last) && last.kind === "text" && piece.kind === "text")
      pieces[pieces.length - 1] = { ...last, value: last.value + piece.value };
    else pieces.push(piece);
  }
  return { ...wordOfPieces(word.text, pieces, word.span), glob: word.glob };
}

function goOn(piece: Piece, before: Piece | undefined): boolean {
  return piece.kind === "text" && before?.kind === "text" && before.quoted === piece.quoted;
}

/** Joins the state of code that may or may not have run: what it would have changed becomes unknown. */
export function mayBecome(state: State, other: State): void {
  if (other.cwd !== state.cwd) state.cwd = null;
  for (const [name, value] of other.variables) if (state.variables.get(name) !== value) state.variables.set(name, null);
  for (const [name, value] of other.environment)
    if (state.environment.get(name) !== value) state.environment = state.environment.with(name, null);
  for (const [name, value] of other.aliases) state.aliases.set(name, value);
  for (const [name, value] of other.functions) state.functions.set(name, value);
  for (const entry of other.defaults) if (!state.defaults.includes(entry)) state.defaults.push(entry);
  state.earlier = other.earlier ?? state.earlier;
}

export function scopeOf(state: State, walk: Walk): Scope {
  return {
    cwd: state.cwd,
    variables: state.environment,
    via: walk.via,
    ...(state.earlier && { earlier: state.earlier }),
    ...(state.dormant && { dormant: true }),
  };
}

function textValue(text: string): Value {
  return {
    kind: "words",
    words: [{ text, value: text, pieces: [{ kind: "text", value: text, quoted: true }], glob: false }],
  };
}
