/**
 * Configuration that is a program: its assignments and what it exports, as settings. Nothing is run; what takes more
 * than a name, a text or a variable to tell is unknown.
 */
import { readJavascript } from "../../../effects/code/javascript/reader.ts";
import type { Call, Expression, Program, Statement, Target } from "../../../effects/code/program.ts";
import { readPython } from "../../../effects/code/python/reader.ts";
import { PHP, RUBY } from "../../../effects/code/scanned/dialect.ts";
import { parseScanned } from "../../../effects/code/scanned/parser.ts";
import { mapSetting, merged, type Setting, textSetting, UNKNOWN, UNSET } from "../setting.ts";
import { joinsPaths, lettingThrough, nameOf, variableIn } from "./code-variables.ts";

/** Elixir's configuration reads like Ruby's as far as it matters here. */
export type ConfigLanguage = "javascript" | "python" | "php" | "ruby" | "elixir";

export interface CodeConfig {
  /** Everything it names at its top: variables, classes, Elixir's `config :app, Key`, options it sets by name. */
  readonly names: ReadonlyMap<string, Setting>;
  /** What it gives to whoever loads it: `export default`, `module.exports`, `return`. */
  readonly value: Setting;
  /** Env files it loads by itself: empty text for the usual one. */
  readonly loads: readonly Setting[];
  /** Modules whose names it takes over: `from .base import *`. */
  readonly bases: readonly string[];
}

const MAX_STEPS = 5000;
const MAX_CONFIG = 40 * 1024;

/** Undefined when the text is none of the language, or too long. */
export function readCodeConfig(language: ConfigLanguage, text: string): CodeConfig | undefined {
  const program = programIn(language, text);
  if (!program) return undefined;
  const reader = new ConfigReader();
  // An import for its effects alone is no statement to the reader of programs.
  if (/^\s*(?:import|require\()\s*["']dotenv(?:-flow|x)?\/config["']/m.test(text)) reader.loads.push(textSetting(""));
  reader.read(program.body);
  // Nor is the export of a name.
  const name = /^[ \t]*export[ \t]+default[ \t]+([A-Za-z_$][\w$]*)[ \t]*(?:;|as\b|satisfies\b|$)/m.exec(text)?.[1];
  if (name !== undefined && language === "javascript") reader.value = reader.names.get(name) ?? reader.value;
  return reader;
}

/** One expression, as it stands in a template. */
export function readCodeValue(language: ConfigLanguage, text: string): Setting {
  const last = programIn(language, text)?.body.at(-1);
  return last?.kind === "do" || last?.kind === "give" ? new ConfigReader().setting(last.value) : UNKNOWN;
}

function programIn(language: ConfigLanguage, text: string): Program | undefined {
  if (text.length > MAX_CONFIG) return undefined;
  switch (language) {
    case "javascript":
      return readJavascript(text);
    case "python":
      return readPython(text);
    case "php":
      return parseScanned(text.replace(/^\s*<\?php/, ""), PHP);
    default:
      return parseScanned(text, RUBY);
  }
}

type Condition = { readonly is: Setting; readonly equal: string };

class ConfigReader implements CodeConfig {
  readonly names = new Map<string, Setting>();
  readonly loads: Setting[] = [];
  readonly bases: string[] = [];
  value: Setting = UNSET;
  private steps = 0;

  read(body: readonly Statement[], maybe?: Condition | "unknown"): void {
    let before: Condition | undefined;
    for (const statement of body) {
      if (++this.steps > MAX_STEPS) return;
      switch (statement.kind) {
        case "do":
          before = this.comparison(statement.value);
          this.does(statement.value, maybe);
          break;
        case "give":
          this.exports(this.setting(statement.value), maybe);
          break;
        case "maybe": {
          const told = statement.condition ? this.comparison(statement.condition) : before;
          this.read(statement.body, maybe === undefined ? (told ?? "unknown") : "unknown");
          break;
        }
        case "class":
          this.set(statement.name, this.members(statement.body), maybe);
          break;
        case "define":
          // Flask's `create_app`, a factory's body: its assignments are the application's.
          this.read(statement.fn.body, "unknown");
          break;
        case "use":
          if (statement.name === "*") this.bases.push(statement.of);
          break;
        case "each":
          break;
      }
    }
  }

  setting(node: Expression): Setting {
    if (++this.steps > MAX_STEPS) return UNKNOWN;
    const variable = variableIn(node, one => this.setting(one));
    if (variable) return variable;
    switch (node.kind) {
      case "text":
        return textSetting(node.value);
      case "number":
        return textSetting(String(node.value));
      case "constant":
        return node.value === null ? UNSET : textSetting(String(node.value));
      case "name":
        return this.names.get(node.name) ?? UNKNOWN;
      case "member":
        return this.member(this.setting(node.of), node.name);
      case "item":
        return node.key.kind === "text" ? this.member(this.setting(node.of), node.key.value) : UNKNOWN;
      case "list":
        return { kind: "list", items: node.items.map(item => this.setting(item)) };
      case "record":
        return node.entries.reduce<Setting>(
          (under, [key, value]) =>
            merged(under, key === null ? this.setting(value) : mapSetting([[key, this.setting(value)]])),
          mapSetting([]),
        );
      case "concat":
        return { kind: "joined", parts: node.parts.map(part => this.setting(part)) };
      case "below":
        return { kind: "joined", parts: [this.setting(node.of), textSetting("/"), this.setting(node.name)] };
      case "either":
        return this.either(node.options);
      case "function": {
        const given = node.body.findLast(statement => statement.kind === "give");
        return given?.kind === "give" ? this.setting(given.value) : UNKNOWN;
      }
      case "assigned":
        return this.setting(node.value);
      case "call":
        return this.called(node);
      case "other": {
        // TypeScript's `x!` leaves an empty part behind it.
        const [first, ...more] = node.parts;
        return first && more.every(part => part.kind === "other" && part.parts.length === 0)
          ? this.setting(first)
          : UNKNOWN;
      }
      default:
        return UNKNOWN;
    }
  }

  /** `a || b` takes the first that is set; of `c ? a : b` the condition may tell. */
  private either(options: readonly Expression[]): Setting {
    const [a, b, condition] = options;
    if (condition?.kind === "other" && a && b) {
      const told = condition.parts[0] ? this.comparison(condition.parts[0]) : undefined;
      const [then, not] = [this.setting(a), this.setting(b)];
      return told ? { kind: "when", ...told, then, not } : { kind: "either", options: [then, not] };
    }
    const said = options.map(option => this.setting(option));
    return { kind: "first", options: said };
  }

  /** Functions that hand on what they are given: `defineConfig({…})`, `new DataSource({…})`, `int(…)`, `x.replace(…)`. */
  private called(node: Call): Setting {
    const through = lettingThrough(node);
    if (through) return this.setting(through);
    if (joinsPaths(node))
      return {
        kind: "joined",
        parts: node.args.flatMap((part, i) => [...(i === 0 ? [] : [textSetting("/")]), this.setting(part)]),
      };
    // PHP's `array('a' => 1)` and Python's `dict(a=1)`.
    const own = /^(?:array|dict)$/.test(nameOf(node.callee) ?? "") && node.named.length > 0;
    const given = own ? undefined : node.args.map(one => this.setting(one)).find(({ kind }) => kind === "map");
    if (given || node.named.length === 0) return given ?? UNKNOWN;
    return mapSetting(node.named.map(([key, value]) => [key, this.setting(value)]));
  }

  private member(of: Setting, name: string): Setting {
    if (of.kind === "map") return of.entries.get(name) ?? UNSET;
    if (of.kind === "first" || of.kind === "either")
      return { ...of, options: of.options.map(one => this.member(one, name)) };
    return of.kind === "when" ? { ...of, then: this.member(of.then, name), not: this.member(of.not, name) } : UNKNOWN;
  }

  private does(node: Expression, maybe: Condition | "unknown" | undefined): void {
    if (node.kind === "assigned") return this.assigned(node.target, this.setting(node.value), maybe);
    if (node.kind === "call") {
      const name = nameOf(node.callee) ?? ofModule(node.callee) ?? "";
      if (this.loaded(name, node)) return;
      const [first, second] = node.args;
      if (name === "config" && first && node.named.length > 0) {
        const key = nameOf(second ?? first) ?? (first.kind === "text" ? first.value : "");
        const entries = mapSetting(node.named.map(([option, value]) => [option, this.setting(value)]));
        return this.set(key, merged(this.names.get(key) ?? UNSET, entries), maybe);
      }
      if (/(?:^|\.)(?:set_main_option|setdefault|set_section_option|from_mapping|update)$/.test(name)) {
        if (first?.kind === "text" && second) this.set(first.value, this.setting(second), maybe);
        for (const [key, value] of node.named) this.set(key, this.setting(value), maybe);
        return;
      }
    }
    const value = this.setting(node);
    if (value.kind === "map" || node.kind === "name" || node.kind === "function") this.exports(value, maybe);
  }

  private exports(value: Setting, maybe: Condition | "unknown" | undefined): void {
    this.value = this.maybe(this.value, value, maybe);
  }

  private assigned(target: Target, value: Setting, maybe: Condition | "unknown" | undefined): void {
    if (target.kind === "name") return this.set(target.name, value, maybe);
    if (target.kind !== "place") return;
    const path = pathOf(target.place);
    const [first, ...rest] = path ?? [];
    if (first === undefined) return;
    if (first === "module" && rest[0] === "exports") return this.exports(nested(rest.slice(1), value), maybe);
    if (first === "exports") return this.exports(merged(this.value, nested(rest, value)), maybe);
    // Flask's `app.config["X"] = …` and Symfony's `$config[...]`: the option by its own name.
    if (rest[0] === "config" && rest[1] !== undefined) this.set(rest[1], nested(rest.slice(2), value), maybe);
    this.set(first, merged(this.names.get(first) ?? UNSET, nested(rest, value)), maybe);
  }

  private set(name: string, value: Setting, maybe: Condition | "unknown" | undefined): void {
    this.names.set(name, this.maybe(this.names.get(name) ?? UNSET, value, maybe));
  }

  private maybe(old: Setting, value: Setting, maybe: Condition | "unknown" | undefined): Setting {
    if (maybe === undefined) return value;
    if (maybe !== "unknown") return { kind: "when", ...maybe, then: value, not: old };
    return old.kind === "unset" ? value : { kind: "either", options: [value, old] };
  }

  private members(body: readonly Statement[]): Setting {
    const inner = new ConfigReader();
    for (const [name, value] of this.names) inner.names.set(name, value);
    const before = new Map(inner.names);
    inner.read(body);
    this.steps += inner.steps;
    return mapSetting([...inner.names].filter(([name, value]) => before.get(name) !== value));
  }

  /** `NODE_ENV === "production"`, `config_env() == :prod`. */
  private comparison(node: Expression): Condition | undefined {
    const parts =
      node.kind === "call" && node.callee.kind === "member" && node.callee.name === "=="
        ? [node.callee.of, ...node.args]
        : node.kind === "other"
          ? node.parts
          : [];
    const [a, b] = parts;
    if (!a || b?.kind !== "text" || parts.length !== 2) return undefined;
    const is: Setting = /^(?:config_env|Mix\.env)$/.test(calledName(a) ?? "") ? { kind: "mode" } : this.setting(a);
    return is.kind === "unknown" ? undefined : { is, equal: b.value };
  }

  /** `dotenv.config({ path })`, `load_dotenv(path)`, `env.read_env(path)`. */
  private loaded(name: string, { args, named }: Call): boolean {
    if (
      !/(?:^|\.)(?:load_?dotenv|read_env|expand|parse)$|^dotenv(?:Flow)?\.config$|^config$|^loadEnv(?:Config|File)?$|\.loadEnvFile$/i.test(
        name,
      )
    )
      return false;
    if (name === "config" && named.length > 0) return false;
    const [first] = args;
    if (/(?:^|\.)(?:expand|parse)$/.test(name)) {
      if (first?.kind === "call") this.loaded(nameOf(first.callee) ?? "", first);
      return false;
    }
    const given = first === undefined ? undefined : this.setting(first);
    const path = named.find(([key]) => /path|file/i.test(key))?.[1];
    if (path) this.loads.push(this.setting(path));
    else if (given?.kind === "map") this.loads.push(given.entries.get("path") ?? textSetting(""));
    else if (/^config$/.test(name) && given !== undefined) return false;
    else this.loads.push(given === undefined || given.kind === "unknown" ? textSetting("") : given);
    return true;
  }
}

/** `dotenv.config` of `require("dotenv").config`. */
function ofModule(callee: Expression): string | undefined {
  if (callee.kind !== "member" || callee.of.kind !== "call" || nameOf(callee.of.callee) !== "require") return undefined;
  const [module] = callee.of.args;
  return module?.kind === "text" ? `${module.value}.${callee.name}` : undefined;
}

function calledName(node: Expression): string | undefined {
  return node.kind === "call" ? nameOf(node.callee) : nameOf(node);
}

/** `["DATABASES", "default", "HOST"]` of `DATABASES["default"]["HOST"]`. */
function pathOf(place: Expression): string[] | undefined {
  if (place.kind === "name") return [place.name];
  if (place.kind === "member") {
    const of = pathOf(place.of);
    return of && [...of, place.name];
  }
  if (place.kind !== "item" || place.key.kind !== "text") return undefined;
  const of = pathOf(place.of);
  return of && [...of, place.key.value];
}

function nested(path: readonly string[], value: Setting): Setting {
  return path.reduceRight<Setting>((inner, key) => mapSetting([[key, inner]]), value);
}
