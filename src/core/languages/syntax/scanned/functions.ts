/** Parses functions of Ruby, Perl and PHP: their parameters, their bodies, and blocks after calls. */
import {
  callNode,
  type Expression,
  type FunctionExpression,
  type Parameters,
  type Statement,
  type Target,
} from "../program.ts";
import { TokenCursor } from "./cursor.ts";

/** Collects parameters in order. */
class Given {
  readonly parameters: Target[] = [];
  readonly defaults: (Expression | undefined)[] = [];
  declare rest?: number;
}

export abstract class FunctionReader extends TokenCursor {
  abstract statements(...closers: readonly string[]): Statement[];
  protected abstract expression(): Expression;

  /** Number of functions around the current position. */
  protected functions = 0;

  protected functionBehindName(): FunctionExpression {
    this.functions++;
    const fn = this.functionHere();
    this.functions--;
    return fn;
  }

  private functionHere(): FunctionExpression {
    const given = new Given();
    if (this.peekIs("(")) {
      this.at++;
      this.parametersUntil(")", given);
    } else if (this.dialect.endsBlocks) while (!this.ends() && !this.peekIs("=")) this.parameter(given);
    this.skipUntilBody();
    if (this.peekIs("{")) {
      this.at++;
      return { kind: "function", ...given, body: this.statements("}") };
    }
    // PHP's `fn() => x`, Ruby's `def name = x`.
    if (this.peekIs("=>") || (this.dialect.endsBlocks && this.peekIs("="))) {
      this.at++;
      return { kind: "function", ...given, body: [{ kind: "give", value: this.expression() }] };
    }
    return { kind: "function", ...given, body: this.dialect.endsBlocks ? this.statements("end") : [] };
  }

  /** `use ($x): int` between a parameter list and its body. */
  protected skipUntilBody(): void {
    for (let i = 0; i < 12 && !this.peekIs("{") && !this.peekIs("=>"); i++) {
      if (this.dialect.endsBlocks || this.at >= this.tokens.length) return;
      this.at++;
    }
  }

  protected parametersUntil(close: string, into = new Given()): Parameters {
    while (this.at < this.tokens.length && !this.peekIs(close)) this.parameter(into);
    this.at++;
    return into;
  }

  private parameter(into: Given): void {
    const token = this.tokens[this.at++];
    if (token?.kind === "sign" && (token.value === "..." || (token.value === "*" && this.dialect.endsBlocks)))
      into.rest = into.parameters.length;
    if (
      token?.kind === "variable" ||
      (token?.kind === "name" && this.dialect.signs.includes("$") && this.dialect.endsBlocks)
    )
      into.parameters.push({ kind: "name", name: token.value });
    if (!this.peekIs("=") && !this.peekIs(":")) return;
    this.at++;
    if (!this.peekIs(",") && !this.peekIs(")") && !this.ends())
      into.defaults[Math.max(0, into.parameters.length - 1)] = this.expression();
  }

  /** A block behind a call is its last argument. */
  protected withBlock(value: Expression, close: string): Expression {
    this.at++;
    let told: Parameters = new Given();
    if (this.peekIs("|")) {
      this.at++;
      told = this.parametersUntil("|");
    }
    const body = this.statements(close);
    const implied: Parameters = told.parameters.length > 0 ? told : { parameters: [{ kind: "name", name: "it" }] };
    const last = body.at(-1);
    const given: Statement[] = last?.kind === "do" ? [...body.slice(0, -1), { kind: "give", value: last.value }] : body;
    const fn: FunctionExpression = { kind: "function", ...implied, body: given };
    return value.kind === "call" ? { ...value, args: [...value.args, fn] } : callNode(value, [fn]);
  }
}
