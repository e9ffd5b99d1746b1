/** Thrown for something a person can put right: shown without a stack, exit code 1. */
export class Trouble extends Error {}

/** Thrown for wrong usage: exit code 2, as for unknown options. */
export class WrongUsage extends Trouble {}

/** Returns what went wrong, in one line. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
