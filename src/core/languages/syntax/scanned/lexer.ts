/** Splits the text of a scanned language into tokens. Linear, never throws: an unknown character is a sign token. */
import { anyOf, words } from "../../../text/expressions.ts";
import { HOLE } from "../../../text/words.ts";
import { unescapedText } from "../literals.ts";
import type { ScannedDialect } from "./dialect.ts";

/** A part of a string: plain text, or the source of an interpolation. */
export type Part = { readonly text: string } | { readonly source: string };

export type Token = {
  /** Blanks precede the token. */
  readonly spaced: boolean;
} & (
  | { readonly kind: "name" | "variable" | "sign"; readonly value: string }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "text" | "command" | "glob"; readonly parts: readonly Part[] }
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "line" }
);

const CLOSES: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}", "<": ">" };
const SIGNS = anyOf(
  words`
    \?-> \?\?= \|\|= &&= \*\* <=> === !== \.\.\. -> => &\. \?\. == != =~ !~ <= >= && \|\| //=? \.= \+= -= \*= << >>
    \?\? \.\. \+\+ -- :: [^\s]
  `,
  "y",
);
const NAME = /[\p{L}_][\p{L}\p{N}_]*(?:(?:::|\\)[\p{L}_][\p{L}\p{N}_]*)*(?:[?!](?![=~]))?/uy;
const NUMBER = /0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|\d[\d_]*(?:\.\d[\d_]*)?/y;

export function lexScanned(source: string, dialect: ScannedDialect): Token[] {
  return new ScannedLexer(source, dialect).tokens;
}

/** What is filled into a text of Perl or PHP: `{$x}`, `${x}`, `@{[ x ]}`, `$x[0]`. */
const FILLED_BY_SIGNS = anyOf(
  [
    /\{(\$[^{}]*)\}|\$\{(\w+)\}|@\{\[((?:(?!@\{\[)[^\]])*)\]\}/,
    /(?<![\\\w])([$@][A-Za-z_]\w*(?:->)?(?:\[[^\]\n]{0,128}\]|\{[^}\n]{0,128}\})?)/,
  ],
  "g",
);

class ScannedLexer {
  readonly tokens: Token[] = [];
  private at = 0;
  private spaced = false;
  /** Where the text of heredocs that started on this line ends. */
  private behindHeredocs: number | undefined;
  private readonly unclosed = new Set<string>();

  constructor(
    private readonly source: string,
    private readonly dialect: ScannedDialect,
  ) {
    while (this.at < source.length) this.next();
  }

  private next(): void {
    const { source } = this;
    const char = source[this.at] ?? "";
    if (char === "\n") return this.newline();
    if (/\s/.test(char)) {
      this.spaced = true;
      this.at++;
      return;
    }
    if (this.skipsComment(char)) return;
    if (this.quoted(char)) return;
    if (this.variable(char)) return;
    const number = match(NUMBER, source, this.at);
    if (number !== undefined)
      return this.push({ kind: "number", value: Number(number.replace(/_/g, "")) }, number.length);
    const name = match(NAME, source, this.at);
    if (name !== undefined) return this.push({ kind: "name", value: name.replace(/::|\\/g, ".") }, name.length);
    if (char === HOLE) return this.push({ kind: "name", value: HOLE }, 1);
    const sign = match(SIGNS, source, this.at) ?? char;
    this.push({ kind: "sign", value: sign }, sign.length);
  }

  private newline(): void {
    this.push({ kind: "line" }, 1);
    if (this.behindHeredocs !== undefined) this.at = Math.max(this.at, this.behindHeredocs);
    this.behindHeredocs = undefined;
    // Documentation blocks (`=begin`, `=pod`), and the end of the program.
    const rest = this.source.slice(this.at, this.at + 12);
    if (/^__(?:END|DATA)__/.test(rest)) this.at = this.source.length;
    if (!/^=[a-z]/.test(rest)) return;
    const end = this.source.slice(this.at).search(/^=(?:end|cut)\b.*$/m);
    this.at = end === -1 ? this.source.length : this.at + end + 4;
  }

  private skipsComment(char: string): boolean {
    const { source, dialect } = this;
    const two = source.slice(this.at, this.at + 2);
    if (two === "/*" && dialect.comments.includes("/*")) {
      const end = source.indexOf("*/", this.at + 2);
      this.at = end === -1 ? source.length : end + 2;
      return true;
    }
    const hash = char === "#" && dialect.comments.includes("#");
    const slashes = two === "//" && dialect.comments.includes("//");
    if (!hash && !slashes) return false;
    const end = source.indexOf("\n", this.at);
    this.at = end === -1 ? source.length : end;
    return true;
  }

  private quoted(char: string): boolean {
    const { source, dialect } = this;
    if (char === '"' || char === "'" || char === "`") {
      const triple = char.repeat(3);
      if (char !== "`" && source.startsWith(triple, this.at))
        return this.string(triple, triple, char === '"', "text", this.at + 3);
      const kind = char === "`" && dialect.backticksRun ? "command" : "text";
      return this.string(char, char, char !== "'", kind, this.at + 1);
    }
    if (dialect.heredoc !== "" && source.startsWith(dialect.heredoc, this.at) && this.heredoc()) return true;
    if (dialect.quoting !== "" && this.quotingOperator(char)) return true;
    if (char === "<" && dialect.quoting === "letters" && this.startsValue()) {
      const inner = /^<([^<>\n]{1,200})>/.exec(source.slice(this.at, this.at + 203));
      if (inner?.[1] !== undefined) {
        const glob = /[*?{~/.]/.test(inner[1]);
        this.push(
          glob ? { kind: "glob", parts: this.partsOf(inner[1], true) } : { kind: "name", value: HOLE },
          inner[0].length,
        );
        return true;
      }
    }
    if (char === "/" && dialect.patterns && this.startsValue()) {
      const end = this.closing(this.at + 1, "/", "/");
      const line = source.indexOf("\n", this.at);
      if (end !== -1 && (line === -1 || end < line)) {
        this.push({ kind: "name", value: HOLE }, end + 1 - this.at);
        return true;
      }
    }
    return false;
  }

  private string(open: string, close: string, fills: boolean, kind: "text" | "command", from: number): boolean {
    const found = this.closing(from, open, close);
    const end = found === -1 ? this.source.length : found;
    const body = this.source.slice(from, end);
    this.push({ kind, parts: this.partsOf(body, fills) }, end + close.length - this.at);
    return true;
  }

  /** `q(…)`, `qq{…}`, `qw[…]`, `qx!…!`; `%q(…)`, `%w[…]`, `%x(…)`. */
  private quotingOperator(char: string): boolean {
    const percent = this.dialect.quoting === "percent";
    if (percent ? char !== "%" || !this.startsValue() : !/[qmsyt]/.test(char)) return false;
    const head = this.source.slice(this.at, this.at + 6);
    const found = percent
      ? /^%([qQwWixr]?)([^\s\w])/.exec(head)
      : /^(qq|qw|qx|qr|q|m|s|y|tr)\s?([^\s\w,;=)>])/.exec(head);
    if (!found || (this.tokens.at(-1)?.kind === "sign" && last(this.tokens) === "->")) return false;
    const [whole, operator = "", open = ""] = found;
    const close = CLOSES[open] ?? open;
    const from = this.at + whole.length;
    const end = this.closing(from, open, close);
    if (end === -1) return false;
    const body = this.source.slice(from, end);
    const length = end + 1 - this.at;
    if (/^(?:qw|w|W|i)$/.test(operator)) this.push({ kind: "words", words: body.split(/\s+/).filter(Boolean) }, length);
    else if (/^(?:qx|x)$/.test(operator))
      this.push({ kind: "command", parts: this.partsOf(body, open !== "'") }, length);
    else if (/^(?:m|s|y|tr|qr|r)$/.test(operator)) {
      this.push({ kind: "name", value: HOLE }, length);
      // The replacement part of a substitution.
      if (/^(?:s|y|tr)$/.test(operator)) {
        const second =
          close === open
            ? this.closing(this.at, open, open)
            : this.closing(this.source.indexOf(open, this.at) + 1, open, close);
        if (second !== -1) this.at = second + 1;
      }
    } else this.push({ kind: "text", parts: this.partsOf(body, operator !== "q") }, length);
    return true;
  }

  private heredoc(): boolean {
    const found = /^<<<?([~-]?)\s?(["'`]?)([A-Za-z_]\w*)\2/.exec(this.source.slice(this.at, this.at + 80));
    if (!found || (!this.startsValue() && found[2] === "" && !/^<<[~-]/.test(found[0]))) return false;
    const [whole, , quote = "", word = ""] = found;
    const line = this.source.indexOf("\n", this.at);
    if (line === -1) return false;
    const from = Math.max(line + 1, this.behindHeredocs ?? 0);
    const end = this.source.slice(from).search(new RegExp(`^[ \\t]*${word}\\b`, "m"));
    const body = this.source.slice(from, end === -1 ? this.source.length : from + end);
    const after = end === -1 ? this.source.length : this.source.indexOf(word, from + end) + word.length;
    this.push({ kind: quote === "`" ? "command" : "text", parts: this.partsOf(body, quote !== "'") }, whole.length);
    this.behindHeredocs = after;
    return true;
  }

  private variable(char: string): boolean {
    if (this.dialect.signs === "" || !this.dialect.signs.includes(char)) return false;
    // A percent sign begins a hash only where a value may begin; else it is a modulo.
    if (char === "%" && !this.startsValue()) return false;
    const found = /^[$@%]{1,2}(?:[\p{L}_][\p{L}\p{N}_]*(?:::[\p{L}\p{N}_]+)*|\d+|[_0!@&])/u.exec(
      this.source.slice(this.at, this.at + 120),
    );
    if (!found) return false;
    this.push({ kind: "variable", value: `$${found[0].replace(/^[$@%]+/, "")}` }, found[0].length);
    return true;
  }

  /** Whether a value may stand here: behind a sign, a keyword or nothing. */
  private startsValue(): boolean {
    const before = this.tokens.at(-1);
    if (!before || before.kind === "line") return true;
    if (before.kind === "sign") return !/^[)\]}]$/.test(before.value);
    if (before.kind === "name") return this.spaced && !/\s/.test(this.source[this.at + 1] ?? " ");
    return false;
  }

  /** The index of `close`, skipping escapes and nested pairs; -1 when it is missing. */
  private closing(from: number, open: string, close: string): number {
    // What was not closed once is not closed later either: otherwise many openings would each scan to the end.
    if (this.unclosed.has(close)) return -1;
    let depth = 0;
    for (let i = from; i < this.source.length; i++) {
      const char = this.source[i];
      if (char === "\\") i++;
      else if (this.source.startsWith(close, i)) {
        if (depth === 0) return i;
        depth--;
      } else if (open !== close && char === open) depth++;
    }
    this.unclosed.add(close);
    return -1;
  }

  private partsOf(body: string, fills: boolean): Part[] {
    if (!fills) return [{ text: body.replace(/\\(['\\])/g, "$1") }];
    const pattern =
      this.dialect.fills === "braces"
        ? /#\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}/g
        : this.dialect.fills === "signs"
          ? FILLED_BY_SIGNS
          : undefined;
    if (!pattern) return [{ text: unescapedText(body) }];
    const parts: Part[] = [];
    let at = 0;
    for (const found of body.matchAll(pattern)) {
      if (found.index > at) parts.push({ text: unescapedText(body.slice(at, found.index)) });
      const named = found[2] === undefined ? undefined : `$${found[2]}`;
      parts.push({ source: found[1] ?? named ?? found[3] ?? found[4] ?? "" });
      at = found.index + found[0].length;
    }
    if (at < body.length || parts.length === 0) parts.push({ text: unescapedText(body.slice(at)) });
    return parts;
  }

  private push(token: DistributiveOmit<Token, "spaced">, length: number): void {
    this.tokens.push({ ...token, spaced: this.spaced } as Token);
    this.spaced = false;
    this.at += Math.max(1, length);
  }
}

type DistributiveOmit<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;

function last(tokens: readonly Token[]): string | undefined {
  const token = tokens.at(-1);
  return token?.kind === "sign" ? token.value : undefined;
}

function match(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}
