/** Something a person can put right: shown without a stack, exit code 1. */
export class Trouble extends Error {}

/** What was typed cannot be meant: exit code 2, as for options that there are not. */
export class WrongUsage extends Trouble {}

/** What went wrong, in one line. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
