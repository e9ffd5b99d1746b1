/** Reads which commands a makefile's targets run: variables with static values, rules, recipes. */
import { HOLE } from "../../text/words.ts";

interface Rule {
  readonly prerequisites: readonly string[];
  /** Lines of the recipe, unexpanded; each runs in a shell of its own. */
  readonly recipe: readonly string[];
}

export interface Makefile {
  readonly variables: ReadonlyMap<string, string>;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly includes: readonly string[];
  /** The default target. */
  readonly first: string | undefined;
  /** It has rules with computed names, so a target that is not listed may exist. */
  readonly open: boolean;
  /** Its variables hold more than can be read. */
  readonly overgrown: boolean;
}

/** Variables that make itself defines. */
const DEFAULTS: readonly (readonly [string, string])[] = [
  ["MAKE", "make"],
  ["RM", "rm -f"],
  ["CC", "cc"],
  ["CXX", "g++"],
  ["AR", "ar"],
  ["SHELL", "/bin/sh"],
];
const MAX_NESTED = 20;
/** Most targets of one rule; of more nobody can tell which one is meant. */
const MAX_TARGETS = 256;

/** How many characters may still be expanded: variables that contain each other grow exponentially. */
export interface Budget {
  left: number;
}

/** Enough for any makefile that somebody wrote. Beyond it expansions are unknown, and `left` is negative. */
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
    const include = /^-?s?include\s+(\S.*)/.exec(bare)?.[1];
    if (include !== undefined) {
      includes.push(...expand(include, variables, budget).trim().split(/\s+/));
      continue;
    }
    const assigned = /^(?:export\s+|override\s+)*([\w.-]+)\s*(\+|:{1,3}|\?|!)?=\s*(?!\s)(.*)/.exec(bare);
    if (assigned?.[1]) {
      assign(variables, assigned[1], assigned[2] ?? "", assigned[3] ?? "", budget);
      current = [];
      continue;
    }
    const rule = /^([^:=#]{1,2000})::?(?!=)([^;]*)(?:;(.*))?/.exec(bare);
    if (!rule?.[1]) continue;
    const all = expand(rule[1], variables, budget).trim().split(/\s+/);
    const names = all.slice(0, MAX_TARGETS);
    const prerequisites = expand((rule[2] ?? "").replace(/#.*$/s, ""), variables, budget)
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
  const plain = value.replace(/(?<!\s)\s+#.*$/s, "").trimEnd();
  if (operator === "?" && variables.has(name)) return;
  const now = operator.startsWith(":") ? expand(plain, variables, budget) : operator === "!" ? HOLE : plain;
  variables.set(name, operator === "+" ? `${variables.get(name) ?? ""} ${now}`.trim() : now);
}

/** Expands `$(x)`, `${x}` and `$x`, with `HOLE` for what is only known at run time, and `$$` as `$`. */
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
      const named = valueNamed(bracketed ? text.slice(at + 2, end) : next, variables, budget, depth);
      // `$(wildcard x)/*` is `/*` where no file matches.
      const value = named.files && text.charAt(end + 1) === "/" ? HOLE : named.text;
      budget.left -= value.length + 1;
      out += value;
    }
    from = end + 1;
  }
  return out + text.slice(from);
}

interface Value {
  readonly text: string;
  /** A list of matching files, which may be empty. */
  readonly files?: true;
}

function valueNamed(name: string, variables: ReadonlyMap<string, string>, budget: Budget, depth: number): Value {
  const inside = (text: string) => expand(text, variables, budget, depth + 1);
  const value = variables.get(name);
  if (value !== undefined) {
    const text = inside(value);
    return /[*?]/.test(text) ? { text, files: true } : { text };
  }
  // `$(shell which go)` is treated as `go`.
  const found = /^shell\s+(?:which|command -v|type -p)\s+([\w.-]+)\s*(?:2>\S*)?$/.exec(name)?.[1];
  if (found !== undefined) return { text: found };
  if (/^(CURDIR|PWD|shell pwd)$/.test(name)) return { text: "." };
  const renamed = /^([\w.-]{1,100}):([^=\s]{0,100})=(\S{0,100})$/.exec(name);
  const list = renamed?.[1] === undefined ? undefined : variables.get(renamed[1]);
  if (list !== undefined) {
    const [from = "", to = ""] = [renamed?.[2], renamed?.[3]].map(part => inside(part ?? ""));
    const whole = from.includes("%");
    return { text: substituted(whole ? from : `%${from}`, whole ? to : `%${to}`, inside(list)), files: true };
  }
  const called = /^([a-z-]{3,10})\s+(.+)$/s.exec(name);
  const text = called?.[1] && called[2] ? resultOf(called[1], argumentsIn(called[2]).map(inside)) : undefined;
  return text === undefined ? { text: HOLE } : { text, files: true };
}

/**
 * Evaluates functions of make that handle file names; undefined for others. `wildcard` yields the pattern itself, which
 * the shell expands; `filter` removes nothing.
 */
function resultOf(name: string, [first = "", second = "", third = ""]: readonly string[]): string | undefined {
  switch (name) {
    case "wildcard":
    case "sort":
    case "strip":
      return first;
    case "patsubst":
      return substituted(first.trim(), second.trim(), third);
    case "subst":
      return first === "" || [first, second, third].some(text => text.includes(HOLE))
        ? HOLE
        : third.replaceAll(first, second);
    case "addprefix":
      return eachWord(second, word => first.trim() + word);
    case "addsuffix":
      return eachWord(second, word => word + first.trim());
    case "notdir":
      return eachWord(first, word => word.slice(word.lastIndexOf("/") + 1));
    case "basename":
      return eachWord(first, word => word.replace(/\.[^./]*$/, ""));
    case "filter":
    case "filter-out":
      return second;
  }
  return undefined;
}

function eachWord(text: string, change: (word: string) => string): string {
  if (text.includes(HOLE)) return HOLE;
  return text
    .split(/\s+/)
    .filter(word => word !== "")
    .map(change)
    .join(" ");
}

/** `$(patsubst from,to,words)`. */
function substituted(from: string, to: string, words: string): string {
  const [before = "", after = ""] = [from.split("%", 1)[0], from.slice(from.indexOf("%") + 1)];
  if (from.includes(HOLE) || to.includes(HOLE)) return HOLE;
  return eachWord(words, word => {
    if (!from.includes("%")) return word === from ? to : word;
    const fits = word.length >= before.length + after.length && word.startsWith(before) && word.endsWith(after);
    return fits ? to.replace("%", () => word.slice(before.length, word.length - after.length)) : word;
  });
}

/** Splits at the commas that stand in no brackets. */
function argumentsIn(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i <= text.length; i++) {
    const at = text.charAt(i);
    if (at === "(" || at === "{") depth++;
    else if (at === ")" || at === "}") depth--;
    else if ((at === "," && depth === 0) || i === text.length) {
      found.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return found;
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
  for (const line of text.split("\n")) {
    const whole: string = held === undefined ? line : `${held} ${line.trim()}`;
    if (whole.endsWith("\\")) held = whole.slice(0, -1);
    else {
      lines.push(whole);
      held = undefined;
    }
  }
  return held === undefined ? lines : [...lines, held];
}
