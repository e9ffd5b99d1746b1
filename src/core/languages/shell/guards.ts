/**
 * Limits texts before parsing, and checks the tree after it. Measured on unbash 6.0.4: each check finds a text that
 * bash reads differently while the parser reports no error.
 */
import { forEachChild, parse, type Script, type SyntaxNode } from "unbash";
import type { Unreadable } from "../../files/search-results.ts";
import { mayHoldCommand } from "./substitutions.ts";

/**
 * The parser is synchronous and its worst cost is nesting times length: the text is bounded, not the time. At these
 * limits the worst of a hundred hostile shapes takes about a third of a second; documents written through a
 * here-document hold hundreds of backticks and stay below.
 */
const MAX_CHARACTERS = 64 * 1024;
const MAX_OPENERS = 2000;
/** The parser reads what is nested once for each level around it. No text that people write comes near this. */
const MAX_NESTING = 30;
const OPENERS = /\$\(|`|[<>]\(|\$\{|<</g;
const MAX_DEPTH = 400;
/** Repairs may uncover another place that needs one. */
const MAX_REPAIRS = 4;

export interface Parsed {
  readonly script: Script;
  readonly unreadable: readonly Unreadable[];
}

/** Why the text must not be parsed at all, or undefined. */
export function tooLarge(text: string): string | undefined {
  if (text.length > MAX_CHARACTERS) return `the command is longer than ${MAX_CHARACTERS} characters`;
  const openers = text.match(OPENERS)?.length ?? 0;
  if (openers > MAX_OPENERS) return `the command holds more than ${MAX_OPENERS} substitutions and expansions`;
  return openers > MAX_NESTING && nesting(text) > MAX_NESTING
    ? `its substitutions and expansions are nested more than ${MAX_NESTING} deep`
    : undefined;
}

/** Brackets, and what hides one: a backslash, a pair of quotes with little in it. */
const BRACKETS = /\\[\s\S]|'[^'\n]{0,8}'|"[)}]{1,8}"|[$<>]?[({]|[)}]/g;

/** Nesting depth of substitutions and expansions; a closing bracket also closes what was left open in it. */
function nesting(text: string): number {
  const open: string[] = [];
  const count = { "(": 0, "{": 0 };
  let deep = 0;
  let deepest = 0;
  for (const [found] of text.matchAll(BRACKETS)) {
    const bracket = found.at(-1);
    if (bracket === "(" || bracket === "{") {
      open.push(found);
      count[bracket]++;
      if (found.length > 1) deepest = Math.max(deepest, ++deep);
    } else if (found === ")" || found === "}") {
      const opening = found === ")" ? "(" : "{";
      while (count[opening] > 0) {
        const last = open.pop() ?? opening;
        if (last.length > 1) deep--;
        count[last.endsWith("(") ? "(" : "{"]--;
        if (last.endsWith(opening)) break;
      }
    }
  }
  return deepest;
}

/** Parses with the known misreadings repaired or reported. Positions count in `text`. May throw where unbash does. */
export function parseGuarded(text: string): Parsed {
  let source = text;
  for (let round = 0; ; round++) {
    const script = parse(source);
    const wires = new Tripwires(source);
    wires.look(script);
    if (wires.repaired === source || round === MAX_REPAIRS) return { script, unreadable: wires.unreadable };
    source = wires.repaired;
  }
}

class Tripwires {
  readonly unreadable: Unreadable[] = [];
  repaired: string;
  /** Whether the current node is in a separate text, and its depth. */
  private foreign = false;
  private depth = 0;
  /** Created once for all nodes. */
  private readonly lookInside = (node: SyntaxNode): void => this.look(node);

  constructor(private readonly source: string) {
    this.repaired = source;
  }

  look(node: SyntaxNode): void {
    const { foreign, depth } = this;
    if (depth > MAX_DEPTH) return this.trip(`it is nested more than ${MAX_DEPTH} deep`, node, foreign);
    const inside = foreign || (node.type === "Script" && node.source !== undefined);
    switch (node.type) {
      case "Word":
        if (!mayHoldCommand(node.text)) return;
        break;
      case "Assignment":
        // `a=("$(rm x)")y` runs rm; the parser hands out the value as one opaque word.
        if (node.value.type === "Word" && node.value.text.startsWith("("))
          this.trip("text follows an array's closing parenthesis", node, inside);
        break;
      case "ArithmeticExpansion":
        if (!isArithmetic(node.text)) this.trip("a substitution inside arithmetic may be something else", node, inside);
        break;
      case "Subshell": {
        // `((a)⏎b)`: bash tries arithmetic first, and reads on from another place than the parser.
        const first = node.body.commands[0]?.command;
        const doubled = first?.pos === node.pos + 1 && (first.type === "Subshell" || first.type === "Redirected");
        if (doubled && (inside || this.source.slice(node.pos, node.end).includes("\n")))
          this.trip("two opening parentheses may be arithmetic", node, inside);
        break;
      }
      case "CommandExpansion":
        // bash 5.2 writes a substitution out again and loses a `;` somewhere behind a here-document.
        if (node.text.includes("<<") && node.script && !isOneCommand(node.script) && holdsHereDoc(node.script))
          this.trip("a here-document stands among other commands of a substitution", node, inside);
        break;
      case "Redirect": {
        // `3>&-rm x` closes descriptor 3 and runs rm; the parser sees a file called `-rm`.
        const target = node.target;
        if (!target || !/^[<>]&$/.test(node.operator) || !/^-./s.test(target.text)) break;
        // Without its standard output the command prints nothing, which blanks would not say.
        const output =
          node.operator === ">&" && !(node.descriptor?.type === "FileDescriptor" && node.descriptor.value > 1);
        if (inside || output) this.trip("a word is glued to a closing redirect", node, inside);
        else this.blank(node.pos, target.pos + 1);
        break;
      }
    }
    this.foreign = inside;
    this.depth = depth + 1;
    forEachChild(node, this.lookInside);
    this.foreign = foreign;
    this.depth = depth;
  }

  private trip(because: string, { pos, end }: { readonly pos: number; readonly end: number }, foreign: boolean): void {
    if (this.unreadable.some(other => other.because === because)) return;
    this.unreadable.push({ because, ...(!foreign && { span: { start: pos, end } }) });
  }

  /** Replaces the closing of a descriptor, which has no effect that matters here, by blanks of the same length. */
  private blank(start: number, end: number): void {
    this.repaired = this.repaired.slice(0, start) + " ".repeat(end - start) + this.repaired.slice(end);
  }
}

/** A pipeline or a list of simple commands: the usual `$(cat <<EOF … EOF)`. */
function isOneCommand({ commands }: Script): boolean {
  const [only, ...more] = commands;
  if (!only || more.length > 0) return false;
  const { command } = only;
  return command.type === "Pipeline" || command.type === "AndOr"
    ? command.commands.every(part => part.type === "Command")
    : command.type === "Command";
}

function holdsHereDoc(node: SyntaxNode, depth = 0): boolean {
  let found = node.type === "HereDoc" || depth > MAX_DEPTH;
  if (!found)
    forEachChild(node, child => {
      found ||= holdsHereDoc(child, depth + 1);
    });
  return found;
}

/** `$((1+$(f)` that is closed elsewhere is a command: only text whose parentheses plainly pair up is arithmetic. */
function isArithmetic(text: string): boolean {
  if (!/\$\(|`/.test(text.slice(3))) return true;
  if (!text.startsWith("$((") || !text.endsWith("))")) return text.startsWith("$[");
  const inner = text.slice(3, -2);
  if (/[\\'"#`]|\bcase\b/.test(inner)) return false;
  let depth = 0;
  for (const char of inner) {
    if (char === "(") depth++;
    if (char === ")" && --depth < 0) return false;
  }
  return depth === 0;
}
