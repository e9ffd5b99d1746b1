/**
 * Limits regular expressions that come from outside of this repository. One that could keep the guard busy is rejected
 * by its form, so that no text has to be tried; long words are not matched at all.
 */
import type { Expression } from "../kit/table.ts";

/** Longest word, in characters, that an expression is matched against. */
export const MAX_WORD = 200;
/** Steps that a match against one word may take in the worst case. */
const MAX_STEPS = 100_000;

/** Returns why an expression is rejected, as a sentence; undefined if no word makes it slow. `source` must be valid. */
export function tooSlow(source: string): string | undefined {
  if (/\(\?(?:[=!]|<[=!])/.test(source)) return "looks ahead or behind: say it with `without` or in a rule of its own";
  if (/\\(?:[1-9]|k<)/.test(source)) return "repeats what a group has found: write it out";
  const steps = new Cost(source).steps();
  if (steps === Number.POSITIVE_INFINITY) return "repeats a group: repeat single characters or classes, `[a-z-]+`";
  if (steps <= MAX_STEPS) return undefined;
  return "may take long on some words: start it with `^`, use fewer `*`, `+` and `?`, or make several rules of it";
}

/** Compiles `source`, which must be valid. `ifLong`: the result for words longer than `MAX_WORD` characters. */
export function bounded(source: string, ifLong: boolean): Expression {
  const expression = new RegExp(source, "i");
  return { test: text => (text.length > MAX_WORD ? ifLong : expression.test(text)) };
}

/** Computes an upper bound of the paths through an expression. Alternatives in sequence multiply. */
class Cost {
  private at = 0;

  constructor(private readonly text: string) {}

  /** The steps in the worst case; infinite if a group is repeated, because each character then doubles the paths. */
  steps(): number {
    // A match can start at every character, unless the expression is anchored.
    const starts = this.text.startsWith("^") && !this.text.includes("|") ? 1 : MAX_WORD;
    return starts * this.alternatives();
  }

  private alternatives(): number {
    let ways = this.sequence();
    while (this.text[this.at] === "|") {
      this.at++;
      ways += this.sequence();
    }
    return ways;
  }

  private sequence(): number {
    let ways = 1;
    while (this.at < this.text.length && !/[|)]/.test(this.text[this.at] ?? "")) {
      const isGroup = this.text[this.at] === "(";
      const inside = isGroup ? this.group() : this.atom();
      const times = this.repetition();
      if (isGroup && times > 1) return Number.POSITIVE_INFINITY;
      // An optional part adds one path, the one that skips it.
      ways *= times === 1 ? inside : times === 0 ? inside + 1 : times;
    }
    return ways;
  }

  private group(): number {
    this.at += /^\((?:\?(?::|<[^>]*>|[a-z-]*:))?/.exec(this.text.slice(this.at))?.[0].length ?? 1;
    const ways = this.alternatives();
    this.at++;
    return ways;
  }

  /** Skips one character, class or escape, which is one path. */
  private atom(): number {
    const rest = this.text.slice(this.at);
    this.at += /^(?:\[(?:\\.|[^\]\\])*\]|\\(?:u\{[^}]*\}|[pP]\{[^}]*\}|.)|.)/su.exec(rest)?.[0].length ?? 1;
    return 1;
  }

  /** Returns the most repetitions of the part before: 1 if there is no quantifier, 0 for `?`. */
  private repetition(): number {
    const found = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(this.text.slice(this.at));
    if (!found) return 1;
    this.at += found[0].length;
    if (found[0].startsWith("?")) return 0;
    const [, least, open, most] = found;
    if (least === undefined || (open !== undefined && !most)) return MAX_WORD;
    return Math.max(2, Math.min(Number(most ?? least), MAX_WORD));
  }
}
