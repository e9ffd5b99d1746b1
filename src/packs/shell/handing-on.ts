/** A text on its way to the reader of shells, and what is said of one that nobody can see. */
import type { Effect } from "../../core/effects/effect.ts";
import type { Inner, Invocation, Stdin } from "../../core/effects/pack.ts";
import { boundsOfWord } from "../../core/files/possible.ts";
import { unseenCode, withArguments, withGiven } from "../../core/languages/shell/scripts.ts";
import type { Span } from "../../core/text/span.ts";
import { HOLE, type Word } from "../../core/text/words.ts";

export function isUnknown(text: string): boolean {
  return text.replaceAll(HOLE, "").trim() === "" && text.includes(HOLE);
}

/** In a script that people have seen, code in a variable is how it does its work. */
export function unseenUnlessCommitted(command: Invocation, from: string, certainty: "likely" | "possible"): Effect[] {
  return command.scope.committed ? [] : [unseenCode(from, certainty, command.span)];
}

interface Called {
  readonly via: string;
  /** What the text knows as `$0`. */
  readonly own?: Word | undefined;
  readonly committed?: boolean;
}

export function shellText(
  command: Invocation,
  text: string,
  args: readonly Word[],
  { via, own, committed = command.scope.committed === true }: Called,
): Inner {
  const { committed: _, ...outer } = withArguments(command.scope, args, via);
  const known = own !== undefined && own.value !== null && !own.glob;
  const bounds = own === undefined || known ? [] : boundsOfWord(own);
  const scope = known
    ? { ...outer, variables: new Map(outer.variables).set("0", own.value) }
    : withGiven(outer, "0", bounds);
  const { stdin, program } = command;
  const fish = program === "fish" || (own ?? command.argv[1])?.value?.endsWith(".fish");
  return {
    kind: "shell",
    text,
    scope: { ...scope, ...(committed && { committed }) },
    stdin,
    ...(fish && { dialect: "fish" }),
    ...spanOf(command),
  };
}

export function producerOf(stdin: Extract<Stdin, { kind: "pipe" }>): string {
  return stdin.producer ? stdin.producer.map(word => word.text).join(" ") : "another command";
}

export function spanOf(command: Invocation): { span?: Span } {
  return command.span ? { span: command.span } : {};
}
