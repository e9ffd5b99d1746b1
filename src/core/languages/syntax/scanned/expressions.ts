/** Parses expressions: operators between values, and members, calls and indexes after a value. */
import { callNode, type Expression, NOTHING, type Target, textNode } from "../program.ts";
import { signOf } from "./cursor.ts";
import type { Token } from "./lexer.ts";
import { ValueReader } from "./values.ts";

const PLACES: Readonly<Record<string, number>> = { either: 0, other: 1, concat: 2, repeat: 3 };

export abstract class ExpressionReader extends ValueReader {
  /** `a, b`: a list where there are several. */
  protected list(): Expression {
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

  protected expression(): Expression {
    return this.deeper(NOTHING, () => this.binary(0));
  }

  protected binary(least: number): Expression {
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
          : operator === "either" || sign === "|"
            ? { kind: "either", options: [left, right] }
            : operator === "repeat"
              ? sign === "/"
                ? { kind: "below", of: left, name: right }
                : { kind: "repeat", of: left, times: right }
              : { kind: "other", parts: [left, right] };
    }
  }

  protected operatorOf(token: Token): keyof typeof PLACES | undefined {
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

  protected postfix(): Expression {
    let value = this.primary();
    for (;;) {
      const token = this.tokens[this.at];
      if (!token) return value;
      const sign = signOf(token);
      const next = this.tokens[this.at + 1];
      if (token.kind === "line") {
        // A method chain continues on the next line.
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
        // `$x->[0]`, `->(…)`: the arrow has no meaning here.
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

  protected subscripted(value: Expression): boolean {
    return (value.kind === "name" && value.name.startsWith("$")) || value.kind === "item" || value.kind === "member";
  }
}

export function targetOf(value: Expression): Target {
  if (value.kind === "name") return { kind: "name", name: value.name };
  if (value.kind === "list") return { kind: "parts", parts: value.items.map(item => ({ target: targetOf(item) })) };
  return { kind: "place", place: value };
}
