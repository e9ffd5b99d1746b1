/** The part of a makefile that says which commands a target runs: variables with static values, rules, recipes. */
import { HOLE } from "../../core/effects/words.ts";

interface Rule {
  readonly prerequisites: readonly string[];
  /** Lines of the recipe, unexpanded; each runs in a shell of its own. */
  readonly recipe: readonly string[];
}

export interface Makefile {
  readonly variables: ReadonlyMap<string, string>;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly includes: readonly string[];
  /** The target of a call that names none. */
  readonly first: string | undefined;
  /** It has rules for names that are only known when it runs: a target that is not listed may still be one. */
  readonly open: boolean;
}

/** What make itself gives a value to. */
const DEFAULTS: readonly (readonly [string, string])[] = [
  ["MAKE", "make"],
  ["RM", "rm -f"],
  ["CC", "cc"],
  ["CXX", "g++"],
  ["AR", "ar"],
  ["SHELL", "/bin/sh"],
];
const MAX_LINES = 5000;
const MAX_EXPANSIONS = 200;

export function readMakefile(text: string): Makefile {
  const variables = new Map(DEFAULTS);
  const rules = new Map<string, { prerequisites: string[]; recipe: string[] }>();
  const includes: string[] = [];
  let current: { prerequisites: string[]; recipe: string[] }[] = [];
  let first: string | undefined;
  let open = false;
  for (const line of logicalLines(text)) {
    if (line.startsWith("\t")) {
      for (const rule of current) rule.recipe.push(line.slice(1));
      continue;
    }
    const bare = line.trimStart();
    if (bare === "" || bare.startsWith("#")) continue;
    const include = /^-?s?include\s+(.+)$/.exec(bare)?.[1];
    if (include !== undefined) {
      includes.push(...expand(include, variables).trim().split(/\s+/));
      continue;
    }
    const assigned = /^(?:export\s+|override\s+)*([\w.-]+)\s*(\+|:{1,3}|\?|!)?=\s*(.*)$/.exec(bare);
    if (assigned?.[1]) {
      assign(variables, assigned[1], assigned[2] ?? "", assigned[3] ?? "");
      current = [];
      continue;
    }
    const rule = /^([^:=#]{1,2000}?)\s*::?(?!=)\s*([^;]*)(?:;(.*))?$/.exec(bare);
    if (!rule?.[1]) continue;
    const names = expand(rule[1], variables).trim().split(/\s+/);
    const prerequisites = expand((rule[2] ?? "").replace(/#.*$/, ""), variables)
      .split(/[\s|]+/)
      .filter(name => name !== "" && !name.includes("="));
    current = names.map(name => {
      const known = rules.get(name) ?? { prerequisites: [], recipe: [] };
      known.prerequisites.push(...prerequisites);
      if (rule[3]?.trim()) known.recipe.push(rule[3].trim());
      rules.set(name, known);
      return known;
    });
    open ||= names.some(name => name.includes("%") || name.includes(HOLE));
    first ??= names.find(name => !name.startsWith(".") && !name.includes("%"));
  }
  return { variables, rules, includes, first: variables.get(".DEFAULT_GOAL") ?? first, open };
}

function assign(variables: Map<string, string>, name: string, operator: string, value: string): void {
  const plain = value.replace(/\s+#.*$/, "").trimEnd();
  if (operator === "?" && variables.has(name)) return;
  const now = operator.startsWith(":") ? expand(plain, variables) : operator === "!" ? HOLE : plain;
  variables.set(name, operator === "+" ? `${variables.get(name) ?? ""} ${now}`.trim() : now);
}

/** The text with `$(x)`, `${x}` and `$x` replaced, `HOLE` for what is only known when it runs, `$$` as `$`. */
export function expand(text: string, variables: ReadonlyMap<string, string>, depth = 0): string {
  let out = "";
  let expansions = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char !== "$") {
      out += char;
      continue;
    }
    const next = text.charAt(i + 1);
    if (next === "$") {
      out += "$";
      i++;
      continue;
    }
    const end = next === "(" || next === "{" ? closing(text, i + 1) : i + 1;
    const name = next === "(" || next === "{" ? text.slice(i + 2, end) : next;
    out += depth > 20 || ++expansions > MAX_EXPANSIONS ? HOLE : valueNamed(name, variables, depth);
    i = end;
  }
  return out;
}

function valueNamed(name: string, variables: ReadonlyMap<string, string>, depth: number): string {
  const value = variables.get(name);
  if (value !== undefined) return expand(value, variables, depth + 1);
  // `$(shell which go)` is go.
  const found = /^shell\s+(?:which|command -v|type -p)\s+([\w.-]+)\s*(?:2>\S*)?$/.exec(name)?.[1];
  if (found !== undefined) return found;
  if (/^(CURDIR|PWD|shell pwd)$/.test(name)) return ".";
  return HOLE;
}

function closing(text: string, open: number): number {
  const [left, right] = text.charAt(open) === "(" ? ["(", ")"] : ["{", "}"];
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text.charAt(i) === left) depth++;
    else if (text.charAt(i) === right && --depth === 0) return i;
  }
  return text.length;
}

/** Lines joined at a backslash; in a recipe the shell joins them. */
function logicalLines(text: string): string[] {
  const lines: string[] = [];
  let held: string | undefined;
  for (const line of text.split("\n", MAX_LINES)) {
    const whole: string = held === undefined ? line : `${held} ${line.trim()}`;
    if (whole.endsWith("\\")) held = whole.slice(0, -1);
    else {
      lines.push(whole);
      held = undefined;
    }
  }
  return held === undefined ? lines : [...lines, held];
}
