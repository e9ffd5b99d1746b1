/**
 * Models input that an agent types into a program it has started, which no hook reports: Codex's `write_stdin`. Such
 * input is a pipe without a known source; the programs below take commands from a terminal only.
 */

import type { Invocation, Stdin } from "../../effects/pack.ts";
import { programName, textOf, unknownWord } from "../../text/words.ts";

/** The input of an act whose agent may type into what it starts. */
export const TYPED: Extract<Stdin, { kind: "pipe" }> = {
  kind: "pipe",
  producer: [unknownWord("what is typed in later, which reaches no hook")],
};

/** Whether nothing is redirected into the command, so that its starter may type. */
export function isTyped(stdin: Stdin): boolean {
  return stdin.kind === "pipe" && stdin.producer === TYPED.producer;
}

/** Editors, debuggers and file clients that run other programs on command: `:!`, `shell`, `!`. */
const TOLD = new Set("vi vim nvim view rvim ex ed red emacs nano pico joe gdb lldb ftp sftp lftp telnet".split(" "));
/** Programs that open a shell unless they get a command. */
const OPENING = new Set("script tmux screen byobu zellij abduco dtach".split(" "));
/** Options that give commands including its end, or only print something. */
const GIVEN =
  /^(?:(?:-[a-z]*[bcex]|-es|-V|-ls|--?(?:batch|command|eval|execute|source|version|help|list))(?:=|$)|\+.*q)/;

/** Whether it opens a program that takes its commands from the terminal only. */
export function waitsForTyping({ argv, stdin }: Invocation): boolean {
  if (!isTyped(stdin)) return false;
  const name = programName(argv[0]);
  const rest = argv.slice(1).map(textOf);
  if (TOLD.has(name)) return !rest.some(word => GIVEN.test(word));
  return OPENING.has(name) && rest.every(word => word.startsWith("-") && !GIVEN.test(word));
}
