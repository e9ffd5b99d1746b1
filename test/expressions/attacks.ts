/**
 * Texts that hold an expression up, made from the expression itself: for each of its loops a text that brings the match
 * there again and again, so that each place of the text is looked at from each other place. Whether one of them does is
 * measured, not proven: what a lookbehind, an anchor or the engine prevents costs nothing and is no finding.
 */
import { createContext, Script } from "node:vm";
import { type AST, parseRegExpLiteral } from "@eslint-community/regexpp";

export interface Attack {
  /** Once, then again and again, then once. */
  readonly before: string;
  readonly again: string;
  readonly behind: string;
}

/** An expression that was held up, and by what. */
export interface Held extends Attack {
  /** How many times as long a text of four times the length takes; undefined if that came to no end. */
  readonly growth: number | undefined;
}

/** Characters. A loop of some hundred characters at each place is at its most in the short text already. */
const SHORT = 1500;
const LONG = 4 * SHORT;
/** Four where each place is looked at a bounded number of times, sixteen where it is from each other place. */
const MOST_GROWTH = 9;
const TRIES = 5;
/** Milliseconds, for all attacks on one expression; and for the one alone that was at work when they were over. */
const MOST_TIME = 300;
const ALONE = 1500;
/** A loop that ends before is cheap wherever it begins. */
const FAR = 200;
const MOST_ATTACKS = 160;
/** Each kind of character that expressions tell apart stands early. */
const ALPHABET = [..."a0 /-.=:_,\"'\n\r@A$(\t[{<|&;*?#%+~^!\\`)]}>\0\uFFFCé"].concat(
  Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)),
);
/** What one loop is tried with at least. */
const KINDS = [/[a-z]/, /\d/, / /, /[./-]/, /[^\w\s./-]/, /\n/, /\r/];

/**
 * What holds the expression up; undefined if nothing does that was tried. "given up" if the time was over before all
 * attacks were tried, though none of them took long.
 */
export function heldBy(expression: RegExp): Held | "given up" | undefined {
  let tried: Attack | undefined;
  const found = within(MOST_TIME, () => {
    for (const attack of attacksOn(expression)) {
      tried = attack;
      // Twice, since a machine may be busy with something else for a moment.
      if (growthOf(expression, attack) <= MOST_GROWTH) continue;
      const growth = growthOf(expression, attack);
      if (growth > MOST_GROWTH) return { ...attack, growth };
    }
    return undefined;
  });
  if (found !== TOO_LONG) return found;
  if (tried === undefined) return "given up";
  const attack = tried;
  const growth = within(ALONE, () => growthOf(expression, attack));
  if (growth === TOO_LONG) return { ...attack, growth: undefined };
  return growth > MOST_GROWTH ? { ...attack, growth } : "given up";
}

const TOO_LONG = Symbol();

/** The engine itself is interrupted, in the midst of a match too. */
function within<T>(milliseconds: number, work: () => T): T | typeof TOO_LONG {
  CONTEXT.work = work;
  try {
    return WORK.runInContext(CONTEXT, { timeout: milliseconds });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return TOO_LONG;
    throw error;
  }
}

const CONTEXT = createContext({});
const WORK = new Script("work()");

/** 1 where a short text already costs less than any square does. */
function growthOf(expression: RegExp, attack: Attack): number {
  const short = leastCost(expression, textOf(attack, SHORT), squareCost() / 64);
  if (short === 0) return 1;
  return leastCost(expression, textOf(attack, LONG), short * MOST_GROWTH) / short;
}

/** Of several tries; 0 if one of them is below what counts. */
function leastCost(expression: RegExp, text: string, counts: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < TRIES; i++) {
    least = Math.min(least, costOf(expression, text));
    if (least < counts) return 0;
  }
  return least;
}

let square: number | undefined;

/** What the simplest expression that grows by the square takes for a short text on this machine. */
function squareCost(): number {
  square ??= leastCost(/a+b/, "a".repeat(SHORT), 0);
  return square;
}

export function textOf({ before, again, behind }: Attack, length: number): string {
  return before + again.repeat(Math.ceil(length / again.length)) + behind;
}

/** Microseconds of processor time, so that a busy machine counts for little. All places of an expression for all. */
function costOf(expression: RegExp, text: string): number {
  const began = process.cpuUsage();
  expression.lastIndex = 0;
  if (expression.global) text.replace(expression, "");
  else expression.test(text);
  const { user, system } = process.cpuUsage(began);
  return Math.max(1, user + system);
}

function attacksOn({ source, flags }: RegExp): Iterable<Attack> {
  const { pattern } = parseRegExpLiteral(`/${source}/${flags}`);
  const words = new Words(flags.replace(/[gy]/g, ""));
  const loops = loopsIn(pattern);
  const found = new Map<string, Attack>();
  const add = (before: string, again: string, behind: string) => {
    if (again !== "" && found.size < MOST_ATTACKS)
      found.set(JSON.stringify([before, again, behind]), { before, again, behind });
  };
  const sets = setsIn(pattern).map(set => words.of(set));
  for (const loop of loops) {
    const inLoop = setsIn(loop.element).map(set => words.of(set));
    const inside = [...new Set(inLoop.flat())];
    const outside = ALPHABET.filter(char => !inside.includes(char)).slice(0, 2);
    const picks = picksOf(inside, sets);
    for (const path of pathsTo(loop, words, inside)) {
      for (const behind of ["", ...outside]) {
        for (const pick of picks.slice(0, 8)) {
          add(path, pick, behind);
          add("", path + pick, behind);
        }
        add("", path, behind);
        add(path, words.sample(loop.element, inside), behind);
        add("", path + words.sample(loop.element, inside), behind);
        for (const mark of [" ", "/", "\n", ".", "-", '"']) if (inside.includes(mark)) add("", mark + path, behind);
      }
    }
    for (const later of loops.filter(one => one.start >= loop.end)) {
      const between = words.between(loop, later, inside);
      const [path = ""] = pathsTo(loop, words, inside);
      for (const again of [between, ...picks.slice(0, 2).map(pick => between + pick)])
        for (const behind of ["", ...outside]) add(path, again, behind);
    }
  }
  return found.values();
}

/** One of each kind, and what this loop shares with another part of the expression. */
function picksOf(inside: readonly string[], sets: readonly (readonly string[])[]): string[] {
  const shared = sets.map(set => (set.length < 40 ? inside.find(char => set.includes(char)) : undefined));
  const kinds = KINDS.map(kind => inside.find(char => kind.test(char)));
  return [...new Set([...kinds, ...shared])].filter(char => char !== undefined);
}

/** Loops without an end, or with a far one. */
function loopsIn(node: AST.Node): AST.Quantifier[] {
  const within = childrenOf(node).flatMap(loopsIn);
  return node.type === "Quantifier" && node.max >= FAR ? [node, ...within] : within;
}

type Chars = AST.Character | AST.CharacterClass | AST.CharacterSet | AST.ExpressionCharacterClass;

function isChars(node: AST.Node): node is Chars {
  return /^(?:Character|CharacterClass|CharacterSet|ExpressionCharacterClass)$/.test(node.type);
}

function setsIn(node: AST.Node): Chars[] {
  return isChars(node) ? [node] : childrenOf(node).flatMap(setsIn);
}

function childrenOf(node: AST.Node): readonly AST.Node[] {
  if (isChars(node)) return [];
  if ("alternatives" in node) return node.alternatives as readonly AST.Node[];
  if (node.type === "Alternative") return node.elements;
  return node.type === "Quantifier" ? [node.element] : [];
}

/** Words that bring a match from the expression's beginning to a loop: each choice of an alternative once. */
function pathsTo(loop: AST.Quantifier, words: Words, preferred: readonly string[]): string[] {
  const before: AST.Element[] = [];
  for (let node: AST.Node = loop; node.parent !== null; node = node.parent) {
    const { parent }: AST.Node = node;
    if (parent.type === "Alternative")
      before.unshift(...parent.elements.slice(0, parent.elements.indexOf(node as AST.Element)));
  }
  const choices = Math.min(8, Math.max(1, ...before.map(element => choicesIn(element))));
  return [
    ...new Set(
      Array.from({ length: choices }, (_, choice) => choice).flatMap(choice =>
        [false, true].map(full => before.map(element => words.sample(element, preferred, choice, full)).join("")),
      ),
    ),
  ];
}

function choicesIn(node: AST.Node): number {
  const own = "alternatives" in node && !isChars(node) ? node.alternatives.length : 1;
  return Math.max(own, ...childrenOf(node).map(choicesIn));
}

/** Examples of what a part of an expression matches. */
class Words {
  readonly #flags: string;
  readonly #sets = new Map<string, readonly string[]>();

  constructor(flags: string) {
    this.#flags = flags;
  }

  /** The characters of the alphabet that it matches. */
  of({ raw }: Chars): readonly string[] {
    let chars = this.#sets.get(raw);
    if (chars === undefined) {
      const one = new RegExp(`^(?:${raw})$`, this.#flags.replace("m", ""));
      chars = ALPHABET.filter(char => one.test(char));
      if (chars.length === 0 && raw.length === 1) chars = [raw];
      this.#sets.set(raw, chars);
    }
    return chars;
  }

  /** `full`: with what may be left out. Of the preferred characters where it can be. */
  sample(node: AST.Node, preferred: readonly string[], choice = 0, full = false): string {
    if (isChars(node)) {
      const chars = this.of(node);
      return chars.find(char => preferred.includes(char)) ?? chars[0] ?? "";
    }
    if (node.type === "Assertion") return "";
    if (node.type === "Quantifier") {
      const times = Math.min(3, full ? Math.max(1, node.min) : node.min);
      return this.sample(node.element, preferred, choice, full).repeat(times);
    }
    if (node.type === "Alternative")
      return node.elements.map(one => this.sample(one, preferred, choice, full)).join("");
    if ("alternatives" in node) {
      const chosen = node.alternatives[choice % node.alternatives.length];
      return chosen ? this.sample(chosen as AST.Node, preferred, choice, full) : "";
    }
    return "";
  }

  /** What has to stand between two loops of one sequence. */
  between(one: AST.Quantifier, other: AST.Quantifier, preferred: readonly string[]): string {
    if (one.parent.type !== "Alternative") return "";
    const elements = one.parent.elements.slice(one.parent.elements.indexOf(one) + 1);
    return elements
      .slice(
        0,
        elements.findIndex(element => element.start <= other.start && other.end <= element.end),
      )
      .map(element => this.sample(element, preferred))
      .join("");
  }
}
