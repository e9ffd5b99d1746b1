/**
 * Finds what is typed in a guarded terminal to disable its guard: changes of the trap, hooks and variables that have
 * each line judged, and shells without them. Only applies if the act's environment is a guarded terminal's.
 */

import type { Effect } from "../../effects/effect.ts";
import type { Invocation } from "../../effects/pack.ts";
import { ownProperty } from "../../text/own-property.ts";
import { baseName } from "../../text/paths.ts";
import type { Span } from "../../text/span.ts";
import { textOf } from "../../text/words.ts";

export type Environment = Readonly<Record<string, string>> | undefined;

/** Variables with which bash, zsh and fish hook each line, and the guard's own. */
const NAMES = "PROMPT_COMMAND|PS0|precmd_functions|preexec_functions|__agentguard\\w*|AGENTGUARD_\\w+";
const NAMED = new RegExp(`^(${NAMES})(?:\\[[^\\]]*\\])?(?:\\+?=([\\s\\S]*))?$`);
const SETS = /^(?:unset|export|declare|typeset|readonly|local|read|mapfile|readarray)$/;
const LOOKS = /^(?:echo|printf|cat|grep|rg|type|which|functions|declare|typeset|alias|man|head|tail|less|test|\[)$/;
const SHELL = /^(?:ba|z|k|da|a|fi|c|tc|mk)?sh$/;
/** Options of shells with a text or a value, and those that start a shell without the guard. */
const WITH_TEXT = /^(?:-[a-zA-Z]*[cs]|--command(?:=.*)?|--version|--help)$/;
const WITHOUT_FILES = /^(?:-(?=[a-zA-Z]*f)[a-zA-Z]+|--no-rcs|-N|--no-config)$/;

/** Returns what one command does to the guard of its terminal; mostly nothing. */
export function effectsOnTerminal(command: Invocation, env: Environment): Effect[] {
  if (env?.AGENTGUARD_TERMINAL === undefined) return [];
  const { program, argv, scope, span } = command;
  if (scope.elsewhere || scope.container) return [];
  const words = argv.slice(1).map(textOf);
  const starts = startsUnguarded(command, words);
  if (starts) return [effect(`starts ${program}, where nothing that is typed is judged`, starts === "sure", span)];
  // A separate process cannot remove the shell's own hooks.
  if (!scope.via.every(via => /^(?:eval|source|\.|command|builtin)\b/.test(via))) return [];
  return takesOut(program, words) ? [effect("takes out what has each line judged before it runs", true, span)] : [];
}

function takesOut(program: string, words: readonly string[]): boolean {
  const looks = LOOKS.test(program) && !words.some(word => /^(?:-e|--erase)$/.test(word));
  if (words.some(word => word.includes("__agentguard")) && !looks) return true;
  switch (program) {
    case "trap":
      return (
        words.length > 1 && words.some(word => /^(?:DEBUG|SIGDEBUG)$/i.test(word)) && !/^-[lp]/.test(words[0] ?? "")
      );
    case "shopt":
      return words.includes("extdebug") && words.some(word => /^-[a-z]*u/.test(word));
    case "set":
      return words.some((word, i) => /^\+[a-zA-Z]*T/.test(word) || (word === "+o" && words[i + 1] === "functrace"));
    case "bind":
      // With these keys fish reads a line.
      return (
        words.some(word => /^(?:\r|\n|enter)$/.test(word)) || (words.includes("--erase") && words.includes("--all"))
      );
    default:
      return SETS.test(program) && words.some(word => isLost(NAMED.exec(word)));
  }
}

/** A value that contains the old one keeps the hook. */
function isLost(named: RegExpExecArray | null): boolean {
  return named !== null && !new RegExp(`\\$\\{?${named[1]}\\b|__agentguard`).test(named[2] ?? "");
}

/** Reports a shell that reads typed input without the variables or files that guard it. `sure`: that is its purpose. */
function startsUnguarded(
  { program, argv, stdin, scope }: Invocation,
  words: readonly string[],
): "sure" | "maybe" | null {
  if (stdin.kind !== "none") return null;
  if (program === "su") return words.some(word => /^-[a-z]*c$|^--(?:session-)?command/.test(word)) ? null : "maybe";
  if (program === "sudo" || program === "doas")
    return words.length > 0 &&
      words.every(word => word.startsWith("-")) &&
      words.some(word => /^-[a-zA-Z]*[si]$|^--(?:shell|login)$/.test(word))
      ? "maybe"
      : null;
  const shell = baseName(argv[0]?.value ?? program).replace(/^-/, "");
  if (!SHELL.test(shell) || words.some(word => WITH_TEXT.test(word) || !/^[-+]/.test(word))) return null;
  if (shell !== "bash" && words.some(word => WITHOUT_FILES.test(word))) return "sure";
  const guards = ownProperty(GUARDED_BY, shell);
  if (!guards) return "maybe";
  const held = scope.variables.get(guards);
  return held && /agentguard/.test(held) ? null : "sure";
}

/** The variable that makes a shell started from a guarded one guarded as well. */
const GUARDED_BY: Readonly<Record<string, string>> = { bash: "PROMPT_COMMAND", zsh: "ZDOTDIR", fish: "XDG_DATA_DIRS" };

const ASSIGNED = new RegExp(
  `(?:^|[\\n;&|({]|\\b(?:then|do|else)\\b)[ \\t]*(?:function[ \\t]+)?(${NAMES})(?:\\[[^\\]\\n]{0,80}\\])?(?:\\+?=("[^"]{0,400}"|'[^']{0,400}'|[^\\s;]{0,400})|[ \\t]*\\(\\))`,
  "g",
);

/** Returns what assignments and definitions do: `PS0=`, `preexec_functions=()`, `__agentguard_ask() { … }`. */
export function effectsOfTerminalText(text: string, env: Environment): Effect[] {
  if (env?.AGENTGUARD_TERMINAL === undefined || text.length > 64 * 1024) return [];
  for (const found of text.matchAll(ASSIGNED)) {
    const [all, name = "", value = ""] = found;
    if (new RegExp(`\\$\\{?${name}\\b|__agentguard_prompt`).test(value)) continue;
    // After a quotation mark it may be plain text.
    const sure = !/["']/.test(text.slice(text.lastIndexOf("\n", found.index) + 1, found.index));
    const span = { start: found.index, end: found.index + all.length };
    return [effect(`sets ${name}, by which each line is judged before it runs`, sure, span)];
  }
  return [];
}

function effect(says: string, sure: boolean, span: Span | undefined): Effect {
  return {
    verb: "disable-protection",
    resource: "guard",
    target: "AgentGuard",
    reach: "one",
    recovery: sure ? "none" : "effort",
    certainty: sure ? "certain" : "possible",
    source: "guard",
    says,
    instead: "Ask the person to do it themselves.",
    ...(span && { span }),
  };
}
