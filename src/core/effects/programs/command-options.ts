/** Commands in the options of any program: `--reload-cmd 'systemctl stop x'`, `--post-hook="rm -rf y"`. */
import type { Inner, Invocation } from "../pack.ts";
import { isShellPath } from "../shell/shell-names.ts";
import { textOf } from "../words.ts";
import { isCommandName } from "./wrapped.ts";

/** Options that by custom take a text which a shell runs, without their dashes. */
const TAKES_COMMAND =
  /^(?:c|x|e|E|exec|execute|cmd|command|run|then|do|hook|script|mda|mta|editor|pager|viewer|browser|opener|handler|helper|callback|wrapper|rsh|askpass|notify|trigger|up|down|(?:shell|session)-command|[\w-]*(?:cmd|command|hook|exec|program)|(?:on|pre|post|before|after)[-_][\w-]+|[\w-]+-(?:editor|viewer|pager|handler|script|helper))$/;
const GLUED = /^--?([A-Za-z][\w-]{0,40})=(\S[\s\S]*)$/;
const OPTION = /^--?([A-Za-z][\w-]{0,40})$/;
/** What fetches, connects or interprets: nobody writes it at the head of a text that is none. */
const STARTS_WITH = /^(?:curl|wget|nc|ncat|socat|python[\d.]*|perl|ruby|node|php|powershell|pwsh)$/;
const INTO_SHELL = /\|\s{0,8}(?:sudo )?(?:\/(?:usr\/)?bin\/)?(?:ba|z|da)?sh\b/;
const MAX_WORDS = 48;
const MAX_TEXT = 4096;

/**
 * The commands that such options hand on, marked as guessed. `known`: a pack reads the program's words, and only what
 * an option's whole name says is a command beside them.
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
    const value = (glued === undefined ? text : behind).trim();
    if (option === undefined || (known && option.length < 3) || !TAKES_COMMAND.test(option) || !isCommand(value))
      continue;
    const inside = { ...scope, guessed: true as const, via: [...scope.via, program] };
    found.push({ kind: "shell", text: value, scope: inside, ...(span && { span }) });
  }
  return found;
}

/** A text of several words that begins with a program, or feeds a shell. */
function isCommand(text: string): boolean {
  const [first = ""] = text.split(/\s/, 1);
  const name = first.slice(first.lastIndexOf("/") + 1);
  return (
    first !== text && (isCommandName(name) || isShellPath(first) || STARTS_WITH.test(name) || INTO_SHELL.test(text))
  );
}
