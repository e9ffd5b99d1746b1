/**
 * Follows a program without running it: names get what they are given, calls are told by their full names, and what a
 * call does is handed on. Loops are gone through once for what they go over, branches are all taken.
 */
import { unread } from "./context.ts";
import { Evaluation } from "./evaluation.ts";
import { MAX_STEPS } from "./invoking.ts";
import { itemsOf } from "./joining.ts";
import type { FunctionExpression, Statement } from "./program.ts";
import { eitherOf, Names, UNKNOWN, type Value } from "./values.ts";

export class Run extends Evaluation {
  program(body: readonly Statement[]): void {
    const names = new Names();
    this.statements(body, names);
    for (const [fn, outer] of this.waiting)
      if (!this.called.has(fn)) this.invoke({ kind: "function", fn, names: outer }, []);
    this.readLater();
  }

  protected statements(body: readonly Statement[], names: Names): Value {
    const given: Value[] = [];
    for (const statement of body) if (statement.kind === "define") this.define(statement.name, statement.fn, names);
    for (const statement of body) {
      if (this.steps > MAX_STEPS) {
        unread(this.context, "more than is followed of one program");
        break;
      }
      switch (statement.kind) {
        case "do":
          this.evaluate(statement.value, names);
          break;
        case "give":
          given.push(this.evaluate(statement.value, names));
          break;
        case "use":
          if (statement.name !== "*") names.bind(statement.name, { kind: "reference", name: statement.of });
          else names.bind("*", { kind: "reference", name: statement.of });
          break;
        case "maybe": {
          const inside = new Names(names);
          if (statement.condition) this.narrow(statement.condition, inside, names);
          this.branches++;
          const value = this.statements(statement.body, inside);
          this.branches--;
          if (value !== UNKNOWN) given.push(value);
          break;
        }
        case "each": {
          const value = this.each(statement, names);
          if (value !== UNKNOWN) given.push(value);
          break;
        }
        case "define":
          break;
        case "class": {
          const inside = new Names(names, true);
          this.classes.set(statement.name, inside);
          this.statements(statement.body, inside);
          break;
        }
      }
    }
    return given.length === 0 ? UNKNOWN : eitherOf(given);
  }

  private define(name: string, fn: FunctionExpression, names: Names): void {
    const value: Value = { kind: "function", fn, names };
    this.waiting.set(fn, names);
    names.bind(name, value);
    // Methods are called through an object nobody follows.
    names.bind(`this.${name}`, value);
    names.bind(`self.${name}`, value);
    names.bind(`$this.${name}`, value);
  }

  private each({ target, over, body }: Statement & { kind: "each" }, names: Names): Value {
    // `sys.argv[1:]`, or all of it.
    const [whole] = over.kind === "other" ? over.parts : [over];
    const named = whole?.kind === "member" || whole?.kind === "name";
    const given = named ? this.around.parametersOf(this.evaluate(whole, names)) : undefined;
    const items = given ?? itemsOf(this.evaluate(over, names));
    this.assign(target, items, names, false);
    this.loops++;
    const value = this.statements(body, names);
    this.loops--;
    return value;
  }
}
