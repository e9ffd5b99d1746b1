/** Parses Python into a program. */
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
import { doing, type Program, type Statement } from "../program.ts";
import { childrenOf, itemsOf, treeOf } from "../tree.ts";
import { PythonExpressions } from "./expressions.ts";

const GRAMMARS = { strict: parser.configure({ strict: true }), tolerant: parser };

/** Returns undefined when the text is too long, or too broken to be recognised. */
export function readPython(text: string): Program | undefined {
  // An indented block, as copied from an editor, is parsed like a program.
  const tree = treeOf(dedented(text).replace(BARE_YIELD, "$1None "), GRAMMARS);
  if (!tree) return undefined;
  const reader = new PythonReader(tree);
  const body = reader.statements(childrenOf(tree.top));
  return { body, broken: tree.broken, skipped: reader.skipped };
}

/** The grammar lacks `yield` without a value, which occurs in fixtures and context managers; `None ` is inserted. */
const BARE_YIELD = /(^[ \t]*|[=(:][ \t]*|\breturn[ \t]+)yield(?=[ \t]*(?:[#;)]|$))/gm;

function dedented(text: string): string {
  const indent = /^(?:[ \t]*\n)*([ \t]+)\S/.exec(text)?.[1];
  return indent === undefined ? text : text.replace(new RegExp(`^${indent}`, "gm"), "");
}

class PythonReader extends PythonExpressions {
  protected statement(node: SyntaxNode): Statement[] {
    const children = childrenOf(node);
    switch (node.name) {
      case "ImportStatement":
        return this.imports(children);
      case "AssignStatement":
      case "UpdateStatement":
        return this.assignment(node, children);
      case "ForStatement": {
        const at = children.findIndex(({ name }) => name === "in");
        const over = children[at + 1];
        const body = this.bodies(children);
        return over
          ? [{ kind: "each", target: this.target(children.slice(1, at)), over: this.expression(over), body }]
          : body;
      }
      case "IfStatement":
      case "WhileStatement":
        return this.branches(children);
      case "TryStatement":
      case "MatchStatement":
      case "MatchBody":
      case "MatchClause":
      case "StatementGroup":
      case "Body":
      case "DecoratedStatement":
        return this.statements(children);
      case "WithStatement":
        return [...this.resources(children), ...this.bodies(children)];
      case "FunctionDefinition": {
        const name = node.getChild("VariableName");
        return [{ kind: "define", name: name ? this.tree.text(name) : "", fn: this.definition(children) }];
      }
      case "ClassDefinition": {
        const name = node.getChild("VariableName");
        return [{ kind: "class", name: name ? this.tree.text(name) : "", body: this.bodies(children) }];
      }
      case "ReturnStatement":
        return [{ kind: "give", value: this.several(children.slice(1)) }];
      default:
        if (node.type.isError || children.length === 0) return [];
        // In a broken text, whatever looks like a statement is read as one.
        if (/Statement$|^\u26a0$/.test(node.name) || !/Expression|Name|String/.test(node.name))
          return this.statements(children.filter(child => /Statement|Definition|Body/.test(child.name))).concat(
            children
              .filter(child => /Expression|Name$|String$/.test(child.name))
              .map(child => doing(this.expression(child))),
          );
        return [doing(this.expression(node))];
    }
  }

  protected branches(children: readonly SyntaxNode[]): Statement[] {
    const out: Statement[] = [];
    for (const [i, child] of children.entries()) {
      if (child.name !== "Body") continue;
      const before = children[i - 1];
      const condition = before && before.name !== "else" ? this.expression(before) : undefined;
      out.push({ kind: "maybe", ...(condition && { condition }), body: this.statements([child]) });
    }
    return out;
  }

  /** `import a.b as c, d`, `from a.b import c as d, *`. */
  protected imports(children: readonly SyntaxNode[]): Statement[] {
    const tokens = children.map(child => this.tree.text(child));
    const at = tokens.indexOf("import");
    const from = tokens[0] === "from" ? `${tokens.slice(1, at).join("")}.` : "";
    return itemsOf(children.slice(at + 1)).flatMap((item): Statement[] => {
      const words = item.map(child => this.tree.text(child));
      const as = words.indexOf("as");
      const of = (as === -1 ? words : words.slice(0, as)).join("");
      const name = as === -1 ? (from === "" ? (of.split(".")[0] ?? of) : of) : (words[as + 1] ?? of);
      if (of === "*") return [{ kind: "use", name: "*", of: from.slice(0, -1) }];
      return [{ kind: "use", name, of: from === "" && as === -1 ? name : `${from}${of}` }];
    });
  }

  protected assignment(node: SyntaxNode, children: readonly SyntaxNode[]): Statement[] {
    const groups: SyntaxNode[][] = [[]];
    for (const child of children) {
      if (/^(AssignOp|UpdateOp)$/.test(child.name)) groups.push([]);
      else if (child.name !== "TypeDef") groups.at(-1)?.push(child);
    }
    const value = this.several(groups.at(-1) ?? []);
    return groups.slice(0, -1).map(group => {
      const adds = node.name === "UpdateStatement";
      return doing({ kind: "assigned", target: this.target(group), value, adds });
    });
  }

  /** `with open(p) as f, lock:`. */
  protected resources(children: readonly SyntaxNode[]): Statement[] {
    const head = children
      .slice(
        0,
        children.findIndex(({ name }) => name === "Body"),
      )
      .filter(({ name }) => !/^(async|with)$/.test(name));
    return itemsOf(head).flatMap(item => {
      const [value, as, name] = item;
      if (!value) return [];
      const read = this.expression(value);
      return as?.name === "as" && name
        ? [doing({ kind: "assigned", target: this.target([name]), value: read, adds: false })]
        : [doing(read)];
    });
  }
}
