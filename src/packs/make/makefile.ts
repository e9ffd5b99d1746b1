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
  /** Its variables hold more than can be read. */
  readonly overgrown: boolean;
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
const MAX_NESTED = 20;
/** Targets of one rule; of more nobody can tell which one is meant. */
const MAX_TARGETS = 256;

/** How many characters may still come out of variables: values made of each other's values grow without end. */
export interface Budget {
  left: number;
}

/** Enough for any makefile that somebody wrote. What is replaced beyond it is not known, and `left` is below zero. */
export function fullBudget(): Budget {
  return { left: 256 * 1024 };
}

export function readMakefile(text: string): Makefile {
  const variables = new Map(DEFAULTS);
  const rules = new Map<string, { prerequisites: string[]; recipe: string[] }>();
  const includes: string[] = [];
  let current: { prerequisites: string[]; recipe: string[] }[] = [];
  const budget = fullBudget();
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
      includes.push(...expand(include, variables, budget).trim().split(/\s+/));
      continue;
    }
    const assigned = /^(?:export\s+|override\s+)*([\w.-]+)\s*(\+|:{1,3}|\?|!)?=\s*(.*)$/.exec(bare);
    if (assigned?.[1]) {
      assign(variables, assigned[1], assigned[2] ?? "", assigned[3] ?? "", budget);
      current = [];
      continue;
    }
    const rule = /^([^:=#]{1,2000}?)\s*::?(?!=)\s*([^;]*)(?:;(.*))?$/.exec(bare);
    if (!rule?.[1]) continue;
    const all = expand(rule[1], variables, budget).trim().split(/\s+/);
    const names = all.slice(0, MAX_TARGETS);
    const prerequisites = expand((rule[2] ?? "").replace(/#.*$/, ""), variables, budget)
      .split(/[\s|]+/)
      .filter(name => name !== "" && !name.includes("="));
    current = names.map(name => {
      const known = rules.get(name) ?? { prerequisites: [], recipe: [] };
      known.prerequisites.push(...prerequisites);
      if (rule[3]?.trim()) known.recipe.push(rule[3].trim());
      rules.set(name, known);
      return known;
    });
    open ||= all.length > names.length || names.some(name => name.includes("%") || name.includes(HOLE));
    first ??= names.find(name => !name.startsWith(".") && !name.includes("%"));
  }
  return {
    variables,
    rules,
    includes,
    first: variables.get(".DEFAULT_GOAL") ?? first,
    open,
    overgrown: budget.left < 0,
  };
}

function assign(variables: Map<string, string>, name: string, operator: string, value: string, budget: Budget): void {
  const plain = value.replace(/\s+#.*$/, "").trimEnd();
  if (operator === "?" && variables.has(name)) return;
  const now = operator.startsWith(":") ? expand(plain, variables, budget) : operator === "!" ? HOLE : plain;
  variables.set(name, operator === "+" ? `${variables.get(name) ?? ""} ${now}`.trim() : now);
}

/** The text with `$(x)`, `${x}` and `$x` replaced, `HOLE` for what is only known when it runs, `$$` as `$`. */
export function expand(
  text: string,
  variables: ReadonlyMap<string, string>,
  budget: Budget = fullBudget(),
  depth = 0,
): string {
  let out = "";
  let from = 0;
  for (let at = text.indexOf("$"); at !== -1; at = text.indexOf("$", from)) {
    out += text.slice(from, at);
    const next = text.charAt(at + 1);
    const bracketed = next === "(" || next === "{";
    const end = bracketed ? closing(text, at + 1) : at + 1;
    if (next === "$") out += "$";
    else if (depth > MAX_NESTED || budget.left < 0) out += HOLE;
    else {
      const value = valueNamed(bracketed ? text.slice(at + 2, end) : next, variables, budget, depth);
      budget.left -= value.length + 1;
      out += value;
    }
    from = end + 1;
  }
  return out + text.slice(from);
}

function valueNamed(name: string, variables: ReadonlyMap<string, string>, budget: Budget, depth: number): string {
  const value = variables.get(name);
  if (value !== undefined) return expand(value, variables, budget, depth + 1);
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
