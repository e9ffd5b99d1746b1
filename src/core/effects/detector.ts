/** Runs detectors of single commands only where they may find something. */

import { keepingNames } from "../text/memoize.ts";
import { textOf, type Word } from "../text/words.ts";
import type { Invocation } from "./pack.ts";

/** Finds what a command does besides its work. Without `concerns` and `where` it is asked about every command. */
export interface Detector<Known, Found> {
  /** Returns whether it is asked about all calls of a program, by the program's name. */
  readonly concerns?: (program: string) => boolean;
  /** Returns whether it is asked about a call of any program, by a cheap test of its words, its input and its scope. */
  readonly where?: (command: Invocation, known: Known) => boolean;
  readonly read: (command: Invocation, known: Known) => Found;
}

/** Returns a function that passes the findings of each detector on a command to `take`, in the order of `all`. */
export function askingOf<Known, Found>(
  all: readonly Detector<Known, Found>[],
): (command: Invocation, known: Known, take: (found: Found) => void) => void {
  const ofProgram = keepingNames(program =>
    all.flatMap(({ concerns, where, read }): readonly Pick<Detector<Known, Found>, "where" | "read">[] => {
      if (concerns?.(program) || (!concerns && !where)) return [{ read }];
      return where ? [{ where, read }] : [];
    }),
  );
  return (command, known, take) => {
    for (const { where, read } of ofProgram(command.program))
      if (!where || where(command, known)) take(read(command, known));
  };
}

/** Returns whether the output or the input of a command is redirected. */
export function redirects(command: Invocation): boolean {
  return command.redirects.length > 0;
}

/** Returns a test for words after the program that contain `mark`, as far as they are known. */
export function names(mark: string | RegExp): (command: Invocation) => boolean {
  const holds = typeof mark === "string" ? (text: string) => text.includes(mark) : (text: string) => mark.test(text);
  return ({ argv }) => {
    for (let i = 1; i < argv.length; i++) {
      const word = argv[i];
      if (word && holds(word.value ?? textOf(word))) return true;
    }
    return false;
  };
}

/** Returns whether a command, or the one it reads from, has the output of another command among its words. */
export function substitutes({ argv, stdin }: Invocation): boolean {
  return argv.some(isSubstituted) || ("producer" in stdin && stdin.producer?.some(isSubstituted) === true);
}

function isSubstituted({ pieces }: Word): boolean {
  return pieces.some(piece => piece.kind === "hole" && piece.from === "substitution");
}
