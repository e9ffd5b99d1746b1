/**
 * What an agent types into a program that it has started, where no hook tells: Codex's `write_stdin`. Such input is a
 * pipe from nobody knows where; here stand the programs that take commands from a terminal alone.
 */

import type { Invocation, Stdin } from "../../effects/pack.ts";
import { programName, textOf, unknownWord } from "../../text/words.ts";

/** The input of an act whose agent may type into what it starts. */
export const TYPED: Extract<Stdin, { kind: "pipe" }> = {
  kind: "pipe",
  producer: [unknownWord("what is typed in later, which reaches no hook")],
};

/** Nothing is redirected into the command: whoever has started it may type. */
export function isTyped(stdin: Stdin): boolean {
  return stdin.kind === "pipe" && stdin.producer === TYPED.producer;
}

/** Editors, debuggers and file clients run other programs when they are told to: `:!`, `shell`, `!`. */
const TOLD = new Set("vi vim nvim view rvim ex ed red emacs nano pico joe gdb lldb ftp sftp lftp telnet".split(" "));
/** They open a shell unless they are given something to do. */
const OPENING = new Set("script tmux screen byobu zellij abduco dtach".split(" "));
/** What it is to do, with its end, stands there, or it only says something. */
const GIVEN =
  /^(?:(?:-[a-z]*[bcex]|-es|-V|-ls|--?(?:batch|command|eval|execute|source|version|help|list))(?:=|$)|\+.*q)/;

/** Whether it opens something that is told by its terminal what to do, and by nothing else. */
export function waitsForTyping({ argv, stdin }: Invocation): boolean {
  if (!isTyped(stdin)) return false;
  const name = programName(argv[0]);
  const rest = argv.slice(1).map(textOf);
  if (TOLD.has(name)) return !rest.some(word => GIVEN.test(word));
  return OPENING.has(name) && rest.every(word => word.startsWith("-") && !GIVEN.test(word));
}
