/** The chain that leads to an effect: the commands that it is in, and the texts that they handed on. */
import type { Scope } from "../places/scope.ts";

/** One link of the chain. Effects of the same command share it: nothing is copied per effect. */
export interface Cause {
  /** A simple command, or a text that a command handed on: SQL, a request, a program, a shell's text. */
  readonly kind: "command" | "text";
  /** The command's words joined by blanks; of a request its address. */
  readonly text: string;
  /** Scope in which it runs. */
  readonly scope: Scope;
  /** Scope in which the act itself begins. */
  readonly start: Scope;
  readonly within: Cause | undefined;
}

/** The simple command that an effect stands in. */
export function commandOf(cause: Cause | undefined): Cause | undefined {
  let step = cause;
  while (step && step.kind !== "command") step = step.within;
  return step;
}

/** The simple commands that lead to an effect, innermost first. */
export function* commandsOf(cause: Cause | undefined): Generator<Cause> {
  for (let step = cause; step; step = step.within) if (step.kind === "command") yield step;
}
