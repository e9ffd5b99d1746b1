/** Evaluates calls of a program: its own functions are followed, and all others are looked up by name. */

import { wholly, words } from "../../text/expressions.ts";
import type { Expression } from "../syntax/program.ts";
import { NEW_FOLDER } from "./constant-folding/paths.ts";
import { unread } from "./context/context.ts";
import { added, itemsOf, kindName } from "./context/joining.ts";
import { isOfService } from "./context/named-calls.ts";
import {
  ANY,
  eitherOf,
  type Given,
  knownText,
  type Names,
  optionsOf,
  text,
  UNKNOWN,
  type Value,
} from "./context/values.ts";
import { BOUND, standsFor } from "./indirect.ts";
import { Invoking } from "./invoking.ts";

/** Methods that hand each value that they have to a function. */
const HANDS_EACH = new Set(words`
  forEach map filter each each_entry find_each find_in_batches in_batches each_key each_value flatMap some every find
  then each_with_index map! select reject collect walk
`);

export abstract class Calls extends Invoking {
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
    if (callee.kind === "function") return this.invoke({ kind: "function", fn: callee, names }, args, named);
    const module = LOADS.has(nameOf(callee)) ? knownText(args[0]) : undefined;
    const loaded = module === undefined ? undefined : this.module(module, names);
    if (loaded) return loaded;
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
      // `unlink.bind(null, "x")`: bound arguments precede those of the later call.
      if (callee.name === "bind")
        return args.length > 1 ? { kind: "made", of: BOUND, given: { args: args.slice(1), named, on } } : on;
      return on.kind === "function"
        ? this.invoke(on, rest, named)
        : this.act(on.name, { args: rest, named, on: UNKNOWN });
    }
    // `{"rm": os.remove}.get("rm")`
    if (callee.kind === "member" && callee.name === "get" && on.kind === "record")
      return on.entries.get(knownText(args[0]) ?? "") ?? args[1] ?? UNKNOWN;
    const indirect = standsFor(target, given, this.context.language, name => this.around.knows(name));
    if (indirect) return "value" in indirect ? indirect.value : this.calls(indirect.called, indirect.given);
    // `(remove if sure else print)("x")`
    if (target.kind === "either" && target.options.some(({ kind }) => kind === "function" || kind === "reference"))
      return eitherOf(target.options.map(option => this.calls(option, { args, named, on: UNKNOWN })));
    if (target.kind === "function") return this.invoke(target, args, named);
    const own = this.ofOwnClass(target, given);
    if (own) return own;
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
    // `form.append("file", blob)`: the argument is added to those that the object was made from.
    if (
      callee.kind === "member" &&
      callee.of.kind === "name" &&
      on.kind === "made" &&
      GATHERS.test(on.of) &&
      callee.name === "append"
    )
      names.set(callee.of.name, { ...on, given: { ...on.given, args: [...on.given.args, ...args].slice(0, 24) } });
    // `$f(…)` of PHP, `send(:name, …)` of Ruby: a text names the function.
    const spoken = target.kind === "text" ? target : isSend(callee, this.context.language) ? args[0] : undefined;
    const called = knownText(spoken);
    if (called !== undefined && spoken) {
      const rest = spoken === target ? args : args.slice(1);
      // `File.send(:delete, "x")` is `File.delete("x")`; call_user_func_array is given a list.
      const owner = spoken !== target && callee.kind === "member" && on.kind === "reference" ? `${on.name}.` : "";
      const flat = rest.flatMap(arg => (owner === "" && spoken !== target && arg.kind === "list" ? arg.items : [arg]));
      return this.act(`${this.around.knows(called) ? "" : owner}${called}`, { ...given, args: flat });
    }
    if (target.kind === "unknown" && target.origin === "unread") {
      unread(this.context, "a function that is told by a part that is not read");
      return target;
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
    if (called.kind === "function") return this.invoke(called, given.args, given.named);
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
    const method = this.methodOf(first, callee.name);
    if (method) return method;
    const answer = first.kind === "made" && first.of === "Proxy" ? this.answerOf(first.given, callee.name) : undefined;
    if (answer) return answer;
    if (first.kind === "record") return first.entries.get(callee.name) ?? UNKNOWN;
    if (first.kind === "reference") return { kind: "reference", name: `${first.name}.${callee.name}` };
    if (first.kind === "made") return { kind: "reference", name: `${first.of}().${callee.name}` };
    return UNKNOWN;
  }

  /** `new Proxy(of, { get: (of, name) => … })` answers with the result of its function. */
  private answerOf({ args }: Given, name: string): Value | undefined {
    const [of = UNKNOWN, handler] = args;
    const get = handler?.kind === "record" ? handler.entries.get("get") : undefined;
    return get?.kind === "function" ? this.invoke(get, [of, text(name)]) : undefined;
  }

  private itemCalled(callee: Expression & { kind: "item" }, on: Value, names: Names): Value {
    const key = this.evaluate(callee.key, names);
    const known = knownText(key);
    const command = this.command(on, key);
    if (command) return command;
    if (on.kind === "reference" && known !== undefined)
      return this.methodOf(on, known) ?? { kind: "reference", name: `${on.name}.${known}` };
    // `globals()["wipe"]("x")`
    const own = on.kind === "made" && /^(?:globals|locals|vars)$/.test(on.of) && names.get(known ?? "");
    return own || this.around.item(on, key);
  }

  /** Follows functions among the arguments, once for each item of the receiver. */
  private callbacks(callee: Expression, given: Given): void {
    const goes = callee.kind === "member" && HANDS_EACH.has(callee.name);
    const over =
      callee.kind === "member" && callee.name === "then"
        ? { kind: "list" as const, items: [given.on] }
        : goes
          ? given.on
          : (given.args.find(arg => arg.kind === "list") ?? UNKNOWN);
    const folder =
      callee.kind === "member" && callee.name === "each_child"
        ? text(ANY)
        : callee.kind === "member" && /^(?:mktmpdir|mktemp)$/.test(callee.name)
          ? text(NEW_FOLDER)
          : undefined;
    // sorted(files, key=os.remove)
    const key = given.named.get("key");
    const speaks = SPEAKS_OF.test(nameOf(callee));
    for (const [i, arg] of (key?.kind === "reference" ? [...given.args, key] : given.args).entries()) {
      if (arg.kind === "reference" && !speaks && this.around.knows(arg.name.replace(/Sync$/, ""))) {
        const behind = given.args.slice(i + 1);
        // setTimeout(fs.unlinkSync, 10, "x")
        const rest = WAITS.test(nameOf(callee)) ? behind.slice(1) : behind;
        // files.forEach(fs.unlinkSync), map(os.remove, files)
        if (goes || (callee.kind === "name" && (over.kind !== "unknown" || rest.length === 0))) {
          this.loops++;
          this.act(arg.name, { args: [itemsOf(over)], named: new Map(), on: UNKNOWN });
          this.loops--;
        } else if (rest.length > 0)
          // stack.callback(shutil.rmtree, "x"): the function is called later, or by another one.
          this.act(arg.name, { args: rest, named: given.named, on: UNKNOWN });
      }
      // map(operator.methodcaller("unlink"), paths)
      if (arg.kind === "made" && callee.kind === "name") {
        const items = itemsOf(over.kind === "unknown" ? (given.args[i + 1] ?? UNKNOWN) : over);
        const one: Given = { args: [items], named: new Map(), on: UNKNOWN };
        const indirect = standsFor(arg, one, this.context.language, name => this.around.knows(name));
        this.loops++;
        if (indirect && "called" in indirect) this.calls(indirect.called, indirect.given);
        this.loops--;
      }
      // Ruby's `each(&:destroy)`
      if (arg.kind === "text" && goes && this.context.language === "ruby" && /^[a-z_]\w*[!?]?$/.test(arg.text)) {
        const on: Value = over.kind === "made" || over.kind === "reference" ? over : itemsOf(over);
        const each = callee.kind === "member" && on.kind !== "text" ? `.${callee.name}()` : "";
        this.loops++;
        this.act(`${kindName(on)}${each}.${arg.text}`, { args: [], named: new Map(), on });
        this.loops--;
      }
      if (arg.kind !== "function") continue;
      const items =
        folder ?? (over.kind === "list" || over.kind === "either" || over.kind === "text" ? itemsOf(over) : UNKNOWN);
      this.loops += goes ? 1 : 0;
      // The callbacks of fs.readdir and glob get an error first.
      const object: Value =
        (this.callsMembers() || (goes && given.on.kind === "made" && isOfService(given.on.of))) &&
        items === UNKNOWN &&
        callee.kind === "member"
          ? { kind: "made", of: `${kindName(given.on)}.${callee.name}`, given }
          : items;
      this.invoke(arg, arg.fn.parameters.length > 1 && !goes ? [UNKNOWN, this.result(callee, given)] : [object]);
      this.loops -= goes ? 1 : 0;
    }
    if (callee.kind !== "name" || !TAKES_NAMES.test(callee.name)) return;
    // array_map("unlink", $files), usort($files, "unlink")
    const called = given.args.find(arg => arg.kind === "text" && this.around.knows(arg.text));
    const on = given.args.find(arg => arg !== called);
    if (called?.kind === "text" && on) this.act(called.text, { args: [itemsOf(on)], named: new Map(), on: UNKNOWN });
  }

  private result(callee: Expression, given: Given): Value {
    if (callee.kind !== "member" && callee.kind !== "name") return UNKNOWN;
    const name = callee.kind === "name" ? callee.name : `${kindName(given.on)}.${callee.name}`;
    return /(?:readdir|glob)$/.test(name)
      ? this.act(name, { ...given, args: given.args.filter(arg => arg.kind !== "function") })
      : UNKNOWN;
  }
}

/** Functions that inspect or replace a function without calling it. */
const SPEAKS_OF = wholly(words`
  print\w* repr str type id isinstance issubclass hasattr callable help dir getsource\w* signature getfile unwrap log
  debug info setattr object dict assert\w* inspect toString spyOn mock\w* stub\w* wraps? patch\w* replace\w* equal\w*
  strictEqual toBe expect is
`);
/** Functions of PHP and Perl that take another one by its name. */
const TAKES_NAMES = wholly([
  /array_(?:map|walk|walk_recursive|filter|reduce|udiff\w*|uintersect\w*)/,
  ...words`
    u[ak]?sort map call_user_func iterator_apply preg_replace_callback ob_start spl_autoload_register set_error_handler
    register_shutdown_function header_register_callback
  `,
]);

/** `require("./x")`, `importlib.import_module("x")`, `require_relative "x"`, `include "x.php"`. */
const LOADS = new Set(words`
  require require_relative require_once include include_once import import_module __import__ load do runpy.run_path
  run_path runpy.run_module run_module
`);
const GATHERS = /(?:^|\.)(?:FormData|form-data|MultipartEncoder|URLSearchParams)$/;
const WAITS = /^set(?:Timeout|Interval)$/;

function nameOf(callee: Expression): string {
  return callee.kind === "member" || callee.kind === "name" ? callee.name : "";
}

function isSend(callee: Expression, language: string): boolean {
  const name = nameOf(callee);
  return language === "ruby"
    ? /^(?:public_|__)?send(?:__)?$/.test(name)
    : /^(?:call_user_func(?:_array)?|forward_static_call|register_shutdown_function)$/.test(name);
}
