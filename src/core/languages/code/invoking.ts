/** Calls functions of the program itself or of a library: binds the parameters, and limits recursion. */

import type { Scope } from "../../places/scope.ts";
import { resolvePath } from "../../text/paths.ts";
import type { Expression, FunctionExpression, Statement, Target } from "../syntax/program.ts";
import { actsOn } from "./acts.ts";
import { NEW_FOLDER } from "./constant-folding/paths.ts";
import { type Context, unread } from "./context/context.ts";
import { partOf } from "./context/joining.ts";
import { type Given, knownText, Names, optionsOf, text, UNKNOWN, UNREAD, type Value } from "./context/values.ts";
import { ofClass } from "./indirect.ts";
import { type Place, Surroundings } from "./surroundings.ts";

/** Expressions that are evaluated in one program: limits the cost of calls within calls. */
export const MAX_STEPS = 40_000;
/** After these, functions are read after the program, once for each set of arguments. */
const FOLLOWED_STEPS = MAX_STEPS / 2;
/** Functions that are nested deeper than this are read after the program, with their arguments. */
const MAX_CALLS_DEEP = 20;
/** How often a function is followed into itself; then it is read once for any arguments. */
const MAX_ROUNDS = 3;
/** Calls that are read after the program. */
const MAX_LATER = 400;
/** Calls of one function that are remembered; of more, some are read again. */
const MAX_KEPT = 8;
const NONE: ReadonlyMap<string, Value> = new Map();
/** Names of constructors. */
const MAKERS = ["__init__", "constructor", "initialize", "__construct"];
/** Methods that answer for members that a class does not have. */
const STANDS_IN = ["__getattr__", "method_missing", "__call", "__callStatic"];

type Arguments = Pick<Given, "args" | "named">;

interface Called extends Arguments {
  /** The scope in which the function was created. */
  readonly names: Names;
}

interface Read extends Called {
  readonly value: Value;
  readonly when: string;
}

interface Later extends Called {
  readonly fn: FunctionExpression;
  readonly scope: Scope;
  readonly active: ReadonlyMap<FunctionExpression, readonly Called[]>;
}

export abstract class Invoking {
  protected steps = 0;
  protected loops = 0;
  protected branches = 0;
  protected readonly called = new Set<FunctionExpression>();
  protected readonly around: Surroundings;
  /** Members of the program's classes, by class name. */
  protected readonly classes = new Map<string, Names>();
  private callsDeep = 0;
  /** Arguments of the functions that are being called, the innermost call first. */
  private active = new Map<FunctionExpression, readonly Called[]>();
  private readonly later: Later[] = [];
  /** Calls that were followed to their end. */
  private readonly followed = new Map<FunctionExpression, readonly Read[]>();

  constructor(
    protected readonly context: Context,
    private readonly place: Place,
  ) {
    this.around = new Surroundings(context, place);
  }

  protected abstract evaluate(node: Expression, names: Names): Value;
  protected abstract statements(body: readonly Statement[], names: Names): Value;
  /** The module `name`, where the session has written it; `names`: the scope of the loading code. */
  protected abstract module(name: string, names: Names): Value | undefined;

  protected invoke(
    { fn, names }: Value & { kind: "function" },
    args: readonly Value[],
    named: ReadonlyMap<string, Value> = NONE,
  ): Value {
    this.called.add(fn);
    // A function that another call has created captures other values, so it counts as another one.
    const active = this.active.get(fn) ?? [];
    const rounds = active.filter(round => round.names === names);
    const [last] = rounds;
    const all = { args, named };
    const given = last && rounds.length >= MAX_ROUNDS ? widened(last, all) : all;
    if (last && (rounds.length > MAX_ROUNDS || (rounds.length > 1 && covers(last, given)))) return UNKNOWN;
    const again = last ? undefined : this.readBefore(fn, given, names);
    if (again) return again.value;
    if (this.callsDeep >= MAX_CALLS_DEEP || this.steps > FOLLOWED_STEPS)
      return this.afterwards({ ...given, fn, names });
    this.active.set(fn, [{ ...given, names }, ...active]);
    const value = this.follow(fn, names, given);
    this.active.set(fn, active);
    if (!last)
      this.followed.set(fn, [
        { ...given, names, value, when: this.when(names) },
        ...(this.followed.get(fn) ?? []).slice(0, MAX_KEPT - 1),
      ]);
    return value;
  }

  /** The result of an earlier call with the same arguments, if nothing that could affect it has changed. */
  private readBefore(fn: FunctionExpression, given: Arguments, names: Names): Read | undefined {
    const when = this.when(names);
    return this.followed.get(fn)?.find(one => one.names === names && one.when === when && covers(one, given));
  }

  /** The state, besides its arguments, on which a function may depend. */
  private when(names: Names): string {
    const { scope, at, moved } = this.context;
    return `${names.changes.count} ${this.loops > 0} ${scope.cwd} ${at.length} ${moved.size}`;
  }

  /** Reads the calls that were nested too deep. */
  protected readLater(): void {
    let steps = 0;
    for (const { fn, names, args, named, scope, active } of this.later) {
      if (steps > MAX_STEPS) return unread(this.context, "functions that call each other again and again");
      this.context.scope = scope;
      this.active = new Map(active);
      this.steps = Math.min(this.steps, FOLLOWED_STEPS);
      const before = this.steps;
      this.invoke({ kind: "function", fn, names }, args, named);
      steps += this.steps - before;
    }
  }

  /** Postpones a call until after the program. Its result and its effect on the folder are unknown until then. */
  private afterwards(call: Called & Pick<Later, "fn">): Value {
    const { scope } = this.context;
    this.context.scope = { ...scope, cwd: null };
    if (this.later.some(other => other.fn === call.fn && other.names === call.names && covers(other, call)))
      return UNREAD;
    if (this.later.length >= MAX_LATER) unread(this.context, "functions that call each other again and again");
    else this.later.push({ ...call, scope, active: new Map(this.active) });
    return UNREAD;
  }

  /** Evaluates the body of a function with these arguments. */
  private follow(fn: FunctionExpression, names: Names, { args, named }: Arguments): Value {
    const inside = new Names(names);
    // Python's methods get their object as the first parameter.
    const [own] = fn.parameters;
    const first = this.context.language === "python" && own?.kind === "name" && /^(?:self|cls)$/.test(own.name) ? 1 : 0;
    for (const [i, parameter] of fn.parameters.entries()) {
      if (i < first) continue;
      const byName = parameter.kind === "name" ? named.get(parameter.name) : undefined;
      const otherwise = fn.defaults?.[i];
      const value =
        i === fn.rest
          ? ({ kind: "list", items: args.slice(i - first) } as const)
          : (byName ?? args[i - first] ?? (otherwise ? this.evaluate(otherwise, inside) : this.fixture(parameter)));
      this.bind(parameter, value, inside);
    }
    inside.bind("$_", args[0] ?? names.get("$_") ?? UNKNOWN);
    // Perl passes arguments as one flat list.
    if (this.context.language === "perl" && fn.parameters.length === 0 && args.length > 0)
      inside.bind("$_", { kind: "list", items: args.flatMap(arg => (arg.kind === "list" ? arg.items : [arg])) });
    this.callsDeep++;
    this.steps += 4;
    const outer = this.branches;
    this.branches = 0;
    const value = this.statements(fn.body, inside);
    this.branches = outer;
    this.callsDeep--;
    return value;
  }

  /** pytest passes fixtures by the name of a parameter: here, a new temporary folder. */
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

  /** A call that makes an object of one of the program's classes, or that its class answers for every name. */
  protected ofOwnClass(target: Value, given: Given): Value | undefined {
    if (target.kind !== "reference") return undefined;
    const made = target.name.replace(/\.new$/, "");
    const members = this.classes.get(made);
    if (members) {
      const maker = MAKERS.map(name => members.own(name)).find(Boolean);
      if (maker?.kind === "function") this.invoke(maker, given.args, given.named);
      return { kind: "made", of: target.name, given };
    }
    const [, owner = "", method = ""] = /^(.+?)(?:\.new)?\(\)\.(\w+)$/.exec(target.name) ?? [];
    const answers = this.classes.get(owner);
    const stand = answers && STANDS_IN.map(name => answers.own(name)).find(Boolean);
    if (stand?.kind !== "function") return undefined;
    const answer = this.invoke(stand, [text(method), ...given.args]);
    return answer.kind === "function" ? this.invoke(answer, given.args, given.named) : answer;
  }

  /** A member of one of the program's classes, or of an object of it. */
  protected methodOf(on: Value, name: string): Value | undefined {
    const owner = on.kind === "reference" ? on.name : on.kind === "made" ? on.of.replace(/\.new$/, "") : undefined;
    const found = owner === undefined ? undefined : this.classes.get(owner)?.own(name);
    return found?.kind === "function" || found?.kind === "reference" ? found : undefined;
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

/** Whether a call with `before` was read for everything that `now` may do. */
function covers(before: Arguments, now: Arguments): boolean {
  return (
    now.args.length <= before.args.length &&
    now.args.every((arg, i) => holds(before.args[i], arg)) &&
    [...now.named].every(([name, value]) => holds(before.named.get(name), value))
  );
}

/** Generalizes `now`: each argument that differs from `before` becomes unknown. */
function widened(before: Arguments, now: Arguments): Arguments {
  return {
    args: now.args.map((arg, i) => (holds(before.args[i], arg) ? arg : UNKNOWN)),
    named: new Map([...now.named].map(([name, arg]) => [name, holds(before.named.get(name), arg) ? arg : UNKNOWN])),
  };
}

/** Whether `before` includes `now`: the same value, a path below, or a part of a list. */
function holds(before: Value | undefined, now: Value): boolean {
  if (!before) return false;
  if (before === now || before.kind === "unknown") return true;
  if (before.kind === "either") return optionsOf(now).every(one => before.options.some(option => holds(option, one)));
  switch (now.kind) {
    case "text":
      return before.kind === "text" && (now.text === before.text || liesBelow(before.text, now.text));
    case "number":
    case "constant":
      return before.kind === now.kind && before.value === now.value;
    case "reference":
      return before.kind === "reference" && before.name === now.name;
    case "made":
      return before.kind === "made" && before.of === now.of && covers(before.given, now.given);
    case "list":
      return before.kind === "list" && now.items.every(item => before.items.some(other => holds(other, item)));
    case "function":
      return before.kind === "function" && before.fn === now.fn && before.names === now.names;
    default:
      return false;
  }
}

function liesBelow(folder: string, path: string): boolean {
  return folder.includes("/") && path.startsWith(folder.replace(/\/?$/, "/")) && !path.includes("..");
}
