/** Reads Python's expressions, and the targets of its assignments. */
import type { SyntaxNode } from "@lezer/common";
import { numberOf, unescapedText } from "../literals.ts";
import {
  type Call,
  callNode,
  type Expression,
  type FunctionExpression,
  NOTHING,
  nameNode,
  type Parameters,
  type Statement,
  type Target,
  textNode,
} from "../program.ts";
import { childrenOf, itemsOf } from "../tree.ts";
import { TreeReader } from "../tree-reader.ts";

export abstract class PythonExpressions extends TreeReader {
  protected target(nodes: readonly SyntaxNode[]): Target {
    const items = itemsOf(nodes);
    const [first, ...more] = items;
    const node = first?.find(({ name }) => !/^[*]/.test(name));
    if (more.length > 0) return { kind: "parts", parts: items.map(item => ({ target: this.target(item) })) };
    if (!node) return { kind: "parts", parts: [] };
    if (node.name === "VariableName") return { kind: "name", name: this.tree.text(node) };
    if (/^(Tuple|Array|Parenthesized)Expression$/.test(node.name))
      return { kind: "parts", parts: itemsOf(childrenOf(node)).map(item => ({ target: this.target(item) })) };
    return { kind: "place", place: this.expression(node) };
  }

  protected several(nodes: readonly SyntaxNode[]): Expression {
    const items = itemsOf(nodes);
    if (items.length > 1) return { kind: "list", items: items.flatMap(item => this.item(item)) };
    return this.item(items[0] ?? [])[0] ?? NOTHING;
  }

  protected item(nodes: readonly SyntaxNode[]): Expression[] {
    const node = nodes.find(({ name }) => !/^[*]/.test(name));
    return node ? [this.expression(node)] : [];
  }

  protected read(node: SyntaxNode): Expression {
    const children = childrenOf(node);
    const parts = () => children.filter(({ type }) => !type.isError).map(child => this.expression(child));
    switch (node.name) {
      case "String":
        return textNode(stringValue(this.tree.text(node)));
      case "FormatString":
        return this.formatted(node, children);
      case "ContinuedString":
        return { kind: "concat", parts: parts() };
      case "Number":
        return { kind: "number", value: numberOf(this.tree.text(node)) };
      case "UnaryExpression": {
        const value = Number(this.tree.text(node));
        return Number.isNaN(value) ? { kind: "other", parts: parts() } : { kind: "number", value };
      }
      case "Boolean":
        return { kind: "constant", value: this.tree.text(node) === "True" };
      case "None":
        return { kind: "constant", value: null };
      case "VariableName":
        return nameNode(this.tree.text(node));
      case "AwaitExpression":
      case "ParenthesizedExpression":
        return this.several(children.filter(({ name }) => !/^(await|\(|\))$/.test(name)));
      case "MemberExpression":
        return this.member(children);
      case "CallExpression":
        return this.call(children);
      case "TupleExpression":
      case "ArrayExpression":
      case "SetExpression":
        return { kind: "list", items: itemsOf(children).flatMap(item => this.item(item)) };
      case "DictionaryExpression":
        return { kind: "record", entries: itemsOf(children).flatMap(item => this.entry(item)) };
      case "ConditionalExpression": {
        const [a, , , , b] = children;
        return { kind: "either", options: [a, b].flatMap(option => (option ? [this.expression(option)] : [])) };
      }
      case "BinaryExpression":
        return this.binary(children);
      case "NamedExpression": {
        const [name, , value] = children;
        if (!name || !value) return NOTHING;
        return { kind: "assigned", target: this.target([name]), value: this.expression(value), adds: false };
      }
      case "LambdaExpression": {
        const value = children.at(-1);
        return {
          kind: "function",
          ...this.parameters(node.getChild("ParamList")),
          body: value ? [{ kind: "give", value: this.expression(value) }] : [],
        };
      }
      case "ArrayComprehensionExpression":
      case "SetComprehensionExpression":
      case "ComprehensionExpression":
      case "DictionaryComprehensionExpression":
        return this.comprehension(children);
      default:
        return { kind: "other", parts: children.length > 0 ? parts() : [] };
    }
  }

  protected member(children: readonly SyntaxNode[]): Expression {
    const [of, dot, ...rest] = children;
    if (!of) return NOTHING;
    const on = this.expression(of);
    const last = rest.at(-1);
    if (dot?.name === "." && last) return { kind: "member", of: on, name: this.tree.text(last) };
    const keys = rest.filter(({ name }) => name !== "]");
    // rm["-rf", "x"]
    if (keys.length > 1 && keys.every(({ name }) => name !== ":"))
      return {
        kind: "item",
        of: on,
        key: { kind: "list", items: itemsOf(keys).flatMap(item => this.item(item)) },
      };
    if (keys.length !== 1 || !keys[0])
      return {
        kind: "other",
        parts: [on, ...keys.filter(({ name }) => name !== ":").map(key => this.expression(key))],
      };
    return { kind: "item", of: on, key: this.expression(keys[0]) };
  }

  protected call(children: readonly SyntaxNode[]): Expression {
    const [callee, list] = children;
    if (!callee || !list) return NOTHING;
    const inner = childrenOf(list);
    // f(x for x in y)
    if (inner.some(({ name }) => name === "for")) return callNode(this.expression(callee), [this.comprehension(inner)]);
    const args: Expression[] = [];
    const named: [string, Expression][] = [];
    for (const item of itemsOf(inner)) {
      const [first, equals, value] = item;
      if (first && equals?.name === "AssignOp" && value) named.push([this.tree.text(first), this.expression(value)]);
      else if (first?.name === "*" && equals)
        args.push({ kind: "item", of: this.expression(equals), key: textNode("*") });
      else args.push(...this.item(item));
    }
    return { kind: "call", callee: this.expression(callee), args, named, makes: false } satisfies Call;
  }

  protected entry(item: readonly SyntaxNode[]): [string | null, Expression][] {
    const [key, colon, value] = item;
    if (!key) return [];
    if (colon?.name !== ":" || !value) return [[null, this.several(item.filter(({ name }) => name !== "**"))]];
    const text = this.expression(key);
    return [[text.kind === "text" ? text.value : "?", this.expression(value)]];
  }

  protected binary(children: readonly SyntaxNode[]): Expression {
    const [left, operator, right] = children;
    if (!left || !operator || !right) return { kind: "other", parts: children.map(child => this.expression(child)) };
    const a = this.expression(left);
    const b = this.expression(children.at(-1) ?? right);
    switch (this.tree.text(operator)) {
      case "+":
        return { kind: "concat", parts: [a, b] };
      case "/":
        return { kind: "below", of: a, name: b };
      case "*":
        return { kind: "repeat", of: a, times: b };
      case "|":
        // A file mode is one number; combined flags and merged records are alternatives.
        return isMode(b) ? { kind: "other", parts: [a, b] } : { kind: "either", options: [a, b] };
      case "or":
        return { kind: "either", options: [a, b] };
      case "%":
        return callNode({ kind: "member", of: a, name: "%" }, [b]);
      case "==":
        return callNode({ kind: "member", of: a, name: "==" }, [b]);
      default:
        return { kind: "other", parts: [a, b] };
    }
  }

  protected comprehension(children: readonly SyntaxNode[]): Expression {
    const first = children.findIndex(({ name }) => name === "for");
    const inside = children.filter(
      ({ name }, i) => !(i === 0 || i === children.length - 1) || !/^[[({})\]]$/.test(name),
    );
    const at = inside.findIndex(({ name }) => name === "for");
    const head = inside.slice(0, at === -1 ? first : at).filter(({ name }) => name !== "async");
    let value: Expression =
      head.length === 1 && head[0]
        ? this.expression(head[0])
        : { kind: "other", parts: head.filter(({ name }) => name !== ":").map(node => this.expression(node)) };
    const clauses: SyntaxNode[][] = [];
    for (const node of inside.slice(at)) {
      if (node.name === "for") clauses.push([node]);
      else if (node.name !== "async") clauses.at(-1)?.push(node);
    }
    for (const clause of clauses.reverse()) {
      const into = clause.findIndex(({ name }) => name === "in");
      const over = clause[into + 1];
      if (!over) continue;
      const conditions = clause.slice(into + 2).filter(({ name }) => name !== "if");
      value = {
        kind: "mapped",
        target: this.target(clause.slice(1, into)),
        over: this.expression(over),
        conditions: conditions.map(condition => this.expression(condition)),
        value,
      };
    }
    return value;
  }

  protected formatted(node: SyntaxNode, children: readonly SyntaxNode[]): Expression {
    const text = this.tree.text(node);
    const parts: Expression[] = [];
    const opening = /^[a-zA-Z]*("""|'''|"|')/.exec(text)?.[0] ?? "";
    const raw = /^[a-zA-Z]*r/i.test(opening);
    let at = opening.length;
    const plain = (to: number) => {
      const piece = text.slice(at, to).replace(/\{\{/g, "{").replace(/\}\}/g, "}");
      if (piece !== "") parts.push(textNode(raw ? piece : unescapedText(piece)));
    };
    for (const child of children) {
      if (child.name !== "FormatReplacement") continue;
      plain(child.from - node.from);
      at = child.to - node.from;
      const value = childrenOf(child).find(({ name }) => !/^([{}=]|Format\w+)$/.test(name));
      parts.push(value ? this.expression(value) : NOTHING);
    }
    plain(text.length - (text.endsWith('"""') || text.endsWith("'''") ? 3 : 1));
    return { kind: "concat", parts };
  }

  protected definition(children: readonly SyntaxNode[]): FunctionExpression {
    const list = children.find(({ name }) => name === "ParamList");
    return { kind: "function", ...this.parameters(list ?? null), body: this.bodies(children) };
  }

  protected parameters(list: SyntaxNode | null): Parameters {
    const items = itemsOf(list ? childrenOf(list) : []);
    const rest = items.findIndex(([sign]) => sign?.name === "*");
    return {
      parameters: items.map(item => {
        const name = item.find(node => node.name === "VariableName");
        return name && item[0]?.name !== "**"
          ? { kind: "name", name: this.tree.text(name) }
          : { kind: "parts", parts: [] };
      }),
      defaults: items.map(item => {
        const at = item.findIndex(({ name }) => name === "AssignOp");
        const value = at === -1 ? undefined : item[at + 1];
        return value && this.expression(value);
      }),
      ...(rest !== -1 && { rest }),
    };
  }

  protected bodies(children: readonly SyntaxNode[]): Statement[] {
    return this.statements(children.filter(({ name }) => name === "Body"));
  }
}

function stringValue(text: string): string {
  const found = /^([a-zA-Z]*)("""|'''|"|')([\s\S]*?)(?:\2)?$/.exec(text);
  if (!found) return text;
  const [, prefix = "", , body = ""] = found;
  return /r/i.test(prefix) ? body : unescapedText(body);
}

/** Whether it is a file mode: `stat.S_IRUSR`, `0o644`. */
function isMode(expression: Expression): boolean {
  if (expression.kind === "number") return true;
  return expression.kind === "member" && expression.of.kind === "name" && expression.of.name === "stat";
}
