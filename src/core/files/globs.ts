/** Matches glob patterns against one name: `*`, `?`, `[…]`, and `\` as escape. Fast enough for hostile patterns. */
import type { Word } from "../text/words.ts";

/** Returns the word's value as a pattern, with quoted parts escaped; null if the word has holes. */
export function patternOf(word: Word): string | null {
  if (word.value === null) return null;
  return word.pieces
    .map(piece => {
      if (piece.kind === "hole") return "";
      return piece.quoted ? piece.value.replace(/[\\*?[\]]/g, "\\$&") : piece.value;
    })
    .join("");
}

/** Returns whether the pattern has wildcards. */
export function isPattern(pattern: string): boolean {
  return /(^|[^\\])(\\\\)*[*?[]/.test(pattern);
}

/** Returns the literal text of a pattern without wildcards. */
export function unescaped(pattern: string): string {
  return pattern.replace(/\\(.)/gs, "$1");
}

/** Escapes a text so that the pattern matches only it. */
export function escaped(text: string): string {
  return text.replace(/[\\*?[\]]/g, "\\$&");
}

/** Returns the pattern for `parts` in `folder`; `whole`: including everything below. */
export function below(folder: string, parts: readonly string[], whole: boolean): string {
  return [folder === "/" ? "" : escaped(folder), ...parts, ...(whole ? ["**"] : [])].join("/");
}

/** Returns whether the pattern matches every name (hidden ones only with a dot of its own): `*`, `**`, `?*`. */
export function matchesAll(pattern: string): boolean {
  return /^\??\*+$/.test(pattern);
}

/** Returns whether the pattern narrows its matches by a letter or digit. */
export function narrows(pattern: string): boolean {
  return /[\p{L}\p{N}]/u.test(pattern.replace(/\[[^\]]*(?:\]|$)/g, ""));
}

/** Returns whether the pattern matches the whole `text`; null for extended globs, which are not supported. */
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
  // `[:alpha:]` contains a bracket.
  for (let named = at; pattern.startsWith("[:", named); named = at) {
    const end = pattern.indexOf(":]", named);
    if (end < 0) break;
    at = end + 2;
  }
  return pattern.indexOf("]", at === first ? first + 1 : at);
}

/** Compiles the inside of `[…]`. Named classes such as `[:alpha:]` match any character, to err on the side of more. */
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
