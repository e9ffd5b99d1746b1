/** A PowerShell text with the position that the parser advances. It never moves back, so parsing is linear. */
import type { Unreadable } from "../../files/search-results.ts";
import type { Block } from "./syntax.ts";

/** Deeper than anybody writes, and shallow enough for the stack. */
export const MAX_DEPTH = 48;

export class Source {
  at = 0;
  depth = 0;
  readonly problems: Unreadable[] = [];
  readonly text: string;

  constructor(
    written: string,
    /** Parses statements up to `close`, which it consumes; passed in by the parser. */
    private readonly statements: (source: Source, close: string) => Block,
  ) {
    // PowerShell accepts typographic quotes and dashes.
    this.text = written
      .replace(/[\u2018-\u201b]/g, "'")
      .replace(/[\u201c-\u201e]/g, '"')
      .replace(/[\u2013-\u2015]/g, "-");
  }

  get char(): string {
    return this.text[this.at] ?? "";
  }

  get ended(): boolean {
    return this.at >= this.text.length;
  }

  peek(count: number): string {
    return this.text.substr(this.at, count);
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  /** Consumes and returns what a sticky expression matches here. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  slice(start: number): string {
    return this.text.slice(start, this.at);
  }

  problem(because: string, start: number): void {
    if (!this.problems.some(other => other.because === because))
      this.problems.push({ because, span: { start, end: Math.min(start + 1, this.text.length) } });
  }

  /** Parses statements inside brackets; where they are nested too deep, skips the rest of the text. */
  nested(close: string): Block {
    const start = this.at;
    if (this.depth >= MAX_DEPTH) {
      this.problem(`it is nested more than ${MAX_DEPTH} deep`, start);
      this.at = this.text.length;
      return { statements: [] };
    }
    this.depth++;
    const block = this.statements(this, close);
    this.depth--;
    return block;
  }

  /** Skips blanks, continued lines and comments; with `lines` also newlines. */
  blanks(lines: boolean): void {
    for (;;) {
      const { char } = this;
      if (char === " " || char === "\t" || char === "\u00a0" || (lines && (char === "\n" || char === "\r"))) this.at++;
      else if (char === "`" && /^`\r?\n/.test(this.peek(3))) this.at += this.peek(3).startsWith("`\r\n") ? 3 : 2;
      else if (this.startsWith("<#")) {
        const end = this.text.indexOf("#>", this.at + 2);
        this.at = end < 0 ? this.text.length : end + 2;
      } else if (char === "#") {
        const end = this.text.indexOf("\n", this.at);
        this.at = end < 0 ? this.text.length : end;
      } else return;
    }
  }
}
