/**
 * Parses tokens of Ruby, Perl, PHP and of broken texts into a program. Tolerant: a sign that fits nowhere is skipped,
 * so that every call in the text is found, whatever surrounds it.
 */
import { doing, type Expression, type Program, type Statement, type Target } from "../program.ts";
import { MODIFIERS, signOf } from "./cursor.ts";
import type { ScannedDialect } from "./dialect.ts";
import { ExpressionReader, targetOf } from "./expressions.ts";
import { lexScanned, type Token } from "./lexer.ts";
import { OPENS_BLOCK } from "./values.ts";

const SKIPPED = new Set(
  "then else begin ensure rescue try catch finally loop case when default next last redo break continue pass in do unless elsif elseif elif if while until BEGIN END use no import from package namespace end echo print return yield raise throw die".split(
    " ",
  ),
);

const VISIBILITY = new Set(["public", "private", "protected", "static", "final", "abstract"]);

export function parseScanned(text: string, dialect: ScannedDialect, depth = 0): Program {
  const parser = new ScannedParser(lexScanned(text, dialect), dialect, depth);
  const body = parser.statements();
  return { body, broken: false, skipped: parser.tooDeep ? [text] : [] };
}

/** Parses statements; each base class parses what its name says. */
class ScannedParser extends ExpressionReader {
  /** Up to one of `closers`, which is passed over. */
  statements(...closers: readonly string[]): Statement[] {
    const out: Statement[] = [];
    while (this.at < this.tokens.length) {
      const token = this.tokens[this.at];
      if (!token) break;
      if (closers.includes(signOf(token))) {
        this.at++;
        return out;
      }
      const before = this.at;
      if (token.kind === "line" || signOf(token) === ";") this.at++;
      else out.push(...this.deeper<Statement[]>([], () => this.statement(token)));
      if (this.at === before) this.at++;
    }
    return out;
  }

  protected statement(token: Token): Statement[] {
    const word = token.kind === "name" ? token.value : "";
    if (word === "class" || (word === "module" && this.dialect.endsBlocks)) {
      const defined = this.classDefinition();
      if (defined) return [defined];
    }
    // `public static function`
    if (VISIBILITY.has(word) && this.peekIs("function", VISIBILITY.has(signOf(this.tokens[this.at + 1])) ? 2 : 1)) {
      this.at++;
      return [];
    }
    if (word === "sub" || word === "def" || word === "function") {
      const defined = this.definition();
      if (defined) return [defined];
    }
    if (word === "foreach" || word === "for") return this.loop();
    if (word === "return") {
      this.at++;
      return this.ends() ? [] : this.modified([{ kind: "give", value: this.list() }]);
    }
    const loading = this.loading(word);
    if (loading) return [loading];
    if (word === "require" && this.dialect.bareCalls) this.at++;
    if (this.dialect.endsBlocks && OPENS_BLOCK.has(word)) return this.block(word);
    if (SKIPPED.has(word) && !(this.peekIs("(", 1) && /^(die|print|echo|raise)$/.test(word))) {
      this.at++;
      return [];
    }
    if (signOf(token) === "{") {
      this.at++;
      return [{ kind: "maybe", body: this.statements("}") }];
    }
    const value = this.list();
    return this.modified([doing(value)]);
  }

  /** Perl's `use A::B`, `require "x.pl"` and `do "x.conf"` as a call of `require`. */
  private loading(word: string): Statement | undefined {
    const next = this.tokens[this.at + 1];
    if (this.dialect.endsBlocks || !next || !/^(?:use|require|do)$/.test(word)) return undefined;
    if (next.kind !== "text" && !(next.kind === "name" && /^[A-Z]/.test(next.value))) return undefined;
    this.at++;
    const what: Expression =
      next.kind === "name" ? { kind: "text", value: next.value.replaceAll(".", "::") } : this.expression();
    if (next.kind === "name") this.at++;
    const callee: Expression = { kind: "name", name: "require" };
    return doing({ kind: "call", callee, args: [what], named: [], makes: false });
  }

  /** Applies a modifier after a statement: `… if x`, `… for @files`. */
  protected modified(body: Statement[]): Statement[] {
    const token = this.tokens[this.at];
    if (token?.kind !== "name" || !MODIFIERS.has(token.value)) return body;
    this.at++;
    const value = this.list();
    if (token.value === "for" || token.value === "foreach")
      return [{ kind: "each", target: { kind: "name", name: "$_" }, over: value, body }];
    return [doing(value), { kind: "maybe", body }];
  }

  /** Ruby's `if … end` and similar blocks. */
  protected block(word: string): Statement[] {
    this.at++;
    const head: Statement[] = [];
    if (word !== "begin") {
      this.inCondition = true;
      if (!this.ends()) head.push(doing(this.list()));
      this.inCondition = false;
    }
    if (this.peekIs("do") || this.peekIs("then")) this.at++;
    return [...head, { kind: "maybe", body: this.statements("end") }];
  }

  private classDefinition(): Statement | undefined {
    const name = this.tokens[this.at + 1];
    if (name?.kind !== "name") return undefined;
    this.at += 2;
    if (!this.dialect.endsBlocks) {
      for (let i = 0; i < 24 && !this.peekIs("{"); i++) this.at++;
      this.at++;
      return { kind: "class", name: name.value, body: this.statements("}") };
    }
    // `class A < B`
    while (!this.ends() && !this.peekIs(";")) this.at++;
    return { kind: "class", name: name.value, body: this.statements("end") };
  }

  protected definition(): Statement | undefined {
    const start = this.at;
    this.at++;
    let name = "";
    while (this.tokens[this.at]?.kind === "name" || this.peekIs(".")) {
      const token = this.tokens[this.at++];
      if (token?.kind === "name" && token.value !== "self") name = token.value;
    }
    if (name === "") {
      this.at = start;
      return undefined;
    }
    return { kind: "define", name, fn: this.functionBehindName() };
  }

  protected loop(): Statement[] {
    this.at++;
    if (this.dialect.endsBlocks) {
      const target = this.expression();
      if (this.peekIs("in")) this.at++;
      const over = this.expression();
      if (this.peekIs("do")) this.at++;
      return [{ kind: "each", target: targetOf(target), over, body: this.statements("end") }];
    }
    let target: Target = { kind: "name", name: "$_" };
    while (this.peekIs("my") || this.peekIs("our")) this.at++;
    const variable = this.tokens[this.at];
    if (variable?.kind === "variable") {
      target = { kind: "name", name: variable.value };
      this.at++;
    }
    if (!this.peekIs("(")) return [];
    this.at++;
    const items: Expression[] = [];
    let counted = false;
    while (this.at < this.tokens.length && !this.peekIs(")")) {
      const before = this.at;
      if (this.peekIs(",")) this.at++;
      else if (this.peekIs(";")) {
        counted = true;
        this.at++;
      } else if (this.peekIs("as")) {
        this.at++;
        target = targetOf(this.expression());
        if (this.peekIs("=>")) {
          this.at++;
          target = targetOf(this.expression());
        }
      } else items.push(this.expression());
      if (this.at === before) this.at++;
    }
    this.at++;
    const body = this.takes("{") ? this.statements("}") : [];
    if (counted) return [...items.map(doing), { kind: "maybe", body }];
    const [first, ...more] = items;
    return [{ kind: "each", target, over: first && more.length === 0 ? first : { kind: "list", items }, body }];
  }

  protected programIn(source: string): Program {
    return parseScanned(source, this.dialect, this.depth + 10);
  }
}
