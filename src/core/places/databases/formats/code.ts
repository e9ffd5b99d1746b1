/**
 * Reads configuration that is a program: its assignments and exports, as settings. Nothing is run; values that need
 * more than names, strings and variables are unknown.
 */
import { readJavascript } from "../../../languages/syntax/javascript/reader.ts";
import type { Call, Expression, Program, Statement, Target } from "../../../languages/syntax/program.ts";
import { readPython } from "../../../languages/syntax/python/reader.ts";
import { PHP, RUBY } from "../../../languages/syntax/scanned/dialect.ts";
import { parseScanned } from "../../../languages/syntax/scanned/parser.ts";
import { anyOf, words } from "../../../text/expressions.ts";
import { type Load, mapSetting, merged, type Setting, textSetting, UNKNOWN, UNSET } from "../setting.ts";
import { bounded, CodeExpressions, type Condition, MAX_STEPS } from "./code-expressions.ts";
import { nameOf } from "./code-variables.ts";

/** Elixir's configuration is close enough to Ruby's here. */
export type ConfigLanguage = "javascript" | "python" | "php" | "ruby" | "elixir";

export interface CodeConfig {
  /** Top-level names: variables, classes, Elixir's `config :app, Key`, options that are set by name. */
  readonly names: ReadonlyMap<string, Setting>;
  /** The exported value: `export default`, `module.exports`, `return`. */
  readonly value: Setting;
  /** Env files that it loads. */
  readonly loads: readonly Load[];
  /** Modules whose names it imports: `from .base import *`. */
  readonly bases: readonly string[];
}

const MAX_CONFIG = 40 * 1024;

/** Parses the text; undefined if it is not in the language, or too long. */
export function readCodeConfig(language: ConfigLanguage, text: string): CodeConfig | undefined {
  const program = programIn(language, text);
  if (!program) return undefined;
  const reader = new ConfigReader();
  // The parser of programs skips imports for side effects.
  if (/^[ \t]*(?:import|require\()[ \t]*["']dotenv(?:-flow|x)?\/config["']/m.test(text))
    reader.loads.push({ path: textSetting("") });
  reader.read(program.body);
  // It also skips the export of a name.
  const name = /^[ \t]*export[ \t]+default[ \t]+([A-Za-z_$][\w$]*)[ \t]*(?:;|as\b|satisfies\b|$)/m.exec(text)?.[1];
  if (name !== undefined && language === "javascript") reader.value = reader.names.get(name) ?? reader.value;
  return reader;
}

/** Evaluates one expression of a template. */
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

/** Functions that load env files: dotenv and its relatives, Python's and Node's own, Next.js, Vite. */
const LOADS = anyOf(
  words`
    (?:^|\.)(?:load_?dotenv|read_env)$ ^dotenv(?:-flow|Flow|x)?\.config$ ^config$ ^loadEnv(?:Config|File)?$
    \.loadEnvFile$
  `,
  "i",
);

class ConfigReader extends CodeExpressions implements CodeConfig {
  readonly loads: Load[] = [];
  readonly bases: string[] = [];
  value: Setting = UNSET;

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
          // The body of a factory such as Flask's `create_app` configures the application.
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

  private does(node: Expression, maybe: Condition | "unknown" | undefined): void {
    if (node.kind === "assigned") {
      if (node.value.kind === "call") this.loaded(calleeOf(node.value), node.value);
      return this.assigned(node.target, this.setting(node.value), maybe);
    }
    if (node.kind === "call") {
      const name = calleeOf(node);
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
    this.value = bounded(this.maybe(this.value, value, maybe));
  }

  private assigned(target: Target, value: Setting, maybe: Condition | "unknown" | undefined): void {
    if (target.kind === "name") return this.set(target.name, value, maybe);
    if (target.kind !== "place") return;
    const path = pathOf(target.place);
    const [first, ...rest] = path ?? [];
    if (first === undefined) return;
    if (first === "module" && rest[0] === "exports") return this.exports(nested(rest.slice(1), value), maybe);
    if (first === "exports") return this.exports(merged(this.value, nested(rest, value)), maybe);
    // Flask's `app.config["X"] = …` and Symfony's `$config[...]` set the option under its own name.
    if (rest[0] === "config" && rest[1] !== undefined) this.set(rest[1], nested(rest.slice(2), value), maybe);
    this.set(first, merged(this.names.get(first) ?? UNSET, nested(rest, value)), maybe);
  }

  private set(name: string, value: Setting, maybe: Condition | "unknown" | undefined): void {
    this.names.set(name, bounded(this.maybe(this.names.get(name) ?? UNSET, value, maybe)));
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

  /** Handles `dotenv.config({ path })`, `load_dotenv(path)`, `loadEnvConfig(folder)`; returns whether it is one. */
  private loaded(name: string, { args, named }: Call): boolean {
    const [first] = args;
    if (/(?:^|\.)(?:expand|parse)$/.test(name)) {
      if (first?.kind === "call") this.loaded(nameOf(first.callee) ?? "", first);
      return false;
    }
    if (!LOADS.test(name) || (name === "config" && named.length > 0)) return false;
    const given = first === undefined ? undefined : this.setting(first);
    const options = given?.kind === "map" ? given.entries : new Map<string, Setting>();
    const told = named.find(([key]) => /path|file/i.test(key))?.[1];
    const override = options.get("override") ?? this.namedSetting(named, "override");
    const path = told ? this.setting(told) : (options.get("path") ?? given);
    if (name === "config" && given !== undefined && given.kind !== "map") return false;
    const order = /^loadEnvConfig$/.test(name)
      ? "Next.js"
      : /Flow|flow/.test(name) || args.length > 1
        ? "Vite"
        : undefined;
    this.loads.push({
      path: path === undefined || path.kind === "unknown" || path.kind === "map" ? textSetting("") : path,
      ...(order && { order }),
      ...(override?.kind === "text" && override.text === "true" && { override: true }),
    });
    return true;
  }

  private namedSetting(named: Call["named"], name: string): Setting | undefined {
    const found = named.find(([key]) => key === name)?.[1];
    return found && this.setting(found);
  }
}

/** Returns the name of the callee; `dotenv.config` for `require("dotenv").config`. */
function calleeOf({ callee }: Call): string {
  const name = nameOf(callee);
  if (name !== undefined) return name;
  if (callee.kind !== "member" || callee.of.kind !== "call" || nameOf(callee.of.callee) !== "require") return "";
  const [module] = callee.of.args;
  return module?.kind === "text" ? `${module.value}.${callee.name}` : "";
}

/** Returns `["DATABASES", "default", "HOST"]` for `DATABASES["default"]["HOST"]`. */
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
