/** Reads JavaScript's expressions, functions, and targets of assignments. */
import type { SyntaxNode } from "@lezer/common";
import { numberOf, unescapedText } from "../literals.ts";
import {
  callNode,
  type Expression,
  type FunctionExpression,
  NOTHING,
  nameNode,
  type Parameters,
  type Target,
  textNode,
} from "../program.ts";
import { childrenOf, itemsOf } from "../tree.ts";
import { TreeReader } from "../tree-reader.ts";

export abstract class JavascriptExpressions extends TreeReader {
  protected target(node: SyntaxNode): Target {
    const children = childrenOf(node);
    switch (node.name) {
      case "VariableDefinition":
      case "VariableName":
        return { kind: "name", name: this.tree.text(node) };
      case "ArrayPattern":
      case "ArrayExpression":
        return {
          kind: "parts",
          parts: itemsOf(children).flatMap(([first]) => (first ? [{ target: this.target(first) }] : [])),
        };
      case "ObjectPattern":
        return {
          kind: "parts",
          parts: itemsOf(children).flatMap(([property]) => {
            const [key, colon, value] = property ? childrenOf(property) : [];
            if (!key) return [];
            const name = this.tree.text(key);
            return [
              {
                key: name,
                target: colon?.name === ":" && value ? this.target(value) : ({ kind: "name", name } as const),
              },
            ];
          }),
        };
      default:
        return { kind: "place", place: this.expression(node) };
    }
  }

  protected assigned(target: SyntaxNode, value: SyntaxNode, adds: boolean): Expression {
    return { kind: "assigned", target: this.target(target), value: this.expression(value), adds };
  }

  protected read(node: SyntaxNode): Expression {
    const children = childrenOf(node);
    const parts = () => children.filter(({ type }) => !type.isError).map(child => this.expression(child));
    switch (node.name) {
      case "String":
        return textNode(stringValue(this.tree.text(node)));
      case "TemplateString":
        return this.template(node, children);
      case "TaggedTemplateExpression": {
        const [tag, text] = children;
        return tag && text
          ? callNode({ kind: "member", of: this.expression(tag), name: "`" }, [this.expression(text)])
          : NOTHING;
      }
      case "Number":
        return { kind: "number", value: numberOf(this.tree.text(node)) };
      case "UnaryExpression": {
        const value = Number(this.tree.text(node));
        return Number.isNaN(value) ? { kind: "other", parts: parts() } : { kind: "number", value };
      }
      case "BooleanLiteral":
        return { kind: "constant", value: this.tree.text(node) === "true" };
      case "null":
        return { kind: "constant", value: null };
      case "VariableName":
      case "VariableDefinition":
      case "this":
      case "super":
        return nameNode(this.tree.text(node));
      case "import":
        return nameNode("import");
      case "AwaitExpression":
      case "ParenthesizedExpression":
      case "SequenceExpression": {
        const inner = children
          .filter(({ name }) => !/^(await|\(|\)|,|TypeAnnotation)$/.test(name))
          .map(child => this.expression(child));
        const last = inner.at(-1) ?? NOTHING;
        // The value of `(0, fs.rmSync)` is its last part; the others count for what they do.
        return inner.length > 1
          ? { kind: "either", options: inner.slice(-1).concat({ kind: "other", parts: inner.slice(0, -1) }) }
          : last;
      }
      case "PrefixCast": {
        const value = children.at(-1);
        return value ? this.expression(value) : NOTHING;
      }
      case "MemberExpression":
        return this.member(children);
      case "CallExpression":
      case "NewExpression":
        return this.call(node, children);
      case "DynamicImport": {
        const name = children.find(child => /String$|Name$|Expression$/.test(child.name));
        return callNode(nameNode("import"), name ? [this.expression(name)] : []);
      }
      case "ArrayExpression":
        return { kind: "list", items: itemsOf(children).flatMap(item => this.item(item)) };
      case "ObjectExpression":
        return {
          kind: "record",
          entries: itemsOf(children).flatMap(([property]) => (property ? this.entry(property) : [])),
        };
      case "ConditionalExpression": {
        const [condition, , a, , b] = children;
        const options = [a, b].flatMap(option => (option ? [this.expression(option)] : []));
        return {
          kind: "either",
          options: condition ? [...options, { kind: "other", parts: [this.expression(condition)] }] : options,
        };
      }
      case "BinaryExpression":
        return this.binary(children);
      case "AssignmentExpression": {
        const [target, operator, value] = children;
        return target && value ? this.assigned(target, value, operator?.name === "UpdateOp") : NOTHING;
      }
      case "ArrowFunction":
      case "FunctionExpression":
        return this.definition(node, children);
      case "ClassExpression": {
        const body = node.getChild("ClassBody");
        return { kind: "function", parameters: [], body: body ? this.statements(childrenOf(body)) : [] };
      }
      default:
        return { kind: "other", parts: children.length > 0 ? parts() : [] };
    }
  }

  protected member(children: readonly SyntaxNode[]): Expression {
    const [of, ...rest] = children;
    if (!of) return NOTHING;
    const on = of.name === "import" ? nameNode("import") : this.expression(of);
    const property = rest.find(({ name }) => /^(Private)?PropertyName$/.test(name));
    if (property) return { kind: "member", of: on, name: this.tree.text(property) };
    const key = rest.find(({ name }) => !/^(\?\.|\[|\])$/.test(name));
    return key ? { kind: "item", of: on, key: this.expression(key) } : on;
  }

  protected call(node: SyntaxNode, children: readonly SyntaxNode[]): Expression {
    const callee = children.find(({ name }) => name !== "new");
    const list = node.getChild("ArgList");
    if (!callee) return NOTHING;
    const args = list ? itemsOf(childrenOf(list)).flatMap(item => this.item(item)) : [];
    return { kind: "call", callee: this.expression(callee), args, named: [], makes: node.name === "NewExpression" };
  }

  protected item(nodes: readonly SyntaxNode[]): Expression[] {
    const [first, second] = nodes;
    if (first?.name === "Spread" && second) return [{ kind: "item", of: this.expression(second), key: textNode("*") }];
    return first ? [this.expression(first)] : [];
  }

  protected entry(property: SyntaxNode): [string | null, Expression][] {
    const children = childrenOf(property);
    const [key, colon, value] = children;
    if (!key) return [];
    if (key.name === "Spread") return colon ? [[null, this.expression(colon)]] : [];
    const name = /String$/.test(key.name)
      ? stringValue(this.tree.text(key))
      : key.name === "["
        ? "?"
        : this.tree.text(key);
    if (property.getChild("ParamList")) return [[name, this.definition(property, children)]];
    if (colon?.name === ":" && value) return [[name, this.expression(value)]];
    return key.name === "["
      ? [["?", { kind: "other", parts: children.slice(1).map(child => this.expression(child)) }]]
      : [[name, nameNode(name)]];
  }

  protected binary(children: readonly SyntaxNode[]): Expression {
    const [left, operator, right] = children;
    if (!left || !operator) return NOTHING;
    const a = this.expression(left);
    const b = right ? this.expression(right) : NOTHING;
    switch (this.tree.text(operator)) {
      case "+":
        return { kind: "concat", parts: [a, b] };
      case "||":
      case "??":
      // Flags that are combined for a call.
      case "|":
        return { kind: "either", options: [a, b] };
      case "as":
      case "satisfies":
        return a;
      case "===":
      case "==":
        return callNode({ kind: "member", of: a, name: "==" }, [b]);
      default:
        return { kind: "other", parts: [a, b] };
    }
  }

  protected template(node: SyntaxNode, children: readonly SyntaxNode[]): Expression {
    const text = this.tree.text(node);
    const parts: Expression[] = [];
    let at = 1;
    const plain = (to: number) => {
      if (to > at) parts.push(textNode(unescapedText(text.slice(at, to))));
    };
    for (const child of children) {
      if (child.name !== "Interpolation") continue;
      plain(child.from - node.from);
      at = child.to - node.from;
      const value = childrenOf(child).find(({ name }) => !/^Interpolation/.test(name));
      parts.push(value ? this.expression(value) : NOTHING);
    }
    plain(text.endsWith("`") ? text.length - 1 : text.length);
    return { kind: "concat", parts };
  }

  private parameters(list: SyntaxNode): Parameters {
    const items = itemsOf(childrenOf(list)).flatMap(item => {
      const target = item.find(({ name }) => /Pattern$|^VariableDefinition$/.test(name));
      return target ? [{ item, target }] : [];
    });
    const rest = items.findIndex(({ item }) => item[0]?.name === "Spread");
    return {
      parameters: items.map(({ target }) => this.target(target)),
      defaults: items.map(({ item }) => {
        const at = item.findIndex(({ name }) => name === "Equals");
        const value = at === -1 ? undefined : item[at + 1];
        return value && this.expression(value);
      }),
      ...(rest !== -1 && { rest }),
    };
  }

  protected definition(node: SyntaxNode, children: readonly SyntaxNode[]): FunctionExpression {
    const list = node.getChild("ParamList");
    const alone = list ? undefined : node.getChild("VariableDefinition");
    const given = list
      ? this.parameters(list)
      : { parameters: alone && node.name === "ArrowFunction" ? [this.target(alone)] : [] };
    const last = children.at(-1);
    if (last?.name === "Block") return { kind: "function", ...given, body: this.statements([last]) };
    return {
      kind: "function",
      ...given,
      body: node.name === "ArrowFunction" && last ? [{ kind: "give", value: this.expression(last) }] : [],
    };
  }
}

export function stringValue(text: string): string {
  return unescapedText(text.replace(/^["']/, "").replace(/["']$/, ""));
}
