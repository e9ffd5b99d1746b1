/** Translates syntax that only zsh has: glob qualifiers, `*.(a|b)`, and its short `for`. */
import { inOrder } from "../../text/expressions.ts";

/** Kinds, sizes, ages, orders, numbers of matches and parts of names, zshexpn(1): none of them runs anything. */
const QUALIFIERS = inOrder([
  /\((?:#q)?/,
  /(?:[-^./@=*%pFrwxARWXEItUGNDMTn,]|[Lamc][kKmMgGtTpPhwsd]{0,2}[+-]?\d{1,12}|l[+-]?\d{1,6}|Y\d{1,6}|[oO][nLlamcdN]|\[-?\d{1,6}(?:,-?\d{1,6})?\]){0,12}/,
  /(?::[thraeluqQAP]){0,4}\)/,
]);
const QUOTED = /'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\\[\s\S]/;
const BEHIND_NAME = /(?<=[\w*?\].~})-])/;
const QUALIFIED = new RegExp(`${QUOTED.source}|${BEHIND_NAME.source}${QUALIFIERS.source}`, "g");
const ALTERNATIVES = new RegExp(
  `${QUOTED.source}|(?<=[\\w*?\\].}/-])\\(([\\w.*?-]{1,60}(?:\\|[\\w.*?-]{1,60}){1,20})\\)`,
  "g",
);
const SHORT_FOR = /(?<=^|[\n;&|({]\s{0,8})for\s{1,4}(\w{1,60})\s{0,4}\(([^()]{0,2000})\)\s{0,8}/;
const MAX_LOOPS = 8;

/** Quick check whether a second reading is worth it. */
export const MAY_BE_ZSH = /[\w*?\].~}-]\([^()\s'"]{1,80}\)|\bfor\s{1,4}\w{1,60}\s{0,4}\(|\s=\(/;

/** Returns the text in POSIX syntax; qualifiers that run code stay, and with them the syntax error. */
export function asPosix(text: string): string {
  let out = text
    .replace(QUALIFIED, found => (found.startsWith("(") && found !== "()" ? "" : found))
    // `=(command)` is the name of a file with what it prints.
    .replace(/(?<=\s)=\(/g, "<(")
    .replace(ALTERNATIVES, (found: string, names?: string) => (names ? `{${names.replaceAll("|", ",")}}` : found));
  for (let round = 0; round < MAX_LOOPS; round++) {
    const loop = SHORT_FOR.exec(out);
    if (!loop) return out;
    const from = loop.index + loop[0].length;
    const head = `${out.slice(0, loop.index)}for ${loop[1]} in ${loop[2]}`;
    const rest = out.slice(from);
    // `for x (…); do … done` and `for x (…) do … done` only differ in their head.
    if (/^(?:[;\n]\s*)?do\b/.test(rest)) out = `${head}; ${rest.replace(/^[;\n]\s*/, "")}`;
    else {
      const end = endOfBody(rest);
      const group = rest.startsWith("{") && rest.charAt(end - 1) === "}";
      const body = group ? rest.slice(1, end - 1).replace(/[;\s]{1,20}$/, "") : rest.slice(0, end);
      out = `${head}; do ${body}; done${rest.slice(end)}`;
    }
  }
  return out;
}

/** The end of a body, which is one group or one pipeline. */
function endOfBody(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (/['"\\]/.test(char)) {
      const quoted = /^(?:'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\\[\s\S])/.exec(text.slice(at))?.[0];
      if (quoted !== undefined) at += quoted.length - 1;
    } else if (/[{(]/.test(char)) depth++;
    else if (/[})]/.test(char)) {
      if (--depth < 0) return at;
      if (depth === 0 && text.startsWith("{")) return at + 1;
    } else if (depth === 0 && /[;\n]/.test(char)) return at;
  }
  return text.length;
}

const RUNS = /^[^'"\s]*\((?:#q)?[^()'"\s]{0,30}?(?:e([^\w\s])|\+(\w{1,60}))/;
const CLOSES: Readonly<Record<string, string>> = { "[": "]", "{": "}", "(": ")", "<": ">" };

/** The code that a pattern's qualifier runs for each match: `*(e:'…':)`, `*(+name)`; undefined where it has none. */
export function codeOfQualifier(pattern: string): string | undefined {
  const found = RUNS.exec(pattern);
  if (!found) return undefined;
  if (found[2] !== undefined) return /^\d/.test(found[2]) ? undefined : found[2];
  const mark = found[1] ?? "";
  const from = found[0].length;
  const end = pattern.lastIndexOf(CLOSES[mark] ?? mark);
  const text = end >= from ? pattern.slice(from, end) : "";
  return /^(['"]).*\1$/s.test(text) ? text.slice(1, -1) : text || undefined;
}
