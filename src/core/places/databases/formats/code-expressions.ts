/** Evaluates expressions of configuration programs as settings: only names, strings, variables and choices. */
import type { Call, Expression } from "../../../languages/syntax/program.ts";
import { mapSetting, merged, type Setting, sizeOf, textSetting, UNKNOWN, UNSET } from "../setting.ts";
import { joinsPaths, lettingThrough, nameOf, variableIn } from "./code-variables.ts";

export type Condition = { readonly is: Setting; readonly equal: string };

export const MAX_STEPS = 5000;
/** The largest setting in parts. Real ones have a few dozen; nested references can multiply them. */
const MAX_SIZE = 2000;

/** Replaces a setting that is too large by an unknown one. */
export function bounded(setting: Setting): Setting {
  return sizeOf(setting) > MAX_SIZE ? UNKNOWN : setting;
}

export abstract class CodeExpressions {
  readonly names = new Map<string, Setting>();
  protected steps = 0;

  setting(node: Expression): Setting {
    if (++this.steps > MAX_STEPS) return UNKNOWN;
    const setting = variableIn(node, one => this.setting(one)) ?? this.valueOf(node);
    return bounded(setting);
  }

  private valueOf(node: Expression): Setting {
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
        // TypeScript's `x!` parses with an empty second part.
        const [first, ...more] = node.parts;
        return first && more.every(part => part.kind === "other" && part.parts.length === 0)
          ? this.setting(first)
          : UNKNOWN;
      }
      default:
        return UNKNOWN;
    }
  }

  /** `a || b` is the first that is set; for `c ? a : b` the condition may be known. */
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

  /** Functions that return their argument: `defineConfig({…})`, `new DataSource({…})`, `int(…)`, `x.replace(…)`. */
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

  /** `NODE_ENV === "production"`, `config_env() == :prod`. */
  protected comparison(node: Expression): Condition | undefined {
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
}

function calledName(node: Expression): string | undefined {
  return node.kind === "call" ? nameOf(node.callee) : nameOf(node);
}
