/** The interface between the parts of a reading: each reads its kind of node and calls back for what is inside. */
import type { CommandNode, CompoundList, Script, Statement } from "unbash";
import type { Stdin } from "../../effects/pack.ts";
import type { Facts } from "../../facts/facts.ts";
import type { SearchResults, Slot } from "../../files/search-results.ts";
import type { Scope } from "../../places/scope.ts";
import type { Span } from "../../text/span.ts";
import type { Word } from "../../text/words.ts";
import type { FunctionBody, Outcome, Outer, State } from "./state.ts";

/** The position of a node. */
export interface Place {
  /** The input of its commands, unless they redirect it. */
  readonly stdin: Stdin;
  /** The output of the command whose redirect this is: `>(…)` reads it. */
  readonly printed?: Stdin | undefined;
  /** Whether something consumes the output of its commands: a pipe, a substitution, a file. */
  readonly heard: boolean;
  /** Whether only harmless settings of their output are shown in the end. */
  readonly narrowed?: boolean;
  /** Inside a text of its own (escaped backticks, an alias): positions do not count in the reader's text. */
  readonly foreign: boolean;
  /** Length of the reader's text. */
  readonly length: number;
  /** Maps spans of the reader's text to the text that the user sees, where they differ. */
  readonly original?: (span: Span) => Span;
  /** Number of iterations for which the surrounding loops are unrolled. */
  readonly unrolled: number;
  /** Number of surrounding loops, unrolled or not. */
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

/** A call that is nested too deep to be followed there. */
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
  /** The command that is the whole text, after which its state no longer matters. */
  readonly whole: Statement["command"] | undefined;
  /** Functions defined so far: those never called are listed where they stand. */
  readonly definitions: Definition[];
  /** Function bodies that were read at a call. */
  readonly called: Set<FunctionBody["body"]>;
  /** Calls that are read after the text. */
  readonly later: Later[];
  /** Values of variables that the shell evaluates later, wherever they were set. */
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
