/** Calls of a program: of its own functions, which are gone through, and of all others, whose acts are handed on. */
import { resolvePath } from "../../paths.ts";
import { actsOn } from "./acts.ts";
import type { Context } from "./context.ts";
import { NEW_FOLDER } from "./folds/paths.ts";
import { BOUND, ofClass, standsFor } from "./indirect.ts";
import { added, itemsOf, kindName, partOf } from "./joining.ts";
import type { Expression, FunctionExpression, Statement, Target } from "./program.ts";
import { type Place, Surroundings } from "./surroundings.ts";
import { ANY, eitherOf, type Given, knownText, Names, optionsOf, text, UNKNOWN, type Value } from "./values.ts";

const MAX_CALLS_DEEP = 6;

export abstract class Calls {
  protected steps = 0;
  protected loops = 0;
  protected branches = 0;
  protected readonly called = new Set<FunctionExpression>();
  protected readonly around: Surroundings;
  private callsDeep = 0;

  constructor(
    protected readonly context: Context,
    private readonly place: Place,
  ) {
    this.around = new Surroundings(context, place);
  }

  protected abstract evaluate(node: Expression, names: Names): Value;
  protected abstract statements(body: readonly Statement[], names: Names): Value;

  /** In Ruby and Perl `x.y` is a call. */
  protected callsMembers(): boolean {
    return this.context.language === "ruby" || this.context.language === "perl";
  }

  protected call(node: Expression & { kind: "call" }, names: Names): Value {
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
            ? (names.get(callee.name) ?? this.named(callee.name, names))
            : this.evaluate(callee, names);
    if (
      callee.kind === "member" &&
      this.context.language === "javascript" &&
      /^(call|apply|bind)$/.test(callee.name) &&
      ((on.kind === "reference" && on.name !== "Reflect") || on.kind === "function")
    ) {
      const rest = callee.name === "apply" && args[1]?.kind === "list" ? args[1].items : args.slice(1);
      // `unlink.bind(null, "x")`: what it is given now stands before what it is given later.
      if (callee.name === "bind")
        return args.length > 1 ? { kind: "made", of: BOUND, given: { args: args.slice(1), named, on } } : on;
      return on.kind === "function" ? this.invoke(on, rest) : this.act(on.name, { args: rest, named, on: UNKNOWN });
    }
    // `{"rm": os.remove}.get("rm")`
    if (callee.kind === "member" && callee.name === "get" && on.kind === "record")
      return on.entries.get(knownText(args[0]) ?? "") ?? args[1] ?? UNKNOWN;
    const indirect = standsFor(target, given, this.context.language, name => this.around.knows(name));
    if (indirect) return "value" in indirect ? indirect.value : this.calls(indirect.called, indirect.given);
    // `(remove if sure else print)("x")`
    if (target.kind === "either" && target.options.some(({ kind }) => kind === "function" || kind === "reference"))
      return eitherOf(target.options.map(option => this.calls(option, { args, named, on: UNKNOWN })));
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
      // `File.send(:delete, "x")` is `File.delete("x")`; call_user_func_array is given a list.
      const owner = spoken !== target && callee.kind === "member" && on.kind === "reference" ? `${on.name}.` : "";
      const flat = rest.flatMap(arg => (owner === "" && spoken !== target && arg.kind === "list" ? arg.items : [arg]));
      return this.act(`${this.around.knows(called) ? "" : owner}${called}`, { ...given, args: flat });
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

  /** plumbum's `rm["-rf", "x"]` is the command with its words, however it is started. */
  protected command(on: Value, key: Value): Value | undefined {
    if (on.kind !== "reference" || !/^plumbum\.(?:cmd|local)\.\w/.test(on.name)) return undefined;
    return this.act(on.name, { args: key.kind === "list" ? key.items : [key], named: new Map(), on: UNKNOWN });
  }

  private calls(called: Value, given: Given): Value {
    if (called.kind === "function") return this.invoke(called, given.args);
    return called.kind === "reference" ? this.act(called.name, given) : UNKNOWN;
  }

  private argumentValues(arg: Expression, names: Names): Value[] {
    const value = this.evaluate(arg, names);
    const spread = arg.kind === "item" && arg.key.kind === "text" && arg.key.value === "*";
    return spread && value.kind === "list" ? [...value.items] : [value];
  }

  protected named(name: string, names: Names): Value {
    const value = names.get(name);
    if (value?.kind === "function" && this.context.language === "ruby") return this.invoke(value, []);
    return value ?? this.around.named(name, names.get("*"));
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
    const command = this.command(on, key);
    if (command) return command;
    if (on.kind === "reference" && known !== undefined) return { kind: "reference", name: `${on.name}.${known}` };
    return this.around.item(on, key);
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
    // sorted(files, key=os.remove)
    const key = given.named.get("key");
    for (const arg of key?.kind === "reference" ? [...given.args, key] : given.args) {
      if (
        arg.kind === "reference" &&
        this.around.knows(arg.name.replace(/Sync$/, "")) &&
        (goes || callee.kind === "name")
      ) {
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
      this.around.knows(first.text)
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

  protected invoke({ fn, names }: Value & { kind: "function" }, args: readonly Value[]): Value {
    this.called.add(fn);
    if (this.callsDeep >= MAX_CALLS_DEEP) return UNKNOWN;
    const inside = new Names(names);
    const self =
      this.context.language === "python" && fn.parameters[0]?.kind === "name" && fn.parameters[0].name === "self";
    const parameters = self ? fn.parameters.slice(1) : fn.parameters;
    for (const [i, parameter] of parameters.entries()) this.bind(parameter, args[i] ?? this.fixture(parameter), inside);
    // Perl's arguments are a list.
    inside.bind("$_", args[0] ?? names.get("$_") ?? UNKNOWN);
    if (this.context.language === "perl" && parameters.length === 0 && args.length > 0)
      inside.bind("$_", { kind: "list", items: args });
    this.callsDeep++;
    this.steps += 4;
    const outer = this.branches;
    this.branches = 0;
    const value = this.statements(fn.body, inside);
    this.branches = outer;
    this.callsDeep--;
    return value;
  }

  /** What pytest hands to a test or a fixture by the name of its parameter: a new folder. */
  private fixture(parameter: Target): Value {
    const named = this.context.language === "python" && parameter.kind === "name" ? parameter.name : "";
    return /^(?:tmp_path|tmpdir)$/.test(named) ? { kind: "text", text: NEW_FOLDER, isPath: true } : UNKNOWN;
  }

  private bind(target: Target, value: Value, names: Names): void {
    if (target.kind === "name") names.bind(target.name, value);
    else if (target.kind === "parts")
      for (const [i, { key, target: part }] of target.parts.entries())
        this.bind(part, key !== undefined ? this.around.member(value, key) : partOf(value, i), names);
  }

  protected act(called: string, all: Given): Value {
    const { scope } = this.context;
    const { name, given } = ofClass(called, all);
    const value = actsOn(
      this.context,
      { name, given, repeated: this.loops > 0, chosen: this.branches > 0 },
      { cwd: scope.cwd, home: this.place.home, file: this.place.file },
    );
    if (this.context.library.enters.has(name)) {
      const to = knownText(given.args[0]);
      this.context.scope = { ...scope, cwd: to === undefined ? null : resolvePath(to, scope.cwd ?? "/") };
    }
    if (name === "os.getenv" || /(?:environ|ENV|env)\.(?:get|fetch)$|^(?:getenv|env)$/.test(name))
      return this.around.fromEnvironment(name, given);
    return value;
  }
}

function isSend(callee: Expression, language: string): boolean {
  const name = callee.kind === "member" || callee.kind === "name" ? callee.name : "";
  return language === "ruby"
    ? /^(?:public_|__)?send(?:__)?$/.test(name)
    : /^(?:call_user_func(?:_array)?|forward_static_call|register_shutdown_function)$/.test(name);
}
