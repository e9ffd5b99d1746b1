/** Parses primary values: texts, numbers, names, lists, records, and prefix operators before them. */
import { HOLE } from "../../../text/words.ts";
import { callNode, type Expression, NOTHING, nameNode, type Program, type Statement, textNode } from "../program.ts";
import { CallReader } from "./calls.ts";
import { signOf } from "./cursor.ts";
import { PERL } from "./dialect.ts";
import type { Part, Token } from "./lexer.ts";

const DECLARES = new Set(
  "my our local state var let const global static public private protected readonly final await async new defined not and or".split(
    " ",
  ),
);
/** Keywords of Ruby whose block ends with `end`. */
export const OPENS_BLOCK = new Set("if unless while until case begin for class module".split(" "));

export abstract class ValueReader extends CallReader {
  protected abstract postfix(): Expression;
  protected abstract block(word: string): Statement[];
  /** Parses `source` with a separate parser. */
  protected abstract programIn(source: string): Program;

  protected primary(): Expression {
    return this.deeper(NOTHING, () => this.value());
  }

  protected value(): Expression {
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

  protected named(token: Token & { readonly kind: "name" | "variable" | "sign" }): Expression {
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
    // Perl's `shift` of the program's arguments, which are only known at run time.
    if (
      value === "shift" &&
      this.dialect === PERL &&
      this.functions === 0 &&
      !this.peekIs("(") &&
      !this.peeksVariable()
    )
      return { kind: "item", of: nameNode("$ARGV"), key: NOTHING };
    return this.called(nameNode(value), token);
  }

  private peeksVariable(): boolean {
    return this.tokens[this.at]?.kind === "variable";
  }

  protected signed(value: string): Expression {
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
        const given = listed ? this.parametersUntil(")") : { parameters: [] };
        const close = this.peekIs("{") ? "}" : "end";
        this.at++;
        return { kind: "function", ...given, body: this.statements(close) };
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
        // A closing sign belongs to a surrounding construct.
        if (/^[)\]},;]$/.test(value)) this.at--;
        return NOTHING;
    }
  }

  protected prefixed(sign: string): Expression {
    if (this.ends()) return NOTHING;
    const of = this.postfix();
    if (sign === "-" && of.kind === "number") return { kind: "number", value: -of.value };
    return sign === "!" || sign === "-" ? { kind: "other", parts: [of] } : of;
  }

  /** A record, or statements. */
  protected braces(): Expression {
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

  protected parts(parts: readonly Part[]): Expression {
    const read = parts.map(part => ("text" in part ? textNode(part.text) : this.filledIn(part.source)));
    const [first = textNode("")] = read;
    return read.length === 1 ? first : { kind: "concat", parts: read };
  }

  protected filledIn(source: string): Expression {
    if (this.isTooDeep() || source.length > 2000) return NOTHING;
    const { body } = this.programIn(source);
    const [first] = body;
    return first?.kind === "do" ? first.value : NOTHING;
  }
}
