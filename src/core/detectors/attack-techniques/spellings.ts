/** Compiles the spellings in a rule's line into tests of words. */

import { isElsewhere } from "./known-sources.ts";
import { namesOffensiveTool } from "./offensive-tools.ts";
import { isInstalledAgent, isSecurityAgent } from "./security-agents.ts";

export type Fits = (text: string) => boolean;
/** Tests for names in braces, besides `{elsewhere:host,host}`: an address neither usual nor one of these. */
const KINDS: Readonly<Record<string, Fits>> = {
  "{security-agent}": isSecurityAgent,
  "{installed-agent}": isInstalledAgent,
  "{offensive-name}": namesOffensiveTool,
};

/** Compiles a part of a line: spellings separated by `|`, each with `*` for any text. */
export function spellings(text: string, loose: boolean): Fits {
  const kind = Object.hasOwn(KINDS, text) ? KINDS[text] : undefined;
  if (kind) return kind;
  const [elsewhere, hosts] = /^\{elsewhere(?::(.*))?\}$/.exec(text) ?? [];
  if (elsewhere !== undefined) return word => isElsewhere(word, hosts?.split(",") ?? []);
  const each = text.split("|").map(one => one.replaceAll("·", " "));
  const whole = new Set(each.filter(one => !one.includes("*")).map(one => (loose ? one.toLowerCase() : one)));
  const patterns = each.filter(one => one.includes("*"));
  const globs = patterns.map(one => glob(one, loose));
  const needed = signOfAll(patterns);
  return written => {
    // An expanded environment variable has slashes; the lines have backslashes.
    const word = loose && DRIVE.test(written) ? written.replaceAll("/", "\\") : written;
    if (whole.has(loose ? word.toLowerCase() : word)) return true;
    if (needed !== undefined && !word.includes(needed)) return false;
    for (const fits of globs) if (fits(word)) return true;
    return false;
  };
}

/** A Windows path, alone or attached to an option. */
const DRIVE = /^(?:[-/][\w-]+[:=])?["']?[A-Za-z]:\//;

/** Returns a character that every pattern contains, which rules out most words without matching them. */
function signOfAll(patterns: readonly string[]): string | undefined {
  const [first = "", ...others] = patterns;
  const signs = [...first].filter(sign => RARE.includes(sign) && others.every(one => one.includes(sign)));
  return signs.sort((a, b) => RARE.indexOf(a) - RARE.indexOf(b))[0];
}

/** Characters without case or a meaning in patterns, the rarest first. */
const RARE = "$%{}()[]<>;&,#!?'\"\\@+~:=-_./ ";

/** Searches the parts between `*` in order, in linear time. */
function glob(pattern: string, loose: boolean): Fits {
  const shown = loose ? pattern.toLowerCase() : pattern;
  const parts = shown.split(/(?<!\^)\*/).map(part => part.replaceAll("^*", "*"));
  const [first = "", ...others] = parts;
  const last = others.pop();
  return written => {
    const text = loose ? written.toLowerCase() : written;
    if (last === undefined) return text === first;
    if (!text.startsWith(first)) return false;
    let at = first.length;
    for (const part of others) {
      const found = text.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return text.length - last.length >= at && text.endsWith(last);
  };
}
