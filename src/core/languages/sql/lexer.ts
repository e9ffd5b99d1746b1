/** Splits SQL into tokens, by dialect. Linear, never throws; drops comments and blanks, and unquotes strings. */
import type { Span } from "../../text/span.ts";
import { HOLE } from "../../text/words.ts";
import type { Dialect } from "./dialect.ts";

export interface Token {
  readonly kind:
    | "word"
    /** Quoted identifier. */
    | "name"
    | "string"
    /** Content of a dollar-quoted string. */
    | "dollar"
    | "number"
    | "symbol"
    /** A client command: `\i file` or `.read file`. */
    | "meta"
    /** End of a statement. */
    | "end";
  /** A word as written; the content of strings and names without their quotes; the symbol. */
  readonly text: string;
  /** Upper case of a word, empty for others. */
  readonly upper: string;
  /** Number of parentheses that are open here. */
  readonly depth: number;
  /** Its range in the text. */
  readonly span: Span;
}

export interface Lexed {
  readonly tokens: readonly Token[];
  /** A quote or comment that never closes: a server of this dialect would refuse the last statement. */
  readonly unclosed: boolean;
}

/** What is only known at run time counts as part of a word: a name, or a statement's first word. */
const WORD = new RegExp(`[\\p{L}_@$${HOLE}][\\p{L}\\p{N}_@$${HOLE}]*`, "uy");
/** T-SQL names temporary tables `#t`; elsewhere `#` is an operator or a comment. */
const NAMES_TABLE = /^(?:TABLE|EXISTS|FROM|INTO|UPDATE|JOIN)$/;
const WORD_WITH_HASH = new RegExp(`[\\p{L}_@#$${HOLE}][\\p{L}\\p{N}_@#$${HOLE}]*`, "uy");
const NUMBER = /(?:0x[0-9a-f]+|\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/iy;
const OPERATOR = /<>|!=|<=|>=|\|\||&&|::|:=|=>|!~\*?|~\*?|[\s\S]/uy;
const BLANK = /\s+/y;
const DOLLAR_TAG = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;

export function lexSql(text: string, dialect: Dialect): Lexed {
  return new Lexer(text, dialect).run();
}

class Lexer {
  private at = 0;
  /** Where the token that is being read starts. */
  private from = 0;
  private depth = 0;
  private delimiter = ";";
  private unclosed = false;
  /** Only blanks since the last line break. */
  private lineStart = true;
  private readonly tokens: Token[] = [];
  /** Index in `tokens` of the first token of the running statement. */
  private first = 0;

  constructor(
    private readonly text: string,
    private readonly dialect: Dialect,
  ) {}

  run(): Lexed {
    while (this.at < this.text.length) this.step();
    return { tokens: this.tokens, unclosed: this.unclosed };
  }

  private step(): void {
    const { text, dialect } = this;
    this.from = this.at;
    if (this.lineStart && this.lineCommand()) return;
    const blank = this.match(BLANK);
    if (blank !== undefined) {
      this.lineStart ||= blank.includes("\n");
      return;
    }
    const first = this.lineStart;
    this.lineStart = false;
    const c = text.charAt(this.at);
    const two = text.slice(this.at, this.at + 2);
    if (this.delimiter !== ";" && text.startsWith(this.delimiter, this.at)) return this.end(this.delimiter.length);
    if (c === ";" && this.delimiter === ";") return this.end(1);
    if (two === "--" && (!dialect.dashesNeedBlank || /^(?:\s|$)/.test(text.charAt(this.at + 2))))
      return this.toLineEnd();
    // In an unknown dialect, a line that begins with `# ` is a comment of MySQL: in others it would be no SQL.
    if ((c === "#" && (dialect.hash || (first && two === "# "))) || (two === "//" && dialect.slashes))
      return this.toLineEnd();
    if (two === "/*") return this.comment();
    if (two === "*/" && dialect.versioned) return this.move(2);
    if (c === "'" || (c === '"' && dialect.doubleQuotedString)) return this.string(c, dialect.backslash);
    if (c === '"' || c === "`") return this.quoted(c, "name");
    if (c === "[" && dialect.brackets) return this.quoted("]", "name");
    if (c === "$" && dialect.dollar && this.dollar()) return;
    if (c === "\\") return dialect.backslashCommands ? this.meta() : this.clientEnd();
    const number = this.match(NUMBER);
    if (number) return this.push("number", number);
    // `DROP TABLE #scratch`: a name of T-SQL, whatever the dialect is assumed to be.
    const hashed = dialect.batches || (c === "#" && NAMES_TABLE.test(this.tokens.at(-1)?.upper ?? ""));
    const word = this.match(hashed ? WORD_WITH_HASH : WORD);
    if (word) return this.word(word);
    const symbol = this.match(OPERATOR) ?? c;
    if (symbol === ")") this.depth = Math.max(0, this.depth - 1);
    this.push("symbol", symbol);
    if (symbol === "(") this.depth++;
  }

  /** `E'…'`, `N'…'`, `U&"…"`, `r'…'` are strings and names with a prefix; everything else is a word. */
  private word(word: string): void {
    const next = this.text.charAt(this.at);
    if (next === "'" || (next === '"' && this.dialect.doubleQuotedString)) {
      if (/^[eE]$/.test(word)) return this.string(next, true);
      if (/^(?:[nbxNBX]|_\w+)$/.test(word)) return this.string(next, this.dialect.backslash);
      if (this.dialect.triple && /^(?:r|b|rb|br)$/i.test(word)) return this.string(next, !/r/i.test(word));
    }
    if (/^[uU]$/.test(word) && /^&['"]/.test(this.text.slice(this.at, this.at + 2))) {
      this.at++;
      return this.text.charAt(this.at) === '"' ? this.quoted('"', "name") : this.string("'", false);
    }
    this.push("word", word);
  }

  private string(quote: string, backslash: boolean): void {
    const triple = quote.repeat(3);
    if (this.dialect.triple && this.text.startsWith(triple, this.at)) {
      const close = this.text.indexOf(triple, this.at + 3);
      return this.take("string", this.at + 3, close, 3);
    }
    let value = "";
    for (let i = this.at + 1; i < this.text.length; i++) {
      const c = this.text.charAt(i);
      if (c === "\\" && backslash) value += this.text.charAt(++i);
      else if (c !== quote) value += c;
      else if (this.text.charAt(i + 1) === quote) {
        value += quote;
        i++;
      } else {
        this.at = i + 1;
        return this.push("string", value);
      }
    }
    this.take("string", this.at + 1, -1, 0);
  }

  private quoted(close: string, kind: "name"): void {
    for (let i = this.text.indexOf(close, this.at + 1); i !== -1; i = this.text.indexOf(close, i + 2)) {
      if (this.text.charAt(i + 1) === close) continue;
      const value = this.text.slice(this.at + 1, i).replaceAll(close + close, close);
      this.at = i + 1;
      return this.push(kind, value);
    }
    this.take(kind, this.at + 1, -1, 0);
  }

  private dollar(): boolean {
    DOLLAR_TAG.lastIndex = this.at;
    const tag = DOLLAR_TAG.exec(this.text)?.[0];
    if (tag === undefined) return false;
    const start = this.at + tag.length;
    this.take("dollar", start, this.text.indexOf(tag, start), tag.length);
    return true;
  }

  private comment(): void {
    const versioned = this.dialect.versioned
      ? /^\/\*M?!\d*/.exec(this.text.slice(this.at, this.at + 12))?.[0]
      : undefined;
    if (versioned) return this.move(versioned.length);
    let level = 1;
    const mark = /\/\*|\*\//g;
    mark.lastIndex = this.at + 2;
    for (let found = mark.exec(this.text); found; found = mark.exec(this.text)) {
      if (found[0] === "/*") level += this.dialect.nested ? 1 : 0;
      else if (--level === 0) {
        this.at = mark.lastIndex;
        return;
      }
    }
    this.unclosed = true;
    this.at = this.text.length;
  }

  /** psql: from the backslash to the end of the line, or to `\\`. */
  private meta(): void {
    const line = /[^\n]*/y;
    line.lastIndex = this.at;
    const rest = line.exec(this.text)?.[0] ?? "";
    const cut = rest.indexOf("\\\\", 1);
    const command = cut === -1 ? rest : rest.slice(0, cut);
    this.at += cut === -1 ? rest.length : cut + 2;
    this.push("meta", command.trim());
  }

  /** `\G` and `\g` end a statement in the mysql client; a stray backslash elsewhere is a symbol. */
  private clientEnd(): void {
    if (/^\\[gG]/.test(this.text.slice(this.at, this.at + 2))) return this.end(2);
    if (/^\\[!.]/.test(this.text.slice(this.at, this.at + 2))) return this.meta();
    this.move(1);
    this.push("symbol", "\\");
  }

  /** Commands that are a whole line: `GO`, `DELIMITER $$`, `.read file`. */
  private lineCommand(): boolean {
    const end = this.text.indexOf("\n", this.at);
    const line = this.text.slice(this.at, end === -1 ? undefined : end).slice(0, 2000);
    if (this.dialect.batches && /^[ \t]*GO(?:[ \t]+\d+)?[ \t]*\r?$/i.test(line)) this.end(line.length);
    else if (this.dialect.delimiter && /^[ \t]*DELIMITER[ \t]+\S/i.test(line)) {
      this.delimiter = /^[ \t]*DELIMITER[ \t]+(\S+)/i.exec(line)?.[1] ?? ";";
      this.end(line.length);
    } else if (this.dialect.dotCommands && /^\.[a-z]/.test(line) && this.first === this.tokens.length) {
      this.at += line.length;
      this.push("meta", line.trim());
    } else return false;
    return true;
  }

  private end(length: number): void {
    const statement = this.tokens.slice(this.first);
    this.at += length;
    this.depth = 0;
    this.push("end", ";");
    this.first = this.tokens.length;
    if (this.dialect.backslashCommands && copiesFromStdin(statement)) this.skipInlineData();
  }

  /** The rows that follow `COPY … FROM stdin;` in a dump, up to the line `\.`. */
  private skipInlineData(): void {
    const close = /^\\\.\r?$/gm;
    close.lastIndex = this.at;
    if (close.exec(this.text)) this.at = close.lastIndex;
  }

  /** Reads text up to `close`, or to the end where it is never closed. */
  private take(kind: Token["kind"], start: number, close: number, closing: number): void {
    if (close === -1) this.unclosed = true;
    const stop = close === -1 ? this.text.length : close;
    this.at = Math.min(this.text.length, stop + closing);
    this.push(kind, this.text.slice(start, stop));
  }

  private push(kind: Token["kind"], text: string): void {
    const span = { start: this.from, end: this.at };
    this.tokens.push({ kind, text, upper: kind === "word" ? text.toUpperCase() : "", depth: this.depth, span });
    if (kind === "meta") this.first = this.tokens.length;
  }

  private toLineEnd(): void {
    const end = this.text.indexOf("\n", this.at);
    this.at = end === -1 ? this.text.length : end;
  }

  private move(count: number): void {
    this.at += count;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined || found === "") return undefined;
    this.at += found.length;
    return found;
  }
}

function copiesFromStdin(statement: readonly Token[]): boolean {
  return statement[0]?.upper === "COPY" && statement.some(({ upper }) => upper === "STDIN");
}

/** Returns the tokens of each statement, without the separators; client commands are statements of their own. */
export function splitStatements(tokens: readonly Token[]): Token[][] {
  const statements: Token[][] = [];
  let statement: Token[] = [];
  const close = () => {
    if (statement.length > 0) statements.push(statement);
    statement = [];
  };
  for (const token of tokens) {
    if (token.kind === "end") close();
    else if (token.kind === "meta") {
      close();
      statements.push([token]);
    } else statement.push(token);
  }
  close();
  return statements;
}
