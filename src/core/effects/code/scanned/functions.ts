/** Functions as Ruby, Perl and PHP write them: their parameters, their bodies, and blocks behind calls. */
import { callNode, type Expression, type FunctionExpression, type Statement, type Target } from "../program.ts";
import { TokenCursor } from "./cursor.ts";

export abstract class FunctionReader extends TokenCursor {
  abstract statements(...closers: readonly string[]): Statement[];
  protected abstract expression(): Expression;

  protected functionBehindName(): FunctionExpression {
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
  protected skipUntilBody(): void {
    for (let i = 0; i < 12 && !this.peekIs("{") && !this.peekIs("=>"); i++) {
      if (this.dialect.endsBlocks || this.at >= this.tokens.length) return;
      this.at++;
    }
  }

  protected parametersUntil(close: string): Target[] {
    const parameters: Target[] = [];
    while (this.at < this.tokens.length && !this.peekIs(close)) this.parameter(parameters);
    this.at++;
    return parameters;
  }

  protected parameter(into: Target[]): void {
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

  /** A block behind a call is its last argument. */
  protected withBlock(value: Expression, close: string): Expression {
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
}
