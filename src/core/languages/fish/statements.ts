/**
 * Translates fish statements to POSIX shell: blocks that end with `end`, `and`, `or` and `not` as statements, `set`,
 * functions with named arguments. https://fishshell.com/docs/current/language.html
 */
import { writeDefinition } from "./definitions.ts";
import { calledLater, functionHead } from "./functions.ts";
import { FishError, type Token, tokenAt } from "./tokens.ts";
import { Translation } from "./translation.ts";
import { literalOf, quoted, type Writing, writeWord } from "./words.ts";

/** Most nested substitutions and blocks. */
const MAX_DEPTH = 40;

export class Statements implements Writing {
  private at = 0;
  private end: number;
  private depth = 0;

  constructor(
    readonly text: string,
    readonly out: Translation,
    readonly lists: ReadonlySet<string>,
  ) {
    this.end = text.length;
  }

  /** Translates the whole text. Throws `FishError`. */
  all(): void {
    this.list();
    if (this.peek().kind !== "eof") throw new FishError(`"${this.shown(this.peek())}" stands where nothing is open`);
  }

  commands(start: number, end: number): void {
    const { at, end: outer } = this;
    this.at = start;
    this.end = end;
    this.deeper(() => this.all());
    this.at = at;
    this.end = outer;
  }

  inside(text: string): string {
    const out = new Translation(text);
    try {
      const within = new Statements(text, out, this.lists);
      within.depth = this.depth;
      within.deeper(() => within.all());
    } catch (error) {
      if (error instanceof FishError) return text;
      throw error;
    }
    return out.text;
  }

  private deeper(inside: () => void): void {
    if (++this.depth > MAX_DEPTH) throw new FishError(`it is nested more than ${MAX_DEPTH} deep`);
    inside();
    this.depth--;
  }

  private peek(): Token {
    return tokenAt(this.text, this.at, this.end);
  }

  private next(): Token {
    const token = this.peek();
    this.at = token.end;
    return token;
  }

  private shown({ start, end }: Token): string {
    return this.text.slice(start, Math.min(end, start + 20));
  }

  /** The next keyword, with quotes removed as fish does; undefined when there is none. */
  private keyword(): string | undefined {
    const token = this.peek();
    if (token.kind !== "word" || token.end - token.start > 12) return undefined;
    const word = this.text.slice(token.start, token.end).replace(/^(['"])([a-z]+)\1$/, "$2");
    return KEYWORDS.has(word) ? word : undefined;
  }

  private skipEnds(): void {
    while (this.peek().kind === "end") this.next();
  }

  /** Translates statements up to the end of the block; `:` for an empty one. */
  private list(): void {
    let count = 0;
    for (;;) {
      this.skipEnds();
      const next = this.peek();
      const word = this.keyword();
      if (next.kind === "eof" || word === "end" || word === "else" || word === "case" || word === "}") break;
      const joined = this.joiner(count > 0);
      if (count > 0 && !joined) this.add("\n", next.start);
      this.conjunction();
      count++;
    }
    if (count === 0) this.add(":", this.at);
  }

  /** Translates `and` and `or` before a statement, which depend on how the one before ended. */
  private joiner(follows: boolean): boolean {
    let joined = false;
    for (let word = this.keyword(); word === "and" || word === "or"; word = this.keyword()) {
      const token = this.next();
      if (follows && !joined && !this.out.text.endsWith("&"))
        this.out.add(word === "and" ? " && " : " || ", token.start, token.end);
      else if (!joined && follows) this.add("\n", token.start);
      joined = true;
      this.skipEnds();
    }
    return joined;
  }

  /** Translates `a && b || c`, and an `&` after it. */
  private conjunction(): void {
    this.pipeline();
    for (let token = this.peek(); token.kind === "operator"; token = this.peek()) {
      this.next();
      this.out.add(` ${token.text} `, token.start, token.end);
      this.skipEnds();
      this.pipeline();
    }
    const token = this.peek();
    if (token.kind === "background") {
      this.next();
      this.out.add(" &", token.start, token.end);
    } else if (token.kind !== "end" && token.kind !== "eof") {
      const word = this.keyword();
      if (word !== "}") throw new FishError(`"${this.shown(token)}" stands where a command ends`);
    }
  }

  private pipeline(): void {
    this.negated(true);
    for (let token = this.peek(); token.kind === "pipe" || token.kind === "both"; token = this.peek()) {
      this.next();
      this.out.add(` ${token.text} `, token.start, token.end);
      this.skipEnds();
      this.negated(false);
    }
  }

  private negated(first: boolean): void {
    const word = this.keyword();
    if (word !== "not" && word !== "!" && word !== "time") return this.statement();
    const token = this.next();
    const open = word !== "time" && !first;
    this.out.add(word === "time" ? "time " : open ? "{ ! " : "! ", token.start, token.end);
    this.deeper(() => this.negated(first && word === "time"));
    if (open) this.add("\n}", this.at);
  }

  private statement(): void {
    switch (this.keyword()) {
      case "begin":
      case "{":
        return this.block(() => this.group());
      case "if":
        return this.block(() => this.conditional());
      case "while":
        return this.block(() => this.loop());
      case "for":
        return this.block(() => this.forEach());
      case "switch":
        return this.block(() => this.choice());
      case "function":
        return this.block(() => this.definition());
      default:
        return this.command();
    }
  }

  private block(inside: () => void): void {
    this.deeper(inside);
    this.redirects();
  }

  private group(): void {
    const opening = this.next();
    this.out.add("{ ", opening.start, opening.end);
    this.list();
    this.close(this.text[opening.start] === "{" ? "}" : "end", "\n}");
  }

  private close(word: "end" | "}", text: string): void {
    if (this.keyword() !== word) throw new FishError(`a block is not closed by "${word}"`);
    const { start, end } = this.next();
    this.out.add(text, start, end);
  }

  /** A condition, with the statements behind it that begin with `and` or `or`. */
  private condition(): void {
    this.conjunction();
    for (;;) {
      const { at } = this;
      this.skipEnds();
      const word = this.keyword();
      if (word !== "and" && word !== "or") {
        this.at = at;
        return;
      }
      this.joiner(true);
      this.conjunction();
    }
  }

  private conditional(): void {
    const opening = this.next();
    this.out.add("if ", opening.start, opening.end);
    this.condition();
    this.add("\nthen\n", this.at);
    this.list();
    while (this.keyword() === "else") {
      const { start, end } = this.next();
      const again = this.keyword() === "if";
      if (again) this.next();
      this.out.add(again ? "\nelif " : "\nelse\n", start, end);
      if (again) {
        this.condition();
        this.add("\nthen\n", this.at);
      }
      this.list();
    }
    this.close("end", "\nfi");
  }

  private loop(): void {
    const opening = this.next();
    this.out.add("while ", opening.start, opening.end);
    this.condition();
    this.add("\ndo\n", this.at);
    this.list();
    this.close("end", "\ndone");
  }

  private forEach(): void {
    const opening = this.next();
    const name = this.word();
    const said = literalOf(this.text.slice(name.start, name.end));
    this.out.add(`for ${said !== null && /^[A-Za-z_]\w*$/.test(said) ? said : "_"} in`, opening.start, name.end);
    const into = this.word();
    if (this.text.slice(into.start, into.end) !== "in") throw new FishError('a "for" has no "in"');
    this.words();
    this.add("\ndo\n", this.at);
    this.list();
    this.close("end", "\ndone");
  }

  private choice(): void {
    const opening = this.next();
    this.out.add("case", opening.start, opening.end);
    this.words();
    this.add(" in", this.at);
    this.skipEnds();
    while (this.keyword() === "case") {
      const { start, end } = this.next();
      // Which pattern matches is not decided: each may.
      this.out.add("\n*)\n:", start, end);
      this.words();
      this.add("\n", this.at);
      this.list();
      this.add("\n;;", this.at);
    }
    this.close("end", "\nesac");
  }

  private definition(): void {
    const opening = this.next();
    const words: Token[] = [];
    while (this.peek().kind === "word") words.push(this.next());
    const said = words.map(({ start, end }) => literalOf(this.text.slice(start, end)));
    this.out.add(functionHead(said), opening.start, words.at(-1)?.end ?? opening.end);
    this.list();
    this.close("end", "\n}");
    const waiting = calledLater(said);
    if (waiting !== undefined) this.add(`\n${waiting}`, this.at);
  }

  /** Translates one simple command with its redirects, or a definition. */
  private command(): void {
    const first = this.peek();
    if (first.kind === "redirect") {
      this.redirects();
      if (this.peek().kind !== "word") return;
      this.add(" ", this.at);
    }
    const words: Token[] = [];
    const redirects: [Token, Token][] = [];
    for (let token = this.peek(); token.kind === "word" || token.kind === "redirect"; token = this.peek()) {
      if (token.kind === "word" && this.keyword() === "}") break;
      this.next();
      if (token.kind === "word") words.push(token);
      else redirects.push([token, this.word()]);
    }
    const [name] = words;
    if (!name) throw new FishError(`"${this.shown(this.peek())}" stands where a command begins`);
    if (!writeDefinition(words, this)) this.simple(words);
    for (const [operator, target] of redirects) this.redirect(operator, target);
  }

  private simple(words: readonly Token[]): void {
    words.forEach(({ start, end }, i) => {
      if (i > 0) this.add(" ", start);
      const word = this.text.slice(start, end);
      // Words that are reserved only in other shells.
      if (i === 0 && RESERVED.has(word)) this.out.add(quoted(word), start, end);
      else writeWord(start, end, this);
    });
  }

  private words(): void {
    while (this.peek().kind === "word") {
      const { start, end } = this.next();
      this.add(" ", start);
      writeWord(start, end, this);
    }
  }

  private word(): Token {
    const token = this.next();
    if (token.kind !== "word") throw new FishError("a word is missing");
    return token;
  }

  private redirects(): void {
    for (let token = this.peek(); token.kind === "redirect"; token = this.peek()) {
      this.next();
      this.redirect(token, this.word());
    }
  }

  private redirect(operator: Token, { start, end }: Token): void {
    this.out.add(` ${operator.kind === "redirect" ? operator.text : ""}`, operator.start, operator.end);
    writeWord(start, end, this);
  }

  private add(text: string, at: number): void {
    this.out.add(text, at, at);
  }
}

const KEYWORDS = new Set("and or not ! time begin { } if else while for switch case function end".split(" "));
const RESERVED = new Set(
  "then do done fi esac elif until select coproc [[ in declare typeset local let (( ".trim().split(" "),
);
