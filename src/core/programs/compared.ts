/** Reads the result of a patch that is made in the same pipeline that applies it. */

import { operands, readArguments } from "../effects/options.ts";
import type { Inner, Invocation } from "../effects/pack.ts";
import { literalWord, programName, type Word } from "../text/words.ts";
import { asArgv } from "./interpreter.ts";

const DIFF = { values: ["U", "C", "F", "I", "L", "label", "x", "exclude", "W", "width", "unified", "context"] };

/** Returns the two files that `diff` or `git diff --no-index` compares, the old one first. */
function comparedBy([program, ...words]: readonly Word[]): readonly [Word, Word] | undefined {
  const name = programName(program);
  const apart = name === "git" && words[0]?.value === "diff" && words.some(({ value }) => value === "--no-index");
  if (!apart && !/^(?:g|color)?diff$/.test(name)) return undefined;
  const [one, other, ...more] = operands(readArguments(apart ? words.slice(1) : words, DIFF));
  return one && other && more.length === 0 ? [one, other] : undefined;
}

/** `diff old new | patch` puts the content of the new file into the old one. */
export function madeTheOther(command: Invocation, reverse: boolean): Inner | undefined {
  const files = command.stdin.kind === "pipe" ? comparedBy(command.stdin.producer ?? []) : undefined;
  if (!files) return undefined;
  const [from, to] = reverse ? files : [files[1], files[0]];
  const words = ["cp", "-f", "--"].map(word => literalWord(word, command.span));
  return asArgv(command, [...words, from, to]);
}
