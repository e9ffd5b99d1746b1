/** What leads to an effect: the commands that it stands in, and the texts that they handed on. */
import type { Scope } from "../places/scope.ts";

/** One step on the way to an effect. Steps that stand in the same command share it: nothing is copied per effect. */
export interface Cause {
  /** A simple command, or what one handed on to be read for itself: SQL, a request, a program, a shell's text. */
  readonly kind: "command" | "text";
  /** The command's words joined by blanks; of a request its address. */
  readonly text: string;
  /** Where it runs. */
  readonly scope: Scope;
  /** Where the act itself begins. */
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
