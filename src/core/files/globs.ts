/** File patterns over one name: `*`, `?`, `[…]`, and `\` for a literal character. Linear enough for hostile patterns. */
import type { Word } from "../text/words.ts";

/** The word's value as a pattern: what was quoted is escaped. Null when the word has holes. */
export function patternOf(word: Word): string | null {
  if (word.value === null) return null;
  return word.pieces
    .map(piece => {
      if (piece.kind === "hole") return "";
      return piece.quoted ? piece.value.replace(/[\\*?[\]]/g, "\\$&") : piece.value;
    })
    .join("");
}

/** Whether a pattern has anything to expand. */
export function isPattern(pattern: string): boolean {
  return /(^|[^\\])(\\\\)*[*?[]/.test(pattern);
}

/** A pattern without anything to expand, as the text it stands for. */
export function unescaped(pattern: string): string {
  return pattern.replace(/\\(.)/gs, "$1");
}

/** A text as the pattern that means nothing else. */
export function escaped(text: string): string {
  return text.replace(/[\\*?[\]]/g, "\\$&");
}

/** The pattern of what fits `parts` in `folder`; `whole`: with all that lies below. */
export function below(folder: string, parts: readonly string[], whole: boolean): string {
  return [folder === "/" ? "" : escaped(folder), ...parts, ...(whole ? ["**"] : [])].join("/");
}

/** Whether every name (that does not start with a dot, unless the pattern does) fits: `*`, `**`, `?*`. */
export function matchesAll(pattern: string): boolean {
  return /^\??\*+$/.test(pattern);
}

/** Whether the pattern says anything of what it means: a letter or a number that has to be in the name. */
export function narrows(pattern: string): boolean {
  return /[\p{L}\p{N}]/u.test(pattern.replace(/\[[^\]]*(?:\]|$)/g, ""));
}

/** Whether the whole `text` fits. Extended globs are not understood: null, could not tell. */
export function matchesGlob(pattern: string, text: string): boolean | null {
  if (/[?*+@!]\(/.test(pattern)) return null;
  const literal = pattern.search(/[\\*?[]/);
  if (!text.startsWith(literal < 0 ? pattern : pattern.slice(0, literal))) return false;
  const tokens = tokensOf(pattern);
  let token = 0;
  let star = -1;
  let resume = 0;
  for (let i = 0; i < text.length; ) {
    const now = tokens[token];
    if (now !== undefined && now !== "*" && now(text[i] ?? "")) {
      token++;
      i++;
    } else if (now === "*") {
      star = token++;
      resume = i;
    } else if (star >= 0) {
      token = star + 1;
      i = ++resume;
    } else return false;
  }
  return tokens.slice(token).every(rest => rest === "*");
}

type Token = "*" | ((char: string) => boolean);

function tokensOf(pattern: string): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] ?? "";
    if (char === "*") {
      if (tokens.at(-1) !== "*") tokens.push("*");
    } else if (char === "?") tokens.push(() => true);
    else if (char === "[" && closing(pattern, i) > 0) {
      const end = closing(pattern, i);
      tokens.push(classOf(pattern.slice(i + 1, end)));
      i = end;
    } else {
      const literal = char === "\\" && i + 1 < pattern.length ? (pattern[++i] ?? "") : char;
      tokens.push(other => other === literal);
    }
  }
  return tokens;
}

function closing(pattern: string, open: number): number {
  const first = open + (/[!^]/.test(pattern[open + 1] ?? "") ? 2 : 1);
  let at = first;
  // `[:alpha:]` has a bracket of its own.
  for (let named = at; pattern.startsWith("[:", named); named = at) {
    const end = pattern.indexOf(":]", named);
    if (end < 0) break;
    at = end + 2;
  }
  return pattern.indexOf("]", at === first ? first + 1 : at);
}

/** The inside of `[…]`. Named classes such as `[:alpha:]` match anything: more rather than less. */
function classOf(inside: string): (char: string) => boolean {
  if (inside.includes("[:")) return () => true;
  const negated = /^[!^]/.test(inside);
  const set = negated ? inside.slice(1) : inside;
  return char => {
    let found = false;
    for (let i = 0; i < set.length; i++) {
      const from = set[i] ?? "";
      if (set[i + 1] === "-" && i + 2 < set.length) {
        found ||= char >= from && char <= (set[i + 2] ?? "");
        i += 2;
      } else found ||= char === from;
    }
    return found !== negated;
  };
}
