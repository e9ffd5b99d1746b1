/** Splits a text of cmd.exe into commands, and parses `for` and `if`. One pass without backtracking: linear. */
import type { Unreadable } from "../../files/search-results.ts";

export type Node =
  | { readonly kind: "command"; readonly text: string; readonly start: number; readonly piped: boolean }
  | { readonly kind: "group"; readonly nodes: readonly Node[] }
  | { readonly kind: "if"; readonly nodes: readonly Node[] }
  | {
      readonly kind: "for";
      /** Letters of its switches: `d`, `r`, `f`, `l`; empty for the plain one. */
      readonly mode: string;
      /** The folder after `/r`. */
      readonly root: string;
      readonly variable: string;
      readonly set: string;
      readonly body: readonly Node[];
    };

const MAX_DEPTH = 48;

export function parseCmd(text: string): { readonly nodes: readonly Node[]; readonly problems: readonly Unreadable[] } {
  const parser = new Parser(text);
  const nodes: Node[] = [];
  while (parser.at < text.length) {
    nodes.push(...parser.list());
    // Skips a closing bracket without an opening one.
    parser.at++;
  }
  return { nodes, problems: parser.problems };
}

class Parser {
  at = 0;
  private depth = 0;
  readonly problems: Unreadable[] = [];

  constructor(private readonly text: string) {}

  /** Up to the bracket that closes the group, or the end. */
  list(): Node[] {
    const nodes: Node[] = [];
    let piped = false;
    while (this.at < this.text.length) {
      this.skip(/[\s;,=@]*/y);
      if (this.at >= this.text.length || this.char === ")") break;
      const operator = this.skip(/&&?|\|\|?/y);
      if (operator !== "") {
        piped = operator === "|";
        continue;
      }
      nodes.push(...this.command(piped));
      piped = false;
    }
    return nodes;
  }

  private command(piped: boolean): Node[] {
    if (this.char === "(") return [this.group()];
    const word = /^(?:for|if|else)(?=[\s(/"])/i.exec(this.text.substr(this.at, 5))?.[0].toLowerCase();
    if (word === "else") {
      this.at += 4;
      return [];
    }
    if (word === "for") return this.loop();
    if (word === "if") return this.condition();
    const start = this.at;
    const text = this.raw();
    return [{ kind: "command", text, start, piped }];
  }

  private group(): Node {
    const start = this.at++;
    if (this.depth >= MAX_DEPTH) {
      this.problem(`it is nested more than ${MAX_DEPTH} deep`, start);
      this.at = this.text.length;
      return { kind: "group", nodes: [] };
    }
    this.depth++;
    const nodes = this.list();
    this.depth--;
    if (this.char === ")") this.at++;
    else this.problem("a bracket is never closed", start);
    return { kind: "group", nodes };
  }

  /** Reads `for /f "options" %x in (set) do …`. */
  private loop(): Node[] {
    const start = this.at;
    this.at += 3;
    const head = this.skip(/[^(&|\n]{0,400}?%{1,2}[^\s%]\s+in\s*(?=\()/iy);
    const found = /^\s*(?!\s)((?:\/[a-z]\s+(?!\s))*)("[^"]*"|\S*?)\s*%{1,2}(\S)\s+in\s*$/i.exec(
      head.replace(/\/r\s+(?=%)/i, "/r . "),
    );
    if (!found) {
      this.problem("a loop that is not understood", start);
      return [{ kind: "command", text: this.raw(), start, piped: false }];
    }
    this.at++;
    const set = this.untilBracket();
    this.skip(/\s*do\b[\s@]*/iy);
    const body = this.nestedCommand(start);
    const mode = (found[1] ?? "").replace(/[^a-z]/gi, "").toLowerCase();
    return [
      { kind: "for", mode, root: mode.includes("r") ? (found[2] ?? ".") : "", variable: found[3] ?? "", set, body },
    ];
  }

  private condition(): Node[] {
    const start = this.at;
    this.at += 2;
    this.skip(/(?:\s+\/i\b)?(?:\s+not\b)?(?:\s+\/i\b)?\s*/iy);
    const operand = /(?:"[^"\n]*"|[^\s"=()&|]|\([^\s()]*\))+/y;
    if (this.skip(/(?:exist|defined|errorlevel|cmdextversion)\b\s*/iy) !== "") this.skip(operand);
    else {
      this.skip(operand);
      this.skip(/\s*(?:==|equ|neq|lss|leq|gtr|geq)\s*/iy);
      this.skip(operand);
    }
    this.skip(/[\s@]*/y);
    return [{ kind: "if", nodes: this.nestedCommand(start) }];
  }

  private nestedCommand(start: number): Node[] {
    if (this.depth >= MAX_DEPTH) {
      this.problem(`it is nested more than ${MAX_DEPTH} deep`, start);
      this.at = this.text.length;
      return [];
    }
    if (this.at >= this.text.length) return [];
    this.depth++;
    const nodes = this.command(false);
    this.depth--;
    return nodes;
  }

  /** Returns one simple command as written. `^` escapes the next character; a quote only toggles quoting. */
  private raw(): string {
    const start = this.at;
    let quoted = false;
    for (; this.at < this.text.length; this.at++) {
      const { char } = this;
      if (char === "\n") break;
      if (char === '"') quoted = !quoted;
      if (quoted) continue;
      if (char === "^") {
        this.at++;
        continue;
      }
      if (char === "|" || (char === ")" && this.depth > 0)) break;
      if (char === "&" && !/[<>]/.test(this.text[this.at - 1] ?? "")) break;
    }
    return this.text.slice(start, this.at);
  }

  private untilBracket(): string {
    const start = this.at;
    let quote = "";
    let open = 1;
    for (; this.at < this.text.length; this.at++) {
      const { char } = this;
      if (quote !== "") {
        if (char === quote) quote = "";
      } else if (char === '"' || (char === "'" && this.at === start)) quote = char;
      else if (char === "(") open++;
      else if (char === ")" && --open === 0) break;
    }
    const set = this.text.slice(start, this.at);
    if (this.at >= this.text.length) this.problem("a bracket is never closed", Math.max(0, start - 1));
    else this.at++;
    return set;
  }

  private get char(): string {
    return this.text[this.at] ?? "";
  }

  private skip(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.at += found.length;
    return found;
  }

  private problem(because: string, start: number): void {
    if (!this.problems.some(other => other.because === because))
      this.problems.push({ because, span: { start, end: start + 1 } });
  }
}
