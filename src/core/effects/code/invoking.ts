/** What happens when a function of the program itself is called, or one of a library: what each name in it is given. */
import { resolvePath } from "../../paths.ts";
import { actsOn } from "./acts.ts";
import type { Context } from "./context.ts";
import { NEW_FOLDER } from "./folds/paths.ts";
import { ofClass } from "./indirect.ts";
import { partOf } from "./joining.ts";
import type { Expression, FunctionExpression, Statement, Target } from "./program.ts";
import { type Place, Surroundings } from "./surroundings.ts";
import { type Given, knownText, Names, text, UNKNOWN, type Value } from "./values.ts";

const MAX_CALLS_DEEP = 6;
const NONE: ReadonlyMap<string, Value> = new Map();
/** What makes an object of a class. */
const MAKERS = ["__init__", "constructor", "initialize", "__construct"];
/** What is asked for a member that a class does not have. */
const STANDS_IN = ["__getattr__", "method_missing", "__call", "__callStatic"];

export abstract class Invoking {
  protected steps = 0;
  protected loops = 0;
  protected branches = 0;
  protected readonly called = new Set<FunctionExpression>();
  protected readonly around: Surroundings;
  /** The program's classes, by what their members are called. */
  protected readonly classes = new Map<string, Names>();
  private callsDeep = 0;

  constructor(
    protected readonly context: Context,
    private readonly place: Place,
  ) {
    this.around = new Surroundings(context, place);
  }

  protected abstract evaluate(node: Expression, names: Names): Value;
  protected abstract statements(body: readonly Statement[], names: Names): Value;

  protected invoke(
    { fn, names }: Value & { kind: "function" },
    args: readonly Value[],
    named: ReadonlyMap<string, Value> = NONE,
  ): Value {
    this.called.add(fn);
    if (this.callsDeep >= MAX_CALLS_DEEP) return UNKNOWN;
    const inside = new Names(names);
    // Python's methods are given their object first.
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
    // Perl's arguments are a list.
    inside.bind("$_", args[0] ?? names.get("$_") ?? UNKNOWN);
    if (this.context.language === "perl" && fn.parameters.length === 0 && args.length > 0)
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
