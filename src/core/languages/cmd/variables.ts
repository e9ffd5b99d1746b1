/** Expands `%X%`, `%X:~1,3%`, `%X:a=b%`, `!X!`, `%1` and loop variables; an unknown value becomes a hole. */

import type { Facts } from "../../facts/facts.ts";
import type { Scope } from "../../places/scope.ts";
import { anyOf, words } from "../../text/expressions.ts";
import { literalPattern } from "../../text/literal-pattern.ts";
import { HOLE } from "../../text/words.ts";
import { environmentValue } from "../windows/paths.ts";

const REFERENCE = anyOf(
  words`
    %%([A-Za-z_]\w{0,80})%% %%?~[a-z$]{0,8}([A-Za-z])(?![A-Za-z]*%) %([A-Za-z_][\w().-]{0,80})(:[^%\n]{1,80})?%
    !([A-Za-z_][\w().-]{0,80})(:[^!\n]{1,80})?! %%?([A-Za-z])(?![A-Za-z]*%) %(?:~[a-z]{0,8})?[0-9*]
  `,
  "g",
);

/** Values have paths with forward slashes, except that a slash at the start of a word begins a switch. */
const WITHIN_PATH = /(?<=\S)\//g;

/** `loops`: values of `%i` by letter, null when only known at run time. `put` gets the length of each value. */
export function expandVariables(
  text: string,
  scope: Scope,
  facts: Facts,
  loops: ReadonlyMap<string, string | null>,
  put: (characters: number) => void,
): string {
  if (!/[%!]/.test(text)) return text;
  return text.replace(
    REFERENCE,
    (
      written,
      twice?: string,
      modified?: string,
      name?: string,
      change?: string,
      late?: string,
      lateChange?: string,
      letter?: string,
    ) => {
      const loop = modified ?? letter;
      if (loop !== undefined) return loops.has(loop) ? (loops.get(loop) ?? HOLE) : written;
      const variable = twice ?? name ?? late;
      if (variable === undefined) return HOLE;
      const value = valueNamed(variable, scope, facts);
      // A name between two exclamation marks may as well be text.
      if (late !== undefined && value === undefined && !scope.variables.has(late))
        return lateChange === undefined && !/^\w+$/.test(late) ? written : HOLE;
      if (typeof value !== "string") return HOLE;
      const result = changed(value.replace(WITHIN_PATH, "\\"), change ?? lateChange);
      put(result.length);
      return result;
    },
  );
}

function valueNamed(name: string, scope: Scope, facts: Facts): string | null | undefined {
  if (/^cd$/i.test(name)) return scope.cwd;
  if (/^(?:random|date|time|errorlevel|cmdcmdline|~dp0)$/i.test(name)) return null;
  return environmentValue(name, scope, facts);
}

/** `:~offset,length` and `:old=new`. */
function changed(value: string, change: string | undefined): string {
  if (change === undefined) return value;
  const cut = /^:~(-?\d+)(?:,(-?\d+))?$/.exec(change);
  if (cut) {
    const start = Number(cut[1]);
    const from = start < 0 ? Math.max(0, value.length + start) : start;
    const length = cut[2] === undefined ? value.length : Number(cut[2]);
    return value.slice(from, length < 0 ? value.length + length : from + length);
  }
  const swap = /^:(\*?)([^=]+)=(.*)$/.exec(change);
  if (!swap?.[2]) return HOLE;
  const at = value.toLowerCase().indexOf(swap[2].toLowerCase());
  if (at < 0) return value;
  if (swap[1] === "*") return (swap[3] ?? "") + value.slice(at + swap[2].length);
  return value.split(new RegExp(literalPattern(swap[2]), "gi")).join(swap[3] ?? "");
}
