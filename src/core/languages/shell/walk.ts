/** The shape that the parts of a reading share: each reads its kind of node and calls back for what is inside. */
import type { CommandNode, CompoundList, Script, Statement } from "unbash";
import type { Stdin } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import type { SearchResults, Slot } from "../../files/search-results.ts";
import type { Scope } from "../../places/scope.ts";
import type { Span } from "../../text/span.ts";
import type { Word } from "../../text/words.ts";
import type { FunctionBody, Outcome, Outer, State } from "./state.ts";

/** Where a node stands. */
export interface Place {
  /** What its commands read from, unless they redirect it. */
  readonly stdin: Stdin;
  /** What the command prints in whose redirects this stands: `>(…)` reads it. */
  readonly printed?: Stdin | undefined;
  /** Whether something takes in what its commands print: a pipe, a substitution, a file. */
  readonly heard: boolean;
  /** Whether only plain settings of what they print are shown in the end. */
  readonly narrowed?: boolean;
  /** Inside a text of its own (escaped backticks, an alias): positions do not count in the reader's text. */
  readonly foreign: boolean;
  /** Length of the reader's text. */
  readonly length: number;
  /** Where a part of that text stands in the one that somebody sees, where it was written in other words. */
  readonly original?: (span: Span) => Span;
  /** How many times the loops around are already being repeated. */
  readonly unrolled: number;
  /** How many loops stand around, unrolled or not. */
  readonly loops: number;
  /** Function bodies, aliases and sourced files being read, outermost first. */
  readonly calls: readonly (string | FunctionBody["body"])[];
  /** States in which `return`, `break` or `continue` left the function or loop. */
  readonly left: State[];
}

export interface Definition extends FunctionBody {
  readonly name: string;
  readonly state: State;
  readonly slot: Slot;
}

/** A call of a function that stands too deep in others to be followed there. */
export interface Later extends FunctionBody {
  readonly args: readonly Word[];
  readonly state: State;
}

export interface Walk {
  readonly facts: Facts;
  readonly outer: Outer;
  /** The scope of a command at this point of the text. */
  scopeAt(state: State): Scope;
  readonly found: SearchResults;
  /** The command that is the whole text: nothing follows that what it leaves behind would matter to. */
  readonly whole: Statement["command"] | undefined;
  /** Functions defined so far: those never called are listed where they stand. */
  readonly definitions: Definition[];
  /** Function bodies that were read where they are called. */
  readonly called: Set<FunctionBody["body"]>;
  /** Calls that are read after the text. */
  readonly later: Later[];
  /** What variables were set to that the shell runs at another time, wherever in the text. */
  readonly kept: Map<string, { readonly name: string; readonly value: string; readonly state: State }>;
  /** States in which `exit` ended the text. */
  readonly exits: State[];
  /** Reads a parsed text; its syntax errors are recorded. */
  script(script: Script, state: State, place: Place): Outcome;
  node(node: CommandNode | CompoundList, state: State, place: Place): Outcome;
  /** Parses a text found on the way (an alias, a sourced file), under the same limits as the whole. */
  parse(text: string): Script | null;
}

/** The node's range in the reader's text; the parser's repair of a broken text may reach beyond its end. */
export function spanAt(node: { readonly pos: number; readonly end: number }, place: Place): Span | undefined {
  const { foreign, length, original } = place;
  if (foreign) return undefined;
  const span = { start: Math.min(node.pos, length), end: Math.min(node.end, length) };
  return original ? original(span) : span;
}
