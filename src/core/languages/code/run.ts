/**
 * Follows a program without running it: evaluates variables, resolves calls to full names, and hands the calls on. The
 * body of a loop is read once for its items, and every branch is taken.
 */

import type { FunctionExpression, Statement } from "../syntax/program.ts";
import { unread } from "./context/context.ts";
import { itemsOf } from "./context/joining.ts";
import type { Module } from "./context/modules.ts";
import { eitherOf, Names, UNKNOWN, type Value } from "./context/values.ts";
import { Evaluation } from "./evaluation.ts";
import { MAX_STEPS } from "./invoking.ts";

export class Run extends Evaluation {
  /** Exports of the modules that were loaded, by path. */
  private readonly loaded = new Map<string, Value>();

  program(body: readonly Statement[]): void {
    const names = new Names();
    for (const module of this.context.modules.always) this.load(module, names);
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
          this.use(statement, names);
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
    this.awaits(fn, names);
    names.bind(name, value);
    // Methods are called on an object whose value is not followed.
    names.bind(`this.${name}`, value);
    names.bind(`self.${name}`, value);
    names.bind(`$this.${name}`, value);
  }

  private use({ name, of }: Statement & { kind: "use" }, names: Names): void {
    const whole = this.module(of, names);
    const dot = of.lastIndexOf(".");
    const owner = whole || dot < 1 ? undefined : this.module(of.slice(0, dot), names);
    const value = whole ?? (owner?.kind === "record" ? owner.entries.get(of.slice(dot + 1)) : undefined);
    if (name === "*" && value?.kind === "record") for (const [own, held] of value.entries) names.bind(own, held);
    else names.bind(name, value ?? { kind: "reference", name: of });
  }

  protected module(name: string, names: Names): Value | undefined {
    const found = this.context.modules.named(name);
    return found && this.load(found, names);
  }

  /** Runs a module once and returns its exports. */
  private load({ path, text }: Module, names: Names): Value {
    const before = this.loaded.get(path);
    if (before) return before;
    this.loaded.set(path, UNKNOWN);
    const program = this.context.parsed(text);
    if (!program) {
      unread(this.context, "a module that is too long to read");
      return UNKNOWN;
    }
    // Ruby, Perl and PHP have one global namespace.
    const inside = /^(?:ruby|perl|php)$/.test(this.context.language) ? names : new Names();
    this.loading++;
    this.statements(program.body, inside);
    this.loading--;
    const offered = offers(inside);
    this.loaded.set(path, offered);
    return offered;
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

/** The exports of a module: all its names, and those of CommonJS. */
function offers(names: Names): Value {
  const given = names.get("module.exports");
  if (given?.kind === "function") return given;
  const entries = new Map<string, Value>();
  for (const [name, value] of names.all) entries.set(name.replace(/^exports\./, ""), value);
  if (given?.kind === "record") for (const [name, value] of given.entries) entries.set(name, value);
  return { kind: "record", entries };
}
