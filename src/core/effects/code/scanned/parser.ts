/**
 * Tokens of Ruby, Perl, PHP and of broken texts → program. Tolerant: a sign that fits nowhere is passed over, so that
 * every call in the text is found, whatever stands around it.
 */
import { HOLE } from "../../words.ts";
import {
  callNode,
  doing,
  type Expression,
  type FunctionExpression,
  NOTHING,
  nameNode,
  type Program,
  type Statement,
  type Target,
  textNode,
} from "../program.ts";
import type { ScannedDialect } from "./dialect.ts";
import { lexScanned, type Part, type Token } from "./lexer.ts";

const MAX_DEPTH = 80;

const DECLARES = new Set(
  "my our local state var let const global static public private protected readonly final await async new defined not and or".split(
    " ",
  ),
);
const SKIPPED = new Set(
  "then else begin ensure rescue try catch finally loop case when default next last redo break continue pass in do unless elsif elseif elif if while until BEGIN END use no import from package namespace end echo print return yield raise throw die".split(
    " ",
  ),
);
const OPENS_BLOCK = new Set("if unless while until case begin for class module".split(" "));
const MODIFIERS = new Set("if unless while until for foreach rescue and or".split(" "));
const PLACES: Readonly<Record<string, number>> = { either: 0, other: 1, concat: 2, repeat: 3 };

export function parseScanned(text: string, dialect: ScannedDialect, depth = 0): Program {
  const parser = new ScannedParser(lexScanned(text, dialect), dialect, depth);
  const body = parser.statements();
  return { body, broken: parser.tooDeep };
}

class ScannedParser {
  tooDeep = false;
  private at = 0;
  /** `do` belongs to the loop, not to a call in its condition. */
  private inCondition = false;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly dialect: ScannedDialect,
    private depth: number,
  ) {}

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
      else if (this.depth >= MAX_DEPTH) {
        this.tooDeep = true;
        this.at++;
      } else {
        this.depth++;
        out.push(...this.statement(token));
        this.depth--;
      }
      if (this.at === before) this.at++;
    }
    return out;
  }

  private statement(token: Token): Statement[] {
    const word = token.kind === "name" ? token.value : "";
    if (word === "sub" || word === "def" || word === "function") {
      const defined = this.definition();
      if (defined) return [defined];
    }
    if (word === "foreach" || word === "for") return this.loop();
    if (word === "return") {
      this.at++;
      return this.ends() ? [] : this.modified([{ kind: "give", value: this.list() }]);
    }
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

  /** `… if x`, `… for @files` behind a statement. */
  private modified(body: Statement[]): Statement[] {
    const token = this.tokens[this.at];
    if (token?.kind !== "name" || !MODIFIERS.has(token.value)) return body;
    this.at++;
    const value = this.list();
    if (token.value === "for" || token.value === "foreach")
      return [{ kind: "each", target: { kind: "name", name: "$_" }, over: value, body }];
    return [doing(value), { kind: "maybe", body }];
  }

  /** Ruby's `if … end` and the like. */
  private block(word: string): Statement[] {
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

  private definition(): Statement | undefined {
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

  private functionBehindName(): FunctionExpression {
    const parameters: Target[] = [];
    const listed = this.peekIs("(");
    if (listed) {
      this.at++;
      parameters.push(...this.parametersUntil(")"));
    } else if (this.dialect.endsBlocks) while (!this.ends()) this.parameter(parameters);
    this.skipUntilBody();
    if (this.peekIs("{")) {
      this.at++;
      return { kind: "function", parameters, body: this.statements("}") };
    }
    if (this.peekIs("=>")) {
      this.at++;
      return { kind: "function", parameters, body: [{ kind: "give", value: this.expression() }] };
    }
    return { kind: "function", parameters, body: this.dialect.endsBlocks ? this.statements("end") : [] };
  }

  /** `use ($x): int` between a parameter list and its body. */
  private skipUntilBody(): void {
    for (let i = 0; i < 12 && !this.peekIs("{") && !this.peekIs("=>"); i++) {
      if (this.dialect.endsBlocks || this.at >= this.tokens.length) return;
      this.at++;
    }
  }

  private parametersUntil(close: string): Target[] {
    const parameters: Target[] = [];
    while (this.at < this.tokens.length && !this.peekIs(close)) this.parameter(parameters);
    this.at++;
    return parameters;
  }

  private parameter(into: Target[]): void {
    const token = this.tokens[this.at++];
    if (
      token?.kind === "variable" ||
      (token?.kind === "name" && this.dialect.signs.includes("$") && this.dialect.endsBlocks)
    )
      into.push({ kind: "name", name: token.value });
    if (!this.peekIs("=") && !this.peekIs(":")) return;
    this.at++;
    if (!this.peekIs(",") && !this.peekIs(")") && !this.ends()) this.expression();
  }

  private loop(): Statement[] {
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

  /** `a, b`: a list where there are several. */
  private list(): Expression {
    const items = [this.expression()];
    while (this.peekIs(",") || this.peekIs("=>")) {
      this.at++;
      this.skipLines();
      if (this.ends()) break;
      items.push(this.expression());
    }
    const [first = NOTHING] = items;
    if (this.peekIs("=") && items.length > 1) {
      this.at++;
      return {
        kind: "assigned",
        target: { kind: "parts", parts: items.map(item => ({ target: targetOf(item) })) },
        value: this.list(),
        adds: false,
      };
    }
    return items.length > 1 ? { kind: "list", items } : first;
  }

  private expression(): Expression {
    if (this.depth >= MAX_DEPTH) {
      this.tooDeep = true;
      this.at++;
      return NOTHING;
    }
    this.depth++;
    const value = this.binary(0);
    this.depth--;
    return value;
  }

  private binary(least: number): Expression {
    let left = this.postfix();
    for (;;) {
      const token = this.tokens[this.at];
      const operator = token && this.operatorOf(token);
      if (!operator || (PLACES[operator] ?? 0) < least) return left;
      const sign = token ? signOf(token) : "";
      this.at++;
      this.skipLines();
      if (/^(=|\|\|=|\.=|\+=|\?\?=|\/\/=|&&=|-=|\*=)$/.test(sign)) {
        const value = this.ends() ? NOTHING : this.expression();
        left = { kind: "assigned", target: targetOf(left), value, adds: /^(\.=|\+=)$/.test(sign) };
        continue;
      }
      if (sign === "?") {
        const yes = this.ends() || this.peekIs(":") ? NOTHING : this.expression();
        if (this.peekIs(":")) this.at++;
        const no = this.ends() ? NOTHING : this.expression();
        left = { kind: "either", options: [yes, no, { kind: "other", parts: [left] }] };
        continue;
      }
      const right = this.ends() ? NOTHING : this.binary((PLACES[operator] ?? 0) + 1);
      left =
        operator === "concat"
          ? { kind: "concat", parts: [left, right] }
          : operator === "either"
            ? { kind: "either", options: [left, right] }
            : operator === "repeat"
              ? sign === "/"
                ? { kind: "below", of: left, name: right }
                : { kind: "repeat", of: left, times: right }
              : { kind: "other", parts: [left, right] };
    }
  }

  private operatorOf(token: Token): keyof typeof PLACES | undefined {
    if (token.kind === "name") return token.value === "x" && this.dialect.quoting === "letters" ? "repeat" : undefined;
    if (token.kind !== "sign") return undefined;
    const { value } = token;
    if (value === this.dialect.concat) return "concat";
    if (/^(\|\||\?\?|\/\/|\?)$/.test(value)) return "either";
    if (/^(=|\|\|=|\.=|\+=|\?\?=|\/\/=|&&=|-=|\*=)$/.test(value)) return "either";
    if (value === "*" || value === "/") return "repeat";
    return /^(==|!=|===|!==|=~|!~|<|>|<=|>=|<=>|&&|&|\||<<|>>|-|%|\*\*|\.\.|\.\.\.|\^)$/.test(value)
      ? "other"
      : undefined;
  }

  private postfix(): Expression {
    let value = this.primary();
    for (;;) {
      const token = this.tokens[this.at];
      if (!token) return value;
      const sign = signOf(token);
      const next = this.tokens[this.at + 1];
      if (token.kind === "line") {
        // A chain that goes on in the next line.
        const member = next?.kind === "sign" && this.dialect.members.includes(next.value);
        if (!member) return value;
        this.at++;
        continue;
      }
      if (token.kind !== "sign") {
        if (token.kind === "name" && token.value === "do" && this.dialect.endsBlocks && !this.inCondition)
          value = this.withBlock(value, "end");
        else return value;
      } else if (this.dialect.members.includes(sign) && next?.kind === "name") {
        this.at += 2;
        value = this.called({ kind: "member", of: value, name: next.value }, next);
      } else if (
        (sign === "." || sign === "::") &&
        next?.kind === "name" &&
        value.kind === "name" &&
        !this.dialect.members.includes(".") &&
        sign === "::"
      ) {
        this.at += 2;
        value = this.called({ kind: "member", of: value, name: next.value }, next);
      } else if (this.dialect.members.includes(sign)) {
        // `$x->[0]`, `->(…)`: the arrow says nothing.
        this.at++;
        if (!this.peekIs("[") && !this.peekIs("{") && !this.peekIs("(")) return value;
      } else if (sign === "(" && (!token.spaced || value.kind === "function" || !this.dialect.bareCalls)) {
        value = { ...callNode(value, []), ...this.argumentsUntil(")") };
      } else if (sign === "[" && !token.spaced) {
        this.at++;
        const key = this.peekIs("]") ? NOTHING : this.list();
        this.until("]");
        value = { kind: "item", of: value, key };
      } else if (sign === "{" && this.dialect.quoting === "letters" && !token.spaced && this.subscripted(value)) {
        this.at++;
        const bare = this.tokens[this.at];
        const isName = bare?.kind === "name" && this.peekIs("}", 1);
        if (isName) this.at++;
        const key = isName ? textNode(bare.value) : this.list();
        this.until("}");
        value = { kind: "item", of: value, key };
      } else if (sign === "{" && this.dialect.endsBlocks && value.kind !== "text" && value.kind !== "number")
        value = this.withBlock(value, "}");
      else return value;
    }
  }

  private subscripted(value: Expression): boolean {
    return (value.kind === "name" && value.name.startsWith("$")) || value.kind === "item" || value.kind === "member";
  }

  /** A block behind a call is its last argument. */
  private withBlock(value: Expression, close: string): Expression {
    this.at++;
    const parameters: Target[] = [];
    if (this.peekIs("|")) {
      this.at++;
      parameters.push(...this.parametersUntil("|"));
    }
    const body = this.statements(close);
    const implied: Target[] = parameters.length > 0 ? parameters : [{ kind: "name", name: "it" }];
    const last = body.at(-1);
    const given: Statement[] = last?.kind === "do" ? [...body.slice(0, -1), { kind: "give", value: last.value }] : body;
    const fn: FunctionExpression = { kind: "function", parameters: implied, body: given };
    return value.kind === "call" ? { ...value, args: [...value.args, fn] } : callNode(value, [fn]);
  }

  /** The call of a name, with or without parentheses, or the name alone. */
  private called(name: Expression, token: Token): Expression {
    const next = this.tokens[this.at];
    if (
      next &&
      signOf(next) === "(" &&
      !(next.spaced && token.kind === "name" && this.dialect.endsBlocks && token.value === "puts")
    )
      return { ...callNode(name, []), ...this.argumentsUntil(")") };
    const takes = this.dialect.bareCalls && (this.dialect.endsBlocks || name.kind === "name");
    if (!takes || !next?.spaced || !this.startsArgument(next)) return name;
    const args: Expression[] = [];
    const named: [string, Expression][] = [];
    if (signOf(next) === "{" && !this.dialect.endsBlocks) {
      // map { … } @list
      this.at++;
      args.push({ kind: "function", parameters: [{ kind: "name", name: "$_" }], body: this.statements("}") });
      if (this.ends()) return callNode(name, args);
    }
    do {
      if (this.peekIs(",")) this.at++;
      this.skipLines();
      if (this.ends()) break;
      this.argument(args, named);
    } while (this.peekIs(","));
    return { ...callNode(name, args), named };
  }

  private startsArgument(token: Token): boolean {
    const following = this.tokens[this.at + 1];
    switch (token.kind) {
      case "text":
      case "command":
      case "number":
      case "words":
      case "glob":
        return true;
      case "variable":
        return true;
      case "name":
        return !MODIFIERS.has(token.value) && !/^(do|then|end|x|eq|ne|lt|gt|cmp|le|ge|in|as)$/.test(token.value);
      case "sign":
        if (token.value === "{") return !this.dialect.endsBlocks;
        if (token.value === "[" || token.value === "(" || token.value === "\\") return true;
        return (
          /^(:|-|\*|&|->)$/.test(token.value) &&
          following !== undefined &&
          !following.spaced &&
          following.kind !== "line"
        );
      default:
        return false;
    }
  }

  private argumentsUntil(close: string): { args: Expression[]; named: [string, Expression][] } {
    this.at++;
    const args: Expression[] = [];
    const named: [string, Expression][] = [];
    const outside = this.inCondition;
    this.inCondition = false;
    while (this.at < this.tokens.length && !this.peekIs(close)) {
      const before = this.at;
      if (this.peekIs(",") || this.peekIs(";") || this.tokens[this.at]?.kind === "line") this.at++;
      else this.argument(args, named);
      if (this.at === before) this.at++;
    }
    this.at++;
    this.inCondition = outside;
    return { args, named };
  }

  private argument(args: Expression[], named: [string, Expression][]): void {
    const token = this.tokens[this.at];
    const after = this.tokens[this.at + 1];
    if (
      token?.kind === "name" &&
      after &&
      (signOf(after) === ":" || (signOf(after) === "=" && this.dialect.signs === "")) &&
      !after.spaced
    ) {
      this.at += 2;
      this.skipLines();
      named.push([token.value, this.ends() ? NOTHING : this.expression()]);
      return;
    }
    const value = this.bareKey() ?? this.expression();
    if (this.peekIs("=>")) {
      this.at++;
      this.skipLines();
      const right = this.ends() ? NOTHING : this.expression();
      // A pair is a named argument, and in Perl two of them.
      if (value.kind === "text") named.push([value.value, right]);
      if (!this.dialect.endsBlocks) args.push(value, right);
      return;
    }
    args.push(value);
  }

  /** `key =>`: the name is a text. */
  private bareKey(): Expression | undefined {
    const token = this.tokens[this.at];
    const next = this.tokens[this.at + 1];
    if (token?.kind !== "name" || !next || signOf(next) !== "=>") return undefined;
    this.at++;
    return textNode(token.value);
  }

  private primary(): Expression {
    if (this.depth >= MAX_DEPTH) {
      this.tooDeep = true;
      this.at++;
      return NOTHING;
    }
    this.depth++;
    const value = this.value();
    this.depth--;
    return value;
  }

  private value(): Expression {
    this.skipLines();
    const token = this.tokens[this.at];
    if (!token) return NOTHING;
    switch (token.kind) {
      case "text":
      case "command":
      case "glob": {
        this.at++;
        const parts = this.parts(token.parts);
        if (token.kind === "command") return { kind: "command", text: parts };
        if (token.kind === "glob") return callNode(nameNode("glob"), [parts]);
        const next = this.tokens[this.at];
        return next?.kind === "text" && this.dialect.concat === "+"
          ? { kind: "concat", parts: [parts, this.primary()] }
          : parts;
      }
      case "words":
        this.at++;
        return { kind: "list", items: token.words.map(textNode) };
      case "number":
        this.at++;
        return { kind: "number", value: token.value };
      case "variable":
        this.at++;
        return nameNode(token.value);
      case "name":
        return this.named(token);
      case "sign":
        return this.signed(token.value);
      default:
        this.at++;
        return NOTHING;
    }
  }

  private named(token: Token & { readonly kind: "name" | "variable" | "sign" }): Expression {
    const { value } = token;
    this.at++;
    if (value === HOLE) return NOTHING;
    if (/^(sub|function|fn|lambda|proc)$/.test(value) && (this.peekIs("{") || this.peekIs("(") || this.peekIs("do"))) {
      if (!this.dialect.endsBlocks) return this.functionBehindName();
      return this.withBlock(nameNode(value), this.peekIs("{") ? "}" : "end");
    }
    if (value === "new" && this.tokens[this.at]?.kind === "name") {
      const made = this.postfix();
      return made.kind === "call" ? { ...made, makes: true } : { ...callNode(made, []), makes: true };
    }
    if (DECLARES.has(value)) return this.postfix();
    if (this.dialect.endsBlocks && OPENS_BLOCK.has(value)) {
      this.at--;
      const body = this.block(value);
      return {
        kind: "other",
        parts: [
          { kind: "call", callee: { kind: "function", parameters: [], body }, args: [], named: [], makes: false },
        ],
      };
    }
    if (value === "do" && this.peekIs("{")) {
      this.at++;
      return callNode({ kind: "function", parameters: [], body: this.statements("}") }, []);
    }
    if (
      value === "true" ||
      value === "false" ||
      value === "nil" ||
      value === "null" ||
      value === "undef" ||
      value === "True" ||
      value === "False"
    )
      return { kind: "constant", value: /^t/i.test(value) ? true : /^f/i.test(value) ? false : null };
    if (
      /^(echo|print|include|include_once|require|require_once|return|and|or|not)$/.test(value) &&
      !this.peekIs("(") &&
      !this.ends()
    ) {
      return callNode(nameNode(value), [this.expression()]);
    }
    return this.called(nameNode(value), token);
  }

  private signed(value: string): Expression {
    this.at++;
    switch (value) {
      case "(": {
        this.at--;
        const { args } = this.argumentsUntil(")");
        const [first = NOTHING] = args;
        return args.length === 1 ? first : { kind: "list", items: args };
      }
      case "[": {
        this.at--;
        const { args, named } = this.argumentsUntil("]");
        return named.length > 0 ? { kind: "record", entries: named } : { kind: "list", items: args };
      }
      case "{":
        return this.braces();
      case ":": {
        // Ruby's symbol.
        const name = this.tokens[this.at];
        if (name?.kind === "name" && !name.spaced) {
          this.at++;
          return textNode(name.value);
        }
        return NOTHING;
      }
      case "->": {
        // Ruby's stabby lambda.
        const listed = this.takes("(");
        const parameters = listed ? this.parametersUntil(")") : [];
        const close = this.peekIs("{") ? "}" : "end";
        this.at++;
        return { kind: "function", parameters, body: this.statements(close) };
      }
      case "\\":
      case "!":
      case "-":
      case "*":
      case "**":
      case "&":
      case "@":
      case "$":
      case "%":
      case "+":
      case "...":
        return this.prefixed(value);
      default:
        // Somebody's closing sign is left to them.
        if (/^[)\]},;]$/.test(value)) this.at--;
        return NOTHING;
    }
  }

  private prefixed(sign: string): Expression {
    if (this.ends()) return NOTHING;
    const of = this.postfix();
    if (sign === "-" && of.kind === "number") return { kind: "number", value: -of.value };
    return sign === "!" || sign === "-" ? { kind: "other", parts: [of] } : of;
  }

  /** A record, or statements. */
  private braces(): Expression {
    let i = this.at;
    while (this.tokens[i]?.kind === "line") i++;
    const [first, second] = [this.tokens[i], this.tokens[i + 1]];
    const isRecord =
      signOf(first) === "}" || (first && second && first.kind !== "sign" && /^(=>|:|,)$/.test(signOf(second)));
    if (isRecord) {
      this.at--;
      const { args, named } = this.argumentsUntil("}");
      return { kind: "record", entries: named.length > 0 ? named : args.map(arg => ["?", arg]) };
    }
    return callNode({ kind: "function", parameters: [], body: this.statements("}") }, []);
  }

  private parts(parts: readonly Part[]): Expression {
    const read = parts.map(part => ("text" in part ? textNode(part.text) : this.filledIn(part.source)));
    const [first = textNode("")] = read;
    return read.length === 1 ? first : { kind: "concat", parts: read };
  }

  private filledIn(source: string): Expression {
    if (this.depth >= MAX_DEPTH || source.length > 2000) return NOTHING;
    const { body } = parseScanned(source, this.dialect, this.depth + 10);
    const [first] = body;
    return first?.kind === "do" ? first.value : NOTHING;
  }

  private until(close: string): void {
    while (this.at < this.tokens.length && !this.peekIs(close)) this.at++;
    this.at++;
  }

  private skipLines(): void {
    while (this.tokens[this.at]?.kind === "line") this.at++;
  }

  private peekIs(value: string, ahead = 0): boolean {
    return signOf(this.tokens[this.at + ahead]) === value;
  }

  /** Passes over `value` where it stands next. */
  private takes(value: string): boolean {
    if (!this.peekIs(value)) return false;
    this.at++;
    return true;
  }

  /** Nothing more of an expression comes. */
  private ends(): boolean {
    const token = this.tokens[this.at];
    return (
      !token ||
      token.kind === "line" ||
      (token.kind === "sign" && /^[)\]};,]$/.test(token.value)) ||
      (token.kind === "name" && MODIFIERS.has(token.value) && this.dialect.bareCalls)
    );
  }
}

function targetOf(value: Expression): Target {
  if (value.kind === "name") return { kind: "name", name: value.name };
  if (value.kind === "list") return { kind: "parts", parts: value.items.map(item => ({ target: targetOf(item) })) };
  return { kind: "place", place: value };
}

/** The sign or name that a token is; empty for values. */
function signOf(token: Token | undefined): string {
  return token?.kind === "sign" || token?.kind === "name" ? token.value : "";
}
