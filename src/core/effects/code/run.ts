/**
 * Follows a program without running it: names get what they are given, calls are told by their full names, and what a
 * call does is handed on. Loops are gone through once for what they go over, branches are all taken.
 */
import { resolvePath } from "../../paths.ts";
import { HOLE } from "../words.ts";
import { actsOn } from "./acts.ts";
import type { Context } from "./context.ts";
import { joined } from "./folds/paths.ts";
import { added, concatenated, itemsOf, joinedFolder, kindName, partOf } from "./joining.ts";
import type { Expression, FunctionExpression, Statement, Target } from "./program.ts";
import {
  ANY,
  eitherOf,
  type Given,
  isTrue,
  knownText,
  MAX_ITEMS,
  Names,
  optionsOf,
  text,
  textOfValue,
  UNKNOWN,
  type Value,
} from "./values.ts";

/** Expressions looked at in one program: a bound on what calls of calls can cost. */
const MAX_STEPS = 20_000;
const MAX_CALLS_DEEP = 6;
const MAX_DEEP = 160;

export class Run {
  private steps = 0;
  private callsDeep = 0;
  private deep = 0;
  private loops = 0;
  private branches = 0;
  /** Functions of the program that nothing has called yet. */
  private readonly waiting = new Map<FunctionExpression, Names>();
  private readonly called = new Set<FunctionExpression>();

  constructor(
    private readonly context: Context,
    private readonly place: { readonly home: string | undefined; readonly file: string | undefined },
  ) {}

  program(body: readonly Statement[]): void {
    const names = new Names();
    this.statements(body, names);
    for (const [fn, outer] of this.waiting)
      if (!this.called.has(fn)) this.invoke({ kind: "function", fn, names: outer }, []);
  }

  private statements(body: readonly Statement[], names: Names): Value {
    const given: Value[] = [];
    for (const statement of body) if (statement.kind === "define") this.define(statement.name, statement.fn, names);
    for (const statement of body) {
      if (this.steps > MAX_STEPS) break;
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
          const inside = new Names(names);
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
  }

  private each({ target, over, body }: Statement & { kind: "each" }, names: Names): Value {
    const items = itemsOf(this.evaluate(over, names));
    this.assign(target, items, names, false);
    this.loops++;
    const value = this.statements(body, names);
    this.loops--;
    return value;
  }

  /** `if name.endswith(".log")`: inside, the name has that end. */
  private narrow(condition: Expression, inside: Names, names: Names): void {
    this.evaluate(condition, names);
    if (condition.kind !== "call" || condition.callee.kind !== "member" || condition.callee.of.kind !== "name") return;
    const { name: method, of } = condition.callee;
    const end = condition.args[0] ? this.evaluate(condition.args[0], names) : UNKNOWN;
    if (!/^(endswith|endsWith|end_with\?)$/.test(method) || end.kind === "unknown") return;
    const now = names.get(of.name);
    if (now?.kind !== "text" || !now.text.endsWith(ANY)) return;
    const ends = end.kind === "list" ? end.items : [end];
    inside.bind(of.name, eitherOf(ends.map(item => ({ ...now, text: now.text + textOfValue(item) }))));
  }

  private assign(target: Target, value: Value, names: Names, adds: boolean): void {
    switch (target.kind) {
      case "name": {
        const before = names.get(target.name);
        if (adds) names.set(target.name, before ? added(before, value) : UNKNOWN);
        // What a branch assigns may or may not hold behind it.
        else
          names.set(
            target.name,
            this.branches > 0 && before && before.kind !== "unknown" ? eitherOf([value, before]) : value,
          );
        return;
      }
      case "parts":
        for (const [i, { key, target: part }] of target.parts.entries())
          this.assign(part, key !== undefined ? this.member(value, key) : partOf(value, i), names, false);
        return;
      case "place": {
        const { place } = target;
        this.evaluate(place, names);
        if (place.kind === "member" && place.of.kind === "name") names.set(`${place.of.name}.${place.name}`, value);
        return;
      }
    }
  }

  evaluate(node: Expression, names: Names): Value {
    if (++this.steps > MAX_STEPS || this.deep > MAX_DEEP) return UNKNOWN;
    this.deep++;
    const value = this.read(node, names);
    this.deep--;
    return value;
  }

  private read(node: Expression, names: Names): Value {
    switch (node.kind) {
      case "text":
        return text(node.value);
      case "number":
      case "constant":
        return node;
      case "name": {
        // Perl's functions take `$_` where they are given nothing.
        const alone = this.context.language === "perl" && !names.get(node.name) && this.knows(node.name);
        return alone
          ? this.act(node.name, { args: [names.get("$_") ?? UNKNOWN], named: new Map(), on: UNKNOWN })
          : this.named(node.name, names);
      }
      case "member": {
        if (node.of.kind === "name") {
          const kept = names.get(`${node.of.name}.${node.name}`);
          if (kept) return kept;
        }
        if (this.callsMembers())
          return this.call({ kind: "call", callee: node, args: [], named: [], makes: false }, names);
        return this.member(this.evaluate(node.of, names), node.name);
      }
      case "item": {
        const of = this.evaluate(node.of, names);
        const key = this.evaluate(node.key, names);
        // Ruby's `Dir["*.log"]` is a call.
        if (of.kind === "reference" && of.name === "Dir")
          return this.act("Dir.[]", { args: [key], named: new Map(), on: of });
        return this.item(of, key);
      }
      case "call":
        return this.call(node, names);
      case "list": {
        const items = node.items.map(item => this.evaluate(item, names));
        // Perl's lists are flat.
        const flat =
          this.context.language === "perl"
            ? items.flatMap(value => (value.kind === "list" ? value.items : [value]))
            : items;
        return { kind: "list", items: flat.slice(0, MAX_ITEMS) };
      }
      case "record":
        return this.record(node.entries, names);
      case "concat": {
        const joint = concatenated(node.parts.map(part => this.evaluate(part, names)));
        // Long texts are work, too.
        if (joint.kind === "text") this.steps += joint.text.length >> 4;
        return joint;
      }
      case "below": {
        const of = this.evaluate(node.of, names);
        const name = this.evaluate(node.name, names);
        return optionsOf(of)[0]?.kind === "text" ? joined([of, name]) : UNKNOWN;
      }
      case "repeat": {
        const of = this.evaluate(node.of, names);
        const times = this.evaluate(node.times, names);
        if (of.kind !== "text" || times.kind !== "number" || times.value < 0 || times.value * of.text.length > 4096)
          return UNKNOWN;
        return text(of.text.repeat(Math.floor(times.value)));
      }
      case "either": {
        const options = node.options
          .map(option => this.evaluate(option, names))
          .filter(value => value !== UNKNOWN && !(value.kind === "constant" && value.value === null));
        return options.length === 0 ? UNKNOWN : eitherOf(options);
      }
      case "function":
        this.waiting.set(node, names);
        return { kind: "function", fn: node, names };
      case "command":
        return this.act("`", { args: [this.evaluate(node.text, names)], named: new Map(), on: UNKNOWN });
      case "mapped": {
        const inside = new Names(names);
        this.assign(node.target, itemsOf(this.evaluate(node.over, names)), inside, false);
        for (const condition of node.conditions) this.narrow(condition, inside, inside);
        this.loops++;
        const value = this.evaluate(node.value, inside);
        this.loops--;
        return { kind: "list", items: optionsOf(value) };
      }
      case "assigned": {
        const value = this.evaluate(node.value, names);
        this.assign(node.target, value, names, node.adds);
        return value;
      }
      case "other":
        for (const part of node.parts) this.evaluate(part, names);
        return UNKNOWN;
    }
  }

  /** In Ruby and Perl `x.y` is a call. */
  private callsMembers(): boolean {
    return this.context.language === "ruby" || this.context.language === "perl";
  }

  private named(name: string, names: Names): Value {
    const value = names.get(name);
    if (value?.kind === "function" && this.context.language === "ruby") return this.invoke(value, []);
    if (value) return value;
    if (name === "__file__" || name === "__filename") return text(this.place.file ?? HOLE);
    if (name === "__dirname" || name === "__DIR__") return joinedFolder(this.place.file, this.context.scope.cwd);
    if (
      name.startsWith("$") &&
      this.context.language !== "javascript" &&
      !this.context.library.environment.has(name) &&
      !(name in this.context.library.parameters)
    )
      return UNKNOWN;
    const star = names.get("*");
    // `from os import *`: what the module may hold is taken from it.
    if (star?.kind === "reference" && this.knows(`${star.name}.${name}`))
      return { kind: "reference", name: `${star.name}.${name}` };
    return { kind: "reference", name };
  }

  private knows(name: string): boolean {
    const { programs, runs } = this.context.library;
    return name in programs || name in runs;
  }

  private record(entries: readonly (readonly [string | null, Expression])[], names: Names): Value {
    const found = new Map<string, Value>();
    for (const [key, value] of entries) {
      const read = this.evaluate(value, names);
      if (key !== null) found.set(key, read);
      else if (read.kind === "record") for (const [name, item] of read.entries) found.set(name, item);
      else if (read.kind === "reference" && this.context.library.environment.has(read.name))
        found.set("…", { kind: "unknown", secret: "the whole environment" });
    }
    return { kind: "record", entries: found };
  }

  private member(on: Value, name: string): Value {
    switch (on.kind) {
      case "reference":
        return (
          this.environment(on.name, name) ??
          this.parameterOf(on.name, name) ?? { kind: "reference", name: `${on.name}.${name}` }
        );
      case "record":
        return on.entries.get(name) ?? UNKNOWN;
      case "made":
        return { kind: "reference", name: `${on.of}().${name}` };
      case "text":
        if (/^(parent|dirname)$/.test(name)) return joined([text(on.text.replace(/\/?[^/]*$/, "") || "/")]);
        if (name === "name" && !on.isPath) return on;
        if (name === "name") return text(on.text.slice(on.text.lastIndexOf("/") + 1));
        if (/^(path|fullPath)$/.test(name)) return on;
        return UNKNOWN;
      case "either":
        return eitherOf(on.options.map(option => this.member(option, name)));
      case "unknown":
      case "content":
        return on.secret === undefined && on.kind === "unknown" ? (on.origin ? on : UNKNOWN) : on;
      default:
        return UNKNOWN;
    }
  }

  private item(on: Value, key: Value): Value {
    if (on.kind === "text" && key.kind === "text" && key.text === "*") return on;
    const known = knownText(key);
    if (known === "*") return on;
    if (on.kind === "list")
      return key.kind === "number"
        ? (on.items.at(key.value) ?? UNKNOWN)
        : on.items.length > 0
          ? eitherOf(on.items)
          : UNKNOWN;
    if (on.kind === "reference" && key.kind === "number")
      return this.parameterOf(on.name, String(key.value)) ?? UNKNOWN;
    if (known !== undefined) {
      if (on.kind === "reference" && this.context.library.environment.has(on.name))
        return this.environment(on.name, known) ?? UNKNOWN;
      if (on.kind === "reference" || on.kind === "record" || on.kind === "made") return this.member(on, known);
    }
    // `fs["rm" + suffix]`: which one is only known at run time.
    if (
      on.kind === "reference" &&
      known === undefined &&
      /^(fs|os|shutil|child_process|builtins|__builtins__|globalThis|global)$/.test(on.name)
    )
      return { kind: "unknown", origin: "rebuilt" };
    return on.kind === "unknown" || on.kind === "content" ? this.member(on, "") : UNKNOWN;
  }

  /** A variable of the environment. */
  private environment(owner: string, name: string): Value | undefined {
    if (!this.context.library.environment.has(owner) || /^(get|fetch|items|copy|keys|toObject|to_h)$/.test(name))
      return undefined;
    const value = this.context.scope.variables.get(name);
    if (name === "HOME" || name === "USERPROFILE") return text(value ?? this.place.home ?? HOLE);
    return text(typeof value === "string" ? value : HOLE);
  }

  /** `sys.argv[1]`, `process.argv[2]`, `ARGV[0]`. */
  private parameterOf(owner: string, key: string): Value | undefined {
    const first = this.context.library.parameters[owner];
    if (first === undefined || !/^\d+$/.test(key)) return undefined;
    // Inline code has no name of its own among the arguments of Node.
    const shift = owner === "process.argv" && this.place.file === undefined ? 1 : 0;
    const value = this.context.scope.variables.get(String(Number(key) + first + shift));
    return typeof value === "string" ? text(value) : UNKNOWN;
  }

  private call(node: Expression & { kind: "call" }, names: Names): Value {
    const { callee } = node;
    const on =
      callee.kind === "member"
        ? this.evaluate(callee.of, names)
        : callee.kind === "item"
          ? this.evaluate(callee.of, names)
          : UNKNOWN;
    const args = node.args.flatMap(arg => this.argumentValues(arg, names));
    const named = new Map(node.named.map(([name, value]) => [name, this.evaluate(value, names)] as const));
    const given: Given = { args, named, on };
    if (callee.kind === "function") return this.invoke({ kind: "function", fn: callee, names }, args);
    const target =
      callee.kind === "member"
        ? this.memberCalled(callee, on, names)
        : callee.kind === "item"
          ? this.itemCalled(callee, on, names)
          : callee.kind === "name"
            ? this.nameCalled(callee.name, names)
            : this.evaluate(callee, names);
    if (
      callee.kind === "member" &&
      this.context.language === "javascript" &&
      /^(call|apply|bind)$/.test(callee.name) &&
      (on.kind === "reference" || on.kind === "function")
    ) {
      const rest = callee.name === "apply" && args[1]?.kind === "list" ? args[1].items : args.slice(1);
      if (callee.name === "bind") return on;
      return on.kind === "function" ? this.invoke(on, rest) : this.act(on.name, { args: rest, named, on: UNKNOWN });
    }
    if (target.kind === "function") return this.invoke(target, args);
    if (
      callee.kind === "member" &&
      callee.of.kind === "name" &&
      on.kind === "list" &&
      /^(?:append|extend|push|add|insert|unshift|concat)$/.test(callee.name)
    )
      names.set(
        callee.of.name,
        added(on, { kind: "list", items: args.flatMap(arg => (arg.kind === "list" ? arg.items : [arg])) }),
      );
    // `$f(…)` of PHP, `send(:name, …)` of Ruby: the function is named by a text.
    const spoken = target.kind === "text" ? target : isSend(callee, this.context.language) ? args[0] : undefined;
    const called = knownText(spoken);
    if (called !== undefined && spoken) {
      const rest = spoken === target ? args : args.slice(1);
      return this.act(called, { ...given, args: rest });
    }
    if (target.kind === "unknown" && target.origin === "rebuilt") {
      this.act("rebuilt", { ...given, on: target });
      return target;
    }
    const name =
      target.kind === "reference"
        ? target.name
        : target.kind === "made"
          ? `${target.of}()`
          : callee.kind === "member"
            ? `${kindName(on)}.${callee.name}`
            : "?";
    this.callbacks(callee, given);
    return this.act(name, given);
  }

  private argumentValues(arg: Expression, names: Names): Value[] {
    const value = this.evaluate(arg, names);
    const spread = arg.kind === "item" && arg.key.kind === "text" && arg.key.value === "*";
    return spread && value.kind === "list" ? [...value.items] : [value];
  }

  private nameCalled(name: string, names: Names): Value {
    const value = names.get(name);
    return value ?? this.named(name, names);
  }

  private memberCalled(callee: Expression & { kind: "member" }, on: Value, names: Names): Value {
    const kept = callee.of.kind === "name" ? names.get(`${callee.of.name}.${callee.name}`) : undefined;
    if (kept?.kind === "function") return kept;
    const first = optionsOf(on)[0] ?? on;
    if (first.kind === "record") return first.entries.get(callee.name) ?? UNKNOWN;
    if (first.kind === "reference") return { kind: "reference", name: `${first.name}.${callee.name}` };
    if (first.kind === "made") return { kind: "reference", name: `${first.of}().${callee.name}` };
    return UNKNOWN;
  }

  private itemCalled(callee: Expression & { kind: "item" }, on: Value, names: Names): Value {
    const key = this.evaluate(callee.key, names);
    const known = knownText(key);
    if (on.kind === "reference" && known !== undefined) return { kind: "reference", name: `${on.name}.${known}` };
    return this.item(on, key);
  }

  /** Functions that a call is given run as well: once for each item of what they are called on. */
  private callbacks(callee: Expression, given: Given): void {
    const goes =
      callee.kind === "member" &&
      /^(forEach|map|filter|each|each_entry|flatMap|some|every|find|then|each_with_index|map!|select|reject|collect|walk)$/.test(
        callee.name,
      );
    const over =
      callee.kind === "member" && callee.name === "then"
        ? { kind: "list" as const, items: [given.on] }
        : goes
          ? given.on
          : (given.args.find(arg => arg.kind === "list") ?? UNKNOWN);
    const folder = callee.kind === "member" && callee.name === "each_child" ? text(ANY) : undefined;
    for (const arg of given.args) {
      if (arg.kind === "reference" && this.knows(arg.name.replace(/Sync$/, "")) && (goes || callee.kind === "name")) {
        // files.forEach(fs.unlinkSync), array_map("unlink", $files)
        this.loops++;
        this.act(arg.name, { args: [itemsOf(over)], named: new Map(), on: UNKNOWN });
        this.loops--;
      }
      if (arg.kind !== "function") continue;
      const items =
        folder ?? (over.kind === "list" || over.kind === "either" || over.kind === "text" ? itemsOf(over) : UNKNOWN);
      this.loops += goes ? 1 : 0;
      // The callback of fs.readdir and glob is given the error first.
      const object: Value =
        this.callsMembers() && items === UNKNOWN && callee.kind === "member"
          ? { kind: "made", of: `${kindName(given.on)}.${callee.name}`, given }
          : items;
      this.invoke(arg, arg.fn.parameters.length > 1 && !goes ? [UNKNOWN, this.result(callee, given)] : [object]);
      this.loops -= goes ? 1 : 0;
    }
    const [first, second] = given.args;
    if (
      callee.kind === "name" &&
      /^(array_map|array_walk|map|call_user_func|array_filter)$/.test(callee.name) &&
      first?.kind === "text" &&
      second &&
      this.knows(first.text)
    )
      this.act(first.text, { args: [itemsOf(second)], named: new Map(), on: UNKNOWN });
  }

  private result(callee: Expression, given: Given): Value {
    if (callee.kind !== "member" && callee.kind !== "name") return UNKNOWN;
    const name = callee.kind === "name" ? callee.name : `${kindName(given.on)}.${callee.name}`;
    return /(?:readdir|glob)$/.test(name)
      ? this.act(name, { ...given, args: given.args.filter(arg => arg.kind !== "function") })
      : UNKNOWN;
  }

  private invoke({ fn, names }: Value & { kind: "function" }, args: readonly Value[]): Value {
    this.called.add(fn);
    if (this.callsDeep >= MAX_CALLS_DEEP) return UNKNOWN;
    const inside = new Names(names);
    const self =
      this.context.language === "python" && fn.parameters[0]?.kind === "name" && fn.parameters[0].name === "self";
    const parameters = self ? fn.parameters.slice(1) : fn.parameters;
    for (const [i, parameter] of parameters.entries()) this.bind(parameter, args[i] ?? UNKNOWN, inside);
    // Perl's arguments are a list.
    inside.bind("$_", args[0] ?? names.get("$_") ?? UNKNOWN);
    if (this.context.language === "perl" && parameters.length === 0) inside.bind("$_", { kind: "list", items: args });
    this.callsDeep++;
    this.steps += 4;
    const outer = this.branches;
    this.branches = 0;
    const value = this.statements(fn.body, inside);
    this.branches = outer;
    this.callsDeep--;
    return value;
  }

  private bind(target: Target, value: Value, names: Names): void {
    if (target.kind === "name") names.bind(target.name, value);
    else if (target.kind === "parts")
      for (const [i, { key, target: part }] of target.parts.entries())
        this.bind(part, key !== undefined ? this.member(value, key) : partOf(value, i), names);
  }

  private act(name: string, given: Given): Value {
    const { scope } = this.context;
    const value = actsOn(
      this.context,
      { name, given, repeated: this.loops > 0 },
      { cwd: scope.cwd, home: this.place.home, file: this.place.file },
    );
    if (this.context.library.enters.has(name)) {
      const to = knownText(given.args[0]);
      this.context.scope = { ...scope, cwd: to === undefined ? null : resolvePath(to, scope.cwd ?? "/") };
    }
    if (name === "os.getenv" || /(?:environ|ENV|env)\.(?:get|fetch)$|^(?:getenv|env)$/.test(name))
      return this.fromEnvironment(name, given);
    return value;
  }

  private fromEnvironment(name: string, given: Given): Value {
    const key = knownText(given.args[0]);
    const owner = name === "os.getenv" ? name : name.includes(".") ? name.slice(0, name.lastIndexOf(".")) : name;
    const found = key === undefined ? undefined : (this.environment(owner, key) ?? this.environment(name, key));
    if (found?.kind === "text" && found.text !== HOLE) return found;
    const otherwise = given.args[1];
    return otherwise && isTrue(otherwise) && otherwise.kind === "text"
      ? eitherOf([otherwise, text(HOLE)])
      : (found ?? UNKNOWN);
  }
}

function isSend(callee: Expression, language: string): boolean {
  const name = callee.kind === "member" || callee.kind === "name" ? callee.name : "";
  return language === "ruby" ? /^(?:public_|__)?send(?:__)?$/.test(name) : /^call_user_func$/.test(name);
}
