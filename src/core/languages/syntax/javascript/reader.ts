/** Parses JavaScript and TypeScript into a program. */
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/javascript";
import { callNode, doing, nameNode, type Program, type Statement } from "../program.ts";
import { childrenOf, itemsOf, treeOf } from "../tree.ts";
import { JavascriptExpressions, stringValue } from "./expressions.ts";

const GRAMMARS = {
  strict: parser.configure({ dialect: "ts", strict: true }),
  tolerant: parser.configure({ dialect: "ts" }),
};

/** Returns undefined when the text is too long, or too broken to be recognised. */
export function readJavascript(text: string): Program | undefined {
  const tree = treeOf(text.replace(/^#!.*/, ""), GRAMMARS);
  if (!tree) return undefined;
  const reader = new JavascriptReader(tree);
  const body = reader.statements(childrenOf(tree.top));
  return { body, broken: tree.broken, skipped: reader.skipped };
}

class JavascriptReader extends JavascriptExpressions {
  protected statement(node: SyntaxNode): Statement[] {
    const children = childrenOf(node);
    switch (node.name) {
      case "ImportDeclaration":
        return this.imports(node, children);
      case "VariableDeclaration":
        return this.declarations(children);
      case "ForStatement":
        return this.loop(children);
      case "IfStatement": {
        const [, condition, ...bodies] = children;
        const read = condition && this.expression(condition);
        return bodies
          .filter(({ name }) => name !== "else")
          .map((body, i) => ({
            kind: "maybe",
            ...(i === 0 && read && { condition: read }),
            body: this.statements([body]),
          }));
      }
      case "WhileStatement":
      case "DoStatement":
      case "SwitchStatement":
      case "LabeledStatement":
      case "TryStatement":
      case "CatchClause":
      case "FinallyClause":
      case "SwitchBody":
      case "Block":
      case "ExportDeclaration":
      case "ClassBody":
        return this.statements(children);
      case "FunctionDeclaration": {
        const name = node.getChild("VariableDefinition");
        return [{ kind: "define", name: name ? this.tree.text(name) : "", fn: this.definition(node, children) }];
      }
      case "MethodDeclaration": {
        const name = node.getChild("PropertyDefinition");
        return [{ kind: "define", name: name ? this.tree.text(name) : "", fn: this.definition(node, children) }];
      }
      case "PropertyDeclaration": {
        const at = children.findIndex(({ name }) => name === "Equals");
        const [name, value] = [children[at - 1], children[at + 1]];
        if (at < 1 || !name || !value) return [];
        const of = this.tree.text(name);
        const read = this.expression(value);
        return [of, `this.${of}`].map(each =>
          doing({ kind: "assigned", target: { kind: "name", name: each }, value: read, adds: false }),
        );
      }
      case "ClassDeclaration": {
        const name = node.getChild("VariableDefinition");
        const body = node.getChild("ClassBody");
        const members = body ? this.statements(childrenOf(body)) : [];
        return [{ kind: "class", name: name ? this.tree.text(name) : "", body: members }];
      }
      case "ReturnStatement":
      case "ThrowStatement":
        return children[1] && children[1].name !== ";" ? [{ kind: "give", value: this.expression(children[1]) }] : [];
      case "ExpressionStatement":
        return children.filter(({ name }) => name !== ";").map(child => doing(this.expression(child)));
      default:
        if (children.length === 0 || /^(Type|Interface|Ambient)/.test(node.name)) return [];
        return [doing(this.expression(node))];
    }
  }

  /** `import d, { a as b } from "m"`, `import * as n from "m"`. */
  protected imports(node: SyntaxNode, children: readonly SyntaxNode[]): Statement[] {
    const from = node.getChild("String");
    if (!from) return [];
    const of = moduleName(stringValue(this.tree.text(from)));
    return children.flatMap((child): Statement[] => {
      if (child.name === "VariableDefinition") return [{ kind: "use", name: this.tree.text(child), of }];
      if (child.name !== "ImportGroup") return [];
      return itemsOf(childrenOf(child)).flatMap((item): Statement[] => {
        const names = item.map(part => this.tree.text(part)).filter(name => name !== "as" && name !== "type");
        const [first, last = first] = names;
        return first === undefined || last === undefined
          ? []
          : [{ kind: "use", name: last, of: first === "default" ? of : `${of}.${first}` }];
      });
    });
  }

  protected declarations(children: readonly SyntaxNode[]): Statement[] {
    const rest = children.filter(({ name }) => !/^(const|let|var|using|declare|await|;|TypeAnnotation)$/.test(name));
    return itemsOf(rest).flatMap(item => {
      const [target, equals, value] = item;
      return target && equals?.name === "Equals" && value ? [doing(this.assigned(target, value, false))] : [];
    });
  }

  protected loop(children: readonly SyntaxNode[]): Statement[] {
    const spec = children.find(({ name }) => /^For(Of|In)?Spec$/.test(name));
    const body = this.statements(children.filter(child => child !== spec && !/^(for|await)$/.test(child.name)));
    const parts = spec ? childrenOf(spec) : [];
    if (spec?.name === "ForSpec")
      return [...this.statements(parts.filter(({ name }) => name === "VariableDeclaration")), { kind: "maybe", body }];
    const at = parts.findIndex(({ name }) => name === "of" || name === "in");
    const target = parts.slice(0, at).find(({ name }) => !/^([(]|const|let|var)$/.test(name));
    const over = parts[at + 1];
    if (!target || !over) return body;
    const items = this.expression(over);
    // The keys of an object, the indexes of a list.
    const keys =
      spec?.name === "ForInSpec" ? callNode({ kind: "member", of: nameNode("Object"), name: "keys" }, [items]) : items;
    return [{ kind: "each", target: this.target(target), over: keys, body }];
  }
}

/** Normalizes `node:fs` to `fs`. */
function moduleName(name: string): string {
  return name.replace(/^node:/, "").replace(/^fs\/promises$/, "fs.promises");
}
