/** Finds commands in the options of any program: `--reload-cmd 'systemctl stop x'`, `--post-hook="rm -rf y"`. */

import type { Inner, Invocation } from "../effects/pack.ts";
import { wholly, words } from "../text/expressions.ts";
import { textOf } from "../text/words.ts";
import { isCommandText } from "./wrapped.ts";

/** Options that conventionally take a shell text, without their dashes. */
const TAKES_COMMAND = wholly([
  ...words`
    c x e E exec execute cmd command run then do hook script mda mta editor pager viewer browser opener handler helper
    callback wrapper action\d? rsh askpass notify trigger up down (?:shell|session)-command
  `,
  /[\w-]*(?:cmd|command|hook|exec|program)|(?:on|pre|post|before|after)[-_][\w-]+/,
  /[\w-]+-(?:editor|viewer|pager|handler|script|helper)/,
]);
const GLUED = /^(?:--?)?(?:[\w-]{1,40}\.){0,3}([A-Za-z][\w-]{0,40})=(\S[\s\S]*)$/;
const OPTION = /^--?([A-Za-z][\w-]{0,40})$/;
const MAX_WORDS = 48;
const MAX_TEXT = 4096;

/**
 * Returns the commands in such options, marked as guessed. `known`: a pack reads the program, so only an option whose
 * whole name says so takes a command.
 */
export function commandsInOptions({ argv, scope, program, span }: Invocation, known = false): Inner[] {
  const found: Inner[] = [];
  for (let i = 1; i < argv.length && i < MAX_WORDS; i++) {
    const word = argv[i];
    const text = word ? textOf(word) : "";
    if (text.length > MAX_TEXT || !/\s/.test(text)) continue;
    const [, glued, behind = ""] = GLUED.exec(text) ?? [];
    const before = argv[i - 1];
    const option = glued ?? (i > 1 && before ? OPTION.exec(textOf(before))?.[1] : undefined);
    const value = (glued === undefined ? text : behind).trim().replace(/^[;!|]\s{0,4}/, "");
    if (option === undefined || !TAKES_COMMAND.test(option)) continue;
    // `hook='rm -rf x'` without a dash is a setting of the program, and a single letter says little.
    const bare = glued !== undefined && !text.startsWith("-");
    if ((known && bare) || (option.length < 3 && (known || bare)) || !isCommandText(value)) continue;
    const inside = { ...scope, guessed: true as const, via: [...scope.via, program] };
    found.push({ kind: "shell", text: value, scope: inside, ...(span && { span }) });
  }
  return found;
}
