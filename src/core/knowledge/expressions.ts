/**
 * Regular expressions that somebody outside of this repository has written. One that can keep the guard busy is refused
 * by its form, so that no text has to be tried; longer words are not put to one at all.
 */
import type { Expression } from "../kit/table.ts";

/** Characters of a word that an expression is tried on. */
export const MAX_WORD = 200;
/** Steps that one word may take in the worst case. */
const MAX_STEPS = 100_000;

/** Why an expression is not taken, as a sentence; undefined for one that no word makes slow. `source` must be valid. */
export function tooSlow(source: string): string | undefined {
  if (/\(\?(?:[=!]|<[=!])/.test(source)) return "looks ahead or behind: say it with `without` or in a rule of its own";
  if (/\\(?:[1-9]|k<)/.test(source)) return "repeats what a group has found: write it out";
  const steps = new Cost(source).steps();
  if (steps === Number.POSITIVE_INFINITY) return "repeats a group: repeat single characters or classes, `[a-z-]+`";
  if (steps <= MAX_STEPS) return undefined;
  return "may take long on some words: start it with `^`, use fewer `*`, `+` and `?`, or make several rules of it";
}

/** `source` must be valid. `ifLong`: what a word counts as that is longer than `MAX_WORD` characters. */
export function bounded(source: string, ifLong: boolean): Expression {
  const expression = new RegExp(source, "i");
  return { test: text => (text.length > MAX_WORD ? ifLong : expression.test(text)) };
}

/** How many ways there are, at most, to go through an expression: choices behind each other multiply. */
class Cost {
  private at = 0;

  constructor(private readonly text: string) {}

  /** Infinite where a group is repeated: then the ways double with every character. */
  steps(): number {
    // From every character of the word, unless it can only begin at the first.
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
      // None, or one: `?` adds the way around it.
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

  /** One character, class or escape: one way. */
  private atom(): number {
    const rest = this.text.slice(this.at);
    this.at += /^(?:\[(?:\\.|[^\]\\])*\]|\\(?:u\{[^}]*\}|[pP]\{[^}]*\}|.)|.)/su.exec(rest)?.[0].length ?? 1;
    return 1;
  }

  /** How often the part before it may stand there: 1 for once, 0 for once or not at all. */
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
