/** Resolves what a program finds around it: variables, parameters, and members of values. */

import { credentialIn } from "../../detectors/exfiltration/sent.ts";
import { HOLE } from "../../text/words.ts";
import { joined } from "./constant-folding/paths.ts";
import type { Context } from "./context/context.ts";
import { joinedFolder } from "./context/joining.ts";
import { eitherOf, type Given, isTrue, knownText, text, UNKNOWN, type Value } from "./context/values.ts";

export interface Place {
  readonly home: string | undefined;
  readonly file: string | undefined;
}

/** Handles of databases whose items are tables and collections. */
const HOLDS = /(?:Mongo(?:(?!Mongo)\w)*|MotorClient)\(\)(?:\.\w+|\[\])*$|^Sequel\.\w+(?:\(\))?$/;

export class Surroundings {
  constructor(
    private readonly context: Context,
    private readonly place: Place,
  ) {}

  /** Whether the language's library describes a function of this name. */
  knows(name: string): boolean {
    const { programs, runs } = this.context.library;
    const short = name.replace(/^pathlib\.(?=(?:Posix|Windows)?Path\.)/, "");
    return short in programs || short in runs;
  }

  /** The value of a name that the program itself did not assign. */
  named(name: string, star: Value | undefined): Value {
    if (name === "__file__" || name === "__filename") return text(this.place.file ?? HOLE);
    if (name === "__dirname" || name === "__DIR__") return joinedFolder(this.place.file, this.context.scope.cwd);
    if (
      name.startsWith("$") &&
      this.context.language !== "javascript" &&
      !this.context.library.environment.has(name) &&
      !(name in this.context.library.parameters)
    )
      return UNKNOWN;
    // `from os import *`: names that the module may define are taken from it.
    if (star?.kind === "reference" && this.knows(`${star.name}.${name}`))
      return { kind: "reference", name: `${star.name}.${name}` };
    return { kind: "reference", name };
  }

  member(on: Value, name: string): Value {
    if (name === "constructor" && this.context.language === "javascript") {
      const maker = makerOf(on);
      if (maker !== undefined) return { kind: "reference", name: maker };
    }
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
        if (/^(parent|dirname)$/.test(name)) return joined([text(on.text.replace(/(?:^|\/)[^/]*$/, "") || "/")]);
        if (name === "name" && !on.isPath) return on;
        if (name === "name") return text(on.text.slice(on.text.lastIndexOf("/") + 1));
        if (/^(path|fullPath)$/.test(name)) return on;
        // A part of a secret is one.
        return on.secret === undefined ? UNKNOWN : { kind: "unknown", secret: on.secret };
      case "either":
        return eitherOf(on.options.map(option => this.member(option, name)));
      case "unknown":
      case "content":
        return on.secret === undefined && on.kind === "unknown" ? (on.origin ? on : UNKNOWN) : on;
      default:
        return UNKNOWN;
    }
  }

  item(on: Value, key: Value): Value {
    if (on.kind === "text" && key.kind === "text" && key.text === "*") return on;
    const known = knownText(key);
    if (known === "*") return on;
    if (known === "constructor") return this.member(on, known);
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
    if (on.kind === "reference" && known === undefined && key.kind !== "number") {
      const given = this.parametersOf(on);
      if (given) return given;
    }
    // `db[name]` of a database handle: any of its collections.
    if (on.kind === "reference" && known === undefined && HOLDS.test(on.name))
      return { kind: "reference", name: `${on.name}[]` };
    if (on.kind === "made" && known === undefined && HOLDS.test(on.of)) return { ...on, of: `${on.of}[]` };
    // `fs["rm" + suffix]`: which one is only known at run time.
    if (
      on.kind === "reference" &&
      known === undefined &&
      /^(fs|os|shutil|child_process|builtins|__builtins__|globalThis|global)$/.test(on.name)
    )
      return { kind: "unknown", origin: "rebuilt" };
    return on.kind === "unknown" || on.kind === "content" || on.kind === "text" ? this.member(on, "") : UNKNOWN;
  }

  /** The value of an environment variable. */
  private environment(owner: string, name: string): Value | undefined {
    if (!this.context.library.environment.has(owner) || /^(get|fetch|items|copy|keys|toObject|to_h)$/.test(name))
      return undefined;
    const value = this.context.scope.variables.get(name);
    if (name === "HOME" || name === "USERPROFILE") return text(value ?? this.place.home ?? HOLE);
    const secret = credentialIn(name);
    return { kind: "text", text: typeof value === "string" ? value : HOLE, ...(secret !== undefined && { secret }) };
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

  /** The program's arguments as alternatives; undefined for anything but the list of them. */
  parametersOf(on: Value): Value | undefined {
    const { library, scope } = this.context;
    if (on.kind !== "reference" || library.parameters[on.name] === undefined) return undefined;
    const values: Value[] = [];
    for (let i = 1; i <= Math.min(Number(scope.variables.get("#") ?? 0), MAX_PARAMETERS); i++) {
      const value = scope.variables.get(String(i));
      if (typeof value === "string") values.push(text(value));
    }
    return values.length > 0 ? eitherOf(values) : undefined;
  }

  fromEnvironment(name: string, given: Given): Value {
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

/** Most arguments that are followed. */
const MAX_PARAMETERS = 16;

/** `[].constructor.constructor`: creates functions from texts, whatever value it starts from. */
function makerOf(on: Value): string | undefined {
  if (on.kind === "reference") return on.name === "constructor" ? "Function" : undefined;
  return on.kind === "function" ? "Function" : "constructor";
}
