/** Locates the text that causes an effect, as narrowly as possible, for a card to highlight and never to cut. */
import type { Effect, Verb } from "../effects/effect.ts";
import type { Span } from "../text/span.ts";

/**
 * Returns the effect's own span if it is narrow. If the span covers a longer text, such as a program's source, returns
 * the lines of `text` that mention the effect's verb or target.
 */
export function dangerIn(text: string, effect: Pick<Effect, "span" | "verb" | "target" | "says">): Span[] {
  const { span, target } = effect;
  const part = span ? text.slice(span.start, span.end) : "";
  const own = span && isNarrow(part) ? [span] : [];
  const name = nameOf(target);
  const verbs = verbsOf(effect);
  if (own.length > 0 && (verbs.test(part) || (name !== undefined && part.includes(name)))) return own;
  const lines = linesOf(text);
  const acting = lines.filter(line => verbs.test(line.text));
  const named = name === undefined ? [] : lines.filter(line => line.text.includes(name));
  const both = named.filter(line => acting.includes(line));
  const [best = []] = [both, acting, named].filter(({ length }) => length > 0);
  const found = best
    .slice(0, MOST_LINES)
    .map(line => narrowed(line, verbs))
    .filter(({ start, end }) => own.every(one => end <= one.start || start >= one.end));
  return found.length > 0 || own.length > 0 || !span ? [...own, ...found] : [span];
}

function verbsOf({ verb, says }: Pick<Effect, "verb" | "says">): RegExp {
  return new RegExp(`(?<![a-z])(?:${[...(WORDS[verb] ?? []), verb, ...firstWord(says)].join("|")})`, "i");
}

/** Most lines that are highlighted for one effect. */
const MOST_LINES = 8;
/** Number of characters up to which a span is shown as it is. */
const NARROW = 300;

function isNarrow(part: string): boolean {
  return part !== "" && part.length <= NARROW && part.split("\n").length <= 4;
}

/** Returns the last part of a path or dotted name, as texts mention it. Parts of one or two characters do not count. */
function nameOf(target: string): string | undefined {
  const last = target.split(/[\s/\\.]+/).findLast(part => part.length > 2);
  return last?.replace(/[^\p{L}\p{N}_-]/gu, "") || undefined;
}

function firstWord(says: string): string[] {
  const [word = ""] = says.split(" ", 1);
  return /^[a-z]{4,}s$/.test(word) ? [word.slice(0, -1)] : [];
}

/** How verbs are written in commands, SQL, programs and requests. */
const WORDS: Partial<Record<Verb, readonly string[]>> = {
  delete: ["delete", "remove", "rm", "rmtree", "rmdir", "unlink", "del", "destroy", "erase", "purge", "prune", "wipe"],
  drop: ["drop", "replace"],
  truncate: ["truncate"],
  update: ["update", "merge"],
  overwrite: ["write", "open", "truncate", "dd", "cp", "mv", "copy"],
  destroy: ["destroy", "delete", "remove", "terminate", "down"],
  discard: ["reset", "checkout", "restore", "clean", "drop"],
  "rewrite-history": ["push", "force", "rebase", "filter"],
  revoke: ["revoke", "remove", "delete"],
  grant: ["grant", "add"],
  exfiltrate: ["curl", "post", "send", "upload", "scp", "nc"],
};

interface Line {
  readonly start: number;
  readonly text: string;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    lines.push({ start, text: line });
    start += line.length + 1;
  }
  return lines;
}

/** Returns the line without surrounding whitespace; of a very long line, the part around the verb. */
function narrowed({ start, text }: Line, verbs: RegExp): Span {
  const from = text.length - text.trimStart().length;
  const end = text.trimEnd().length;
  if (end - from <= NARROW) return { start: start + from, end: start + end };
  const at = Math.max(0, text.search(verbs));
  return { start: start + Math.max(from, at - NARROW / 4), end: start + Math.min(end, at + NARROW) };
}
