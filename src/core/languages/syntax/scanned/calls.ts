/** Parses calls and their arguments, with or without parentheses. */
import { callNode, type Expression, NOTHING, textNode } from "../program.ts";
import { MODIFIERS, signOf } from "./cursor.ts";
import { FunctionReader } from "./functions.ts";
import type { Token } from "./lexer.ts";

export abstract class CallReader extends FunctionReader {
  /** The call of a name, with or without parentheses, or the name alone. */
  protected called(name: Expression, token: Token): Expression {
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

  protected startsArgument(token: Token): boolean {
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

  protected argumentsUntil(close: string): { args: Expression[]; named: [string, Expression][] } {
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

  protected argument(args: Expression[], named: [string, Expression][]): void {
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
  protected bareKey(): Expression | undefined {
    const token = this.tokens[this.at];
    const next = this.tokens[this.at + 1];
    if (token?.kind !== "name" || !next || signOf(next) !== "=>") return undefined;
    this.at++;
    return textNode(token.value);
  }
}
