/**
 * Repairs texts that no shell can parse: operators as HTML (`a &amp;&amp; b`), which a client may still unescape,
 * syntax of zsh, and a list that continues where a command should begin (`EOF⏎ && next`, `server & && next`).
 */
import { parse } from "unbash";
import { asPosix, MAY_BE_ZSH } from "./zsh-text.ts";

/** Not `&quot;`: a quotation mark would hide from the second reading what the first one runs. */
const OPERATORS: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const ESCAPED = /&(?:amp|lt|gt);/g;
/** A parser notices an escaped operator at most this far behind its beginning. */
const NOTICED_WITHIN = 12;
const MAX_ROUNDS = 8;
/** A repair parses several times: longer texts stay unreadable. */
const LONGEST = 16 * 1024;
const MAY_BE_MENDED = /&(?:amp|lt|gt);|[\n;&({][ \t]*(?:&&|\|)/;

/**
 * Returns the repaired text; undefined where the text parses already or cannot be repaired. The caller judges both: a
 * shell may run the lines before the error.
 */
export function withoutHtmlEntities(text: string): string | undefined {
  if (text.length > LONGEST || !(MAY_BE_MENDED.test(text) || MAY_BE_ZSH.test(text))) return undefined;
  let mended = MAY_BE_ZSH.test(text) ? asPosix(text) : text;
  for (let round = 0; round <= MAX_ROUNDS; round++) {
    const mistake = firstMistake(mended);
    if (mistake === undefined) return mended === text ? undefined : mended;
    const next = unescapedAt(mended, mistake) ?? joinedAt(mended, mistake);
    if (next === undefined) return undefined;
    mended = next;
  }
  return undefined;
}

function firstMistake(text: string): number | undefined {
  try {
    return parse(text).errors?.[0]?.pos;
  } catch {
    return text.length;
  }
}

function unescapedAt(text: string, mistake: number): string | undefined {
  const around = text.slice(Math.max(0, mistake - NOTICED_WITHIN), mistake + NOTICED_WITHIN);
  return around.search(ESCAPED) < 0 ? undefined : text.replace(ESCAPED, found => OPERATORS[found] ?? found);
}

/** `:` stands where the operator has no command before it. */
function joinedAt(text: string, mistake: number): string | undefined {
  const begins = /[\n;&({][ \t]*$/.test(text.slice(Math.max(0, mistake - 200), mistake));
  const operator = /^(?:&&|\|\||\|)/.test(text.slice(mistake, mistake + 2));
  return begins && operator ? `${text.slice(0, mistake)}: ${text.slice(mistake)}` : undefined;
}
