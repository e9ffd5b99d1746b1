/** Resolves indirect calls: getters, binders, reflection, methods that are called on their class. */
import type { CodeLanguage } from "../../effects/pack.ts";
import { kindName } from "./context/joining.ts";
import { type Given, knownText, UNKNOWN, type Value } from "./context/values.ts";

/** Marks a function that was made by binding some of its arguments. */
export const BOUND = "bind";

/** A call that yields a function, or that calls one. */
export type Indirect = { readonly value: Value } | { readonly called: Value; readonly given: Given };

/** Returns undefined for a direct call. `knows`: whether the language's library describes a name. */
export function standsFor(
  target: Value,
  given: Given,
  language: CodeLanguage,
  knows: (name: string) => boolean,
): Indirect | undefined {
  if (target.kind === "made") return byMaker(target, given);
  if (target.kind !== "reference") return undefined;
  return byName(target.name, given) ?? (language === "ruby" ? ofRuby(target.name, given, knows) : undefined);
}

/** The callee is the result of another call. */
function byMaker({ of, given: made }: Value & { readonly kind: "made" }, given: Given): Indirect | undefined {
  const { args, named } = given;
  const [first, ...rest] = made.args;
  if (of === BOUND) return { called: made.on, given: { args: [...made.args, ...args], named, on: UNKNOWN } };
  // getattr(boto3.client("rds"), "delete_db_instance")(…)
  const member = of === "getattr" && first?.kind === "made" ? knownText(rest[0]) : undefined;
  if (member !== undefined && first) return { called: method(first, member), given: { args, named, on: first } };
  const name = knownText(first);
  const [object] = args;
  if (name === undefined || !object) return undefined;
  // operator.attrgetter("rmtree")(shutil), operator.methodcaller("unlink")(path)
  if (of === "operator.attrgetter" && object.kind === "reference") return { value: method(object, name) };
  return of === "operator.methodcaller"
    ? { called: method(object, name), given: { args: rest, named: made.named, on: object } }
    : undefined;
}

function byName(name: string, { args, named, on }: Given): Indirect | undefined {
  const [called, , list] = args;
  if (name === "Reflect.apply" && called) return { called, given: { args: itemsIn(list), named, on: UNKNOWN } };
  // Python's `shutil.__getattribute__("rmtree")`.
  const [, holder] = /^(.+)\.__getattr(?:ibute)?__$/.exec(name) ?? [];
  const held = holder === undefined ? undefined : knownText(args.at(-1));
  if (held !== undefined) return { value: { kind: "reference", name: `${holder}.${held}` } };
  // PHP's `(new ReflectionFunction("unlink"))->invoke("x")`.
  const mirrored =
    /^ReflectionFunction\(\)\.invoke(?:Args)?$/.test(name) && on.kind === "made"
      ? knownText(on.given.args[0])
      : undefined;
  return mirrored === undefined
    ? undefined
    : { called: { kind: "reference", name: mirrored }, given: { args: args.flatMap(itemsIn), named, on: UNKNOWN } };
}

/** `File.method(:delete)` is the method itself, and `.call` calls it. */
function ofRuby(name: string, { args, named }: Given, knows: (name: string) => boolean): Indirect | undefined {
  const [, owner, how] = /^(?:(.+)\.)?(method|to_proc|unbind|curry|call|yield)$/.exec(name) ?? [];
  if (how === "method") {
    const method = knownText(args[0]);
    return method === undefined
      ? undefined
      : { value: { kind: "reference", name: owner === undefined ? method : `${owner}.${method}` } };
  }
  if (owner === undefined || !knows(owner)) return undefined;
  const called: Value = { kind: "reference", name: owner };
  return how === "call" || how === "yield" ? { called, given: { args, named, on: UNKNOWN } } : { value: called };
}

function method(object: Value, name: string): Value {
  return { kind: "reference", name: `${kindName(object)}.${name}` };
}

function itemsIn(value: Value | undefined): readonly Value[] {
  return value === undefined ? [] : value.kind === "list" ? value.items : [value];
}

/** Python's methods by their class: `Path.unlink(path)` is `path.unlink()`. */
export function ofClass(name: string, given: Given): { readonly name: string; readonly given: Given } {
  const [, method] = /^pathlib\.(?:Posix|Windows)?Path\.([a-z]\w*)$/.exec(name) ?? [];
  const [on, ...args] = given.args;
  if (method === undefined || /^(?:cwd|home)$/.test(method) || !on) return { name, given };
  return { name: `Path.${method}`, given: { ...given, args, on } };
}
